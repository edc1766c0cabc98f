"""How content was the reporter?"""

from django.db import models
from django.db.models import Q

from openpias.server.helpdesk.models.incident import Incident


class Satisfaction(models.Model):
    """One mark from 1 to 5 for a closed incident, with what was written, without personal data."""

    incident = models.OneToOneField(Incident, models.CASCADE, related_name="satisfaction")
    mark = models.PositiveSmallIntegerField()
    comment = models.CharField(max_length=1000, blank=True)
    given_at = models.DateTimeField()

    class Meta:
        db_table = "helpdesk_satisfaction"
        constraints = [
            models.CheckConstraint(
                name="helpdesk_satisfaction_one_to_five", condition=Q(mark__gte=1, mark__lte=5)
            )
        ]

"""Which slips were issued for a person, and are they still true?"""

from django.db import models
from django.db.models import Q

from openpias.server.registry.enums import SlipStatus
from openpias.server.registry.models.person import Person


class Slip(models.Model):
    """One version of a person's slip; `slip_id` is the random id inside its signed code."""

    slip_id = models.BinaryField(max_length=12, unique=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="slips")
    version = models.PositiveIntegerField()
    status = models.CharField(max_length=10, default=SlipStatus.CURRENT)
    issued_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "registry_slip"
        constraints = [
            models.CheckConstraint(
                name="registry_slip_status_known",
                condition=Q(status__in=[status.value for status in SlipStatus]),
            ),
        ]
        indexes = [
            models.Index(
                fields=["status"],
                name="registry_slip_not_current",
                condition=~Q(status=SlipStatus.CURRENT),
            )
        ]

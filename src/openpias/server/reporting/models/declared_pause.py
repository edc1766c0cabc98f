"""In which times did the reporting clock stand still, and by which act?"""

from django.db import models
from django.db.models import F, Q

from openpias.core.calendar.reporting_clock import PauseKind


class DeclaredPause(models.Model):
    """A pause that CNAS declared; withdrawn by a moment, never deleted.

    `public_id` is drawn by the form, so that a form sent twice declares once. `outage` is the notice
    on the pages that it goes back to, where there was one: a notice alone moves no deadline.
    """

    public_id = models.UUIDField(unique=True)
    kind = models.CharField(max_length=12, choices=[(each, each) for each in PauseKind])
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    act = models.CharField(max_length=300)
    outage = models.UUIDField(null=True, blank=True)
    declared_at = models.DateTimeField()
    declared_by = models.BigIntegerField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "reporting_pause"
        constraints = [
            models.CheckConstraint(
                name="reporting_pause_ends_later", condition=Q(ends_at__gt=F("begins_at"))
            )
        ]

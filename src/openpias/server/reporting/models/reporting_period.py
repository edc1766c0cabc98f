"""For which days does a house take reports of a kind?"""

import uuid

from django.db import models
from django.db.models import F, Q

from openpias.server.reporting.enums import PeriodState


class ReportingPeriod(models.Model):
    """The days that a report may be about, for one house and kind; both belong to it.

    Operations keep the periods of one house and kind apart, under a lock.
    """

    public_id = models.UUIDField(unique=True, default=uuid.uuid4)
    house_code = models.CharField(max_length=20)
    kind = models.CharField(max_length=10)
    starts_on = models.DateField()
    ends_on = models.DateField()
    state = models.CharField(max_length=6, default=PeriodState.OPEN)
    opened_at = models.DateTimeField()
    opened_by = models.BigIntegerField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.BigIntegerField(null=True, blank=True)

    class Meta:
        db_table = "reporting_period"
        constraints = [
            models.CheckConstraint(
                name="reporting_period_ends_after_it_starts",
                condition=Q(ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="reporting_period_state_known",
                condition=Q(state__in=[each.value for each in PeriodState]),
            ),
            models.UniqueConstraint(
                fields=["house_code", "kind", "starts_on"], name="reporting_period_start_once"
            ),
        ]

"""What is kept about a declared day?"""

from django.db import models
from django.db.models import Q

from openpias.server.platform.working_days.enums import DayKind


class DeclaredDay(models.Model):
    """A day that is free or worked by an act; withdrawn by a moment, never deleted.

    `public_id` is drawn by the form, so that a form sent twice declares once.
    For each clock a day is declared once at a time, which the database holds.
    """

    public_id = models.UUIDField(unique=True)
    day = models.DateField()
    kind = models.CharField(max_length=8, choices=[(each, each) for each in DayKind])
    for_reporting = models.BooleanField()
    for_helpdesk = models.BooleanField()
    act = models.CharField(max_length=300)
    declared_at = models.DateTimeField()
    declared_by = models.BigIntegerField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "working_days_declared"
        constraints = [
            models.CheckConstraint(
                name="working_days_kind_known",
                condition=Q(kind__in=[each.value for each in DayKind]),
            ),
            models.CheckConstraint(
                name="working_days_for_some_clock",
                condition=Q(for_reporting=True) | Q(for_helpdesk=True),
            ),
            models.UniqueConstraint(
                name="working_days_once_reporting",
                fields=["day"],
                condition=Q(withdrawn_at=None, for_reporting=True),
            ),
            models.UniqueConstraint(
                name="working_days_once_helpdesk",
                fields=["day"],
                condition=Q(withdrawn_at=None, for_helpdesk=True),
            ),
        ]

"""Which reference comes next?"""

from django.db import models


class ReferenceCounter(models.Model):
    """The last number given in a mailbox and a year."""

    mailbox = models.CharField(max_length=8)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "helpdesk_reference_counter"
        constraints = [
            models.UniqueConstraint(fields=["mailbox", "year"], name="helpdesk_counter_once")
        ]

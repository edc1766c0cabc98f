"""What is kept about a planned outage?"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q


class Outage(models.Model):
    """A time in which something will not be there, with what people are told.

    `public_id` is drawn by the form, so that a form sent twice announces once.
    `version` grows with every change: whoever saw an older one changes nothing.
    """

    public_id = models.UUIDField(unique=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    affects = ArrayField(models.CharField(max_length=40))
    text_ro = models.CharField(max_length=500)
    text_uk = models.CharField(max_length=500)
    text_en = models.CharField(max_length=500)
    announced_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "outages_outage"
        indexes = [models.Index(fields=["ends_at"], name="outages_outage_ends")]
        constraints = [
            models.CheckConstraint(
                name="outages_outage_ends_later", condition=Q(ends_at__gt=F("starts_at"))
            )
        ]

"""Which physicians work for a provider?"""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from openpias.server.providers.models.provider import Provider


class Physician(models.Model):
    """A physician's time at one provider, known by the stamp code; ended by a date, never deleted.

    Somebody who comes back has another row; operations keep the periods of one stamp code at one
    provider apart, under the provider's lock. The same stamp code may stand at several providers.
    `specialities` are codes of the list that reports are held against; none means not known.
    """

    public_id = models.UUIDField(unique=True, default=uuid.uuid4)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="physicians")
    stamp_code = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    specialities = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "providers_physician"
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "stamp_code"],
                name="providers_physician_one_open",
                condition=models.Q(valid_to__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["provider", "stamp_code", "valid_from"],
                name="providers_physician_once_a_day",
            ),
            models.CheckConstraint(
                name="providers_physician_leaves_after_coming",
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
            ),
        ]

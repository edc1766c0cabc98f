"""With which houses is a provider in contract, and until when?"""

import uuid

from django.db import models

from openpias.server.providers.models.house import InsuranceHouse
from openpias.server.providers.models.provider import Provider


class Contract(models.Model):
    """A contract with one house; both days belong to it. Ended early by its last day, with `end_reason`.

    Contracts under different numbers may share days: a provider can have one for each of its kinds.
    """

    public_id = models.UUIDField(unique=True, default=uuid.uuid4)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="contracts")
    house = models.ForeignKey(InsuranceHouse, models.PROTECT, related_name="contracts")
    number = models.CharField(max_length=40)
    valid_from = models.DateField()
    valid_to = models.DateField()
    end_reason = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "providers_contract"
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "house", "number"], name="providers_contract_once"
            ),
            models.CheckConstraint(
                name="providers_contract_ends_after_it_starts",
                condition=models.Q(valid_to__gte=models.F("valid_from")),
            ),
        ]
        indexes = [models.Index(fields=["house", "valid_to"], name="providers_contract_house")]

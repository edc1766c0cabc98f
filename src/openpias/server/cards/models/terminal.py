"""Which card terminals were enrolled, for which provider and with which profile?"""

import uuid

from django.db import models


class Terminal(models.Model):
    """A terminal at one provider under contract with one house; another contract is another row."""

    public_id = models.UUIDField(unique=True, default=uuid.uuid4)
    provider_code = models.CharField(max_length=20)
    house_code = models.CharField(max_length=20)
    contract_number = models.CharField(max_length=40)
    serial = models.CharField(max_length=60)
    name = models.CharField(max_length=100)
    profile = models.CharField(max_length=30)
    enrolled_at = models.DateTimeField()
    enrolled_by = models.BigIntegerField()

    class Meta:
        db_table = "cards_terminal"
        constraints = [
            models.UniqueConstraint(
                fields=["provider_code", "house_code", "contract_number", "serial"],
                name="cards_terminal_once",
            )
        ]

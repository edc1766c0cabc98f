"""Which licence series was given to a provider by which house?"""

import uuid

from django.db import models
from django.db.models import Q

from openpias.server.providers.models.house import InsuranceHouse
from openpias.server.providers.models.provider import Provider


class Licence(models.Model):
    """One series: given once, shown once, cancelled by the next one.

    The series itself is kept nowhere; its Argon2id digest is the password of the account
    `CUI_CAS-XX`, which `username` names.
    """

    public_id = models.UUIDField(unique=True, default=uuid.uuid4)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="licences")
    house = models.ForeignKey(InsuranceHouse, models.PROTECT, related_name="licences")
    username = models.CharField(max_length=64)
    request_key = models.CharField(max_length=64, unique=True)
    issued_at = models.DateTimeField()
    issued_by = models.BigIntegerField()
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancel_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "providers_licence"
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "house"],
                name="providers_licence_one_valid",
                condition=Q(cancelled_at__isnull=True),
            )
        ]

"""Who carries a paper while there is no card that works?"""

import uuid

from django.db import models
from django.db.models import F, Q

from openpias.server.cards.models.card import Card


class CertificateOfReplacement(models.Model):
    """The adeverință that stands for a card from its first to its last day."""

    public_id = models.UUIDField(unique=True, default=uuid.uuid4)
    number = models.CharField(max_length=9, unique=True)
    card = models.ForeignKey(Card, models.PROTECT, related_name="certificates_of_replacement")
    house_code = models.CharField(max_length=20)
    valid_from = models.DateField()
    valid_to = models.DateField()
    issued_at = models.DateTimeField()
    issued_by = models.BigIntegerField()
    request_key = models.CharField(max_length=64, unique=True)

    class Meta:
        db_table = "cards_certificate_of_replacement"
        constraints = [
            models.CheckConstraint(
                name="cards_certificate_ends_after_it_starts",
                condition=Q(valid_to__gte=F("valid_from")),
            )
        ]

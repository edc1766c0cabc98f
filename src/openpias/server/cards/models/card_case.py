"""Which blocked and invalid cards were reported, by whom, and what was done about them?"""

import uuid

from django.db import models
from django.db.models import Q

from openpias.core.contracts.management_unit import CaseKind, CaseStatus
from openpias.server.cards.enums import CaseChannel, Identity
from openpias.server.cards.models.card import Card
from openpias.server.cards.models.terminal import Terminal

UNFINISHED = (CaseStatus.OPEN, CaseStatus.TAKEN, CaseStatus.CONFIRMED)


class CardCase(models.Model):
    """A reported card, in the hands of the house that issued it.

    `number` is what people read out. `identity` says whether name and birth date agreed with the
    holder's; what was compared is not kept.
    """

    public_id = models.UUIDField(unique=True, default=uuid.uuid4)
    number = models.CharField(max_length=9, unique=True)
    kind = models.CharField(max_length=8, choices=[(each, each) for each in CaseKind])
    channel = models.CharField(max_length=10, choices=[(each, each) for each in CaseChannel])
    card = models.ForeignKey(Card, models.PROTECT, related_name="cases")
    house_code = models.CharField(max_length=20)
    provider_code = models.CharField(max_length=20)
    provider_name = models.CharField(max_length=200)
    provider_house = models.CharField(max_length=20)
    terminal = models.ForeignKey(
        Terminal, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    code = models.SmallIntegerField()
    status = models.CharField(max_length=10, default=CaseStatus.OPEN)
    identity = models.CharField(max_length=12, default=Identity.NOT_COMPARED)
    wrong_comparisons = models.PositiveSmallIntegerField(default=0)
    called_back_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.BigIntegerField()
    taken_at = models.DateTimeField(null=True, blank=True)
    taken_by = models.BigIntegerField(null=True, blank=True)
    taken_by_name = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    request_key = models.BinaryField(max_length=32, null=True, unique=True)

    class Meta:
        db_table = "cards_case"
        constraints = [
            models.CheckConstraint(
                name="cards_case_status_known",
                condition=Q(status__in=[each.value for each in CaseStatus]),
            ),
            models.CheckConstraint(
                name="cards_case_refusal_has_a_reason",
                condition=~Q(status=CaseStatus.REFUSED) | ~Q(reason=""),
            ),
            models.UniqueConstraint(
                fields=["card", "provider_code", "kind"],
                name="cards_case_one_unfinished",
                condition=Q(status__in=[each.value for each in UNFINISHED]),
            ),
        ]
        indexes = [
            models.Index(fields=["house_code", "status", "opened_at"], name="cards_case_queue"),
            models.Index(fields=["provider_code", "-opened_at"], name="cards_case_provider"),
        ]

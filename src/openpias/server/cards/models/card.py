"""Which health cards are there, whose are they, and in which state?"""

import uuid

from django.db import models
from django.db.models import F, Q

from openpias.core.smartcard.states import CardState


class Card(models.Model):
    """A card from its proposal on; it stays when it is replaced.

    `state` is the official number; only `operations.histories` writes it, by the one transition table.
    `pin_changes`, `resets` and `must_change` are what the card last proved of itself.
    `certificate` is that of the card's own key (DER); the key never leaves the card.
    """

    public_id = models.UUIDField(unique=True, default=uuid.uuid4)
    number = models.CharField(max_length=16, unique=True)
    insured = models.ForeignKey("registry.InsuredPerson", models.PROTECT, related_name="+")
    house_code = models.CharField(max_length=20)
    state = models.PositiveSmallIntegerField(default=CardState.PROPOSED)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    key_version = models.PositiveSmallIntegerField(default=1)
    certificate = models.BinaryField(null=True, blank=True)
    personalised_at = models.DateTimeField(null=True, blank=True)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    replaced_at = models.DateTimeField(null=True, blank=True)
    update_requested = models.BooleanField(default=False)
    reset_requested = models.BooleanField(default=False)
    pin_changes = models.PositiveIntegerField(default=0)
    resets = models.PositiveIntegerField(default=0)
    must_change = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "cards_card"
        constraints = [
            models.CheckConstraint(
                name="cards_card_number_shape", condition=Q(number__regex=r"^[0-9]{16}$")
            ),
            models.CheckConstraint(
                name="cards_card_state_known",
                condition=Q(state__in=[state.value for state in CardState]),
            ),
            models.CheckConstraint(
                name="cards_card_ends_after_it_starts",
                condition=Q(valid_from__isnull=True, valid_to__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
            ),
            models.UniqueConstraint(
                fields=["insured"],
                name="cards_card_one_current",
                condition=Q(replaced_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["house_code", "state", "-id"], name="cards_card_house"),
            models.Index(
                fields=["valid_to"],
                name="cards_card_ending",
                condition=Q(replaced_at__isnull=True),
            ),
        ]

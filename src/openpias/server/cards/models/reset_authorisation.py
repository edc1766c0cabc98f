"""Who may reset and change the PIN of a blocked card, at which terminal, and until when?"""

import uuid

from django.db import models
from django.db.models import F, Q

from openpias.server.cards.models.card import Card
from openpias.server.cards.models.card_case import CardCase
from openpias.server.cards.models.terminal import Terminal


class ResetAuthorisation(models.Model):
    """The specialist's yes: one reset and one change, for one card, provider and terminal.

    A case by telephone may name no terminal; the first one of the provider that asks is bound then.
    """

    public_id = models.UUIDField(unique=True, default=uuid.uuid4)
    card = models.ForeignKey(Card, models.PROTECT, related_name="authorisations")
    case = models.ForeignKey(CardCase, models.PROTECT, related_name="authorisations")
    provider_code = models.CharField(max_length=20)
    terminal = models.ForeignKey(
        Terminal, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    given_at = models.DateTimeField()
    given_by = models.BigIntegerField()
    expires_at = models.DateTimeField()
    cryptograms = models.PositiveSmallIntegerField(default=0)
    reset_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=12, blank=True)

    class Meta:
        db_table = "cards_authorisation"
        constraints = [
            models.UniqueConstraint(
                fields=["card"],
                name="cards_authorisation_one_live",
                condition=Q(ended_at__isnull=True),
            ),
            models.CheckConstraint(
                name="cards_authorisation_expires_after_it_is_given",
                condition=Q(expires_at__gt=F("given_at")),
            ),
            models.CheckConstraint(
                name="cards_authorisation_is_used_once",
                condition=Q(changed_at__isnull=True) | Q(ended_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["expires_at"],
                name="cards_authorisation_expiry",
                condition=Q(ended_at__isnull=True),
            )
        ]

"""Which card is in which terminal, and how far is its holder known?"""

from django.db import models
from django.db.models import Q

from openpias.server.cards.models.card import Card
from openpias.server.cards.models.terminal import Terminal


class CardSession(models.Model):
    """A card in a terminal, known by the digest of its token; one at a time for a card.

    `nonce` waits for the card's next proof; `last_nonce`, `last_proof` and `last_answer` let a proof
    that is sent twice be answered twice, and act once.
    """

    digest = models.BinaryField(max_length=32, unique=True)
    card = models.ForeignKey(Card, models.CASCADE, related_name="sessions", db_index=False)
    terminal = models.ForeignKey(Terminal, models.CASCADE, related_name="sessions", db_index=False)
    account_id = models.BigIntegerField()
    opened_at = models.DateTimeField()
    used_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    authentication = models.PositiveSmallIntegerField(default=0)
    nonce = models.BinaryField(max_length=16)
    last_nonce = models.BinaryField(max_length=16, null=True)
    last_proof = models.BinaryField(max_length=32, null=True)
    last_answer = models.SmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=16, blank=True)

    class Meta:
        db_table = "cards_session"
        constraints = [
            models.UniqueConstraint(
                fields=["card"],
                name="cards_session_one_for_a_card",
                condition=Q(ended_at__isnull=True),
            )
        ]
        indexes = [models.Index(fields=["expires_at"], name="cards_session_expiry")]

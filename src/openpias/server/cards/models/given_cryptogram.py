"""Which cryptograms did the management unit give?"""

from django.db import models

from openpias.server.cards.models.card import Card
from openpias.server.cards.models.card_session import CardSession


class GivenCryptogram(models.Model):
    """A cryptogram by the challenge it answers; the cryptogram itself is kept nowhere."""

    card = models.ForeignKey(Card, models.CASCADE, related_name="cryptograms", db_index=False)
    session = models.ForeignKey(CardSession, models.CASCADE, related_name="cryptograms")
    challenge = models.BinaryField(max_length=16)
    purpose = models.CharField(max_length=10)
    given_at = models.DateTimeField()

    class Meta:
        db_table = "cards_cryptogram"
        constraints = [
            models.UniqueConstraint(fields=["card", "challenge"], name="cards_cryptogram_once")
        ]

"""What happened to a card, by whom, when and why?"""

from django.db import models

from openpias.server.cards.models.card import Card


class CardEvent(models.Model):
    """One line of a card's history, written once.

    `happening` is an act of the transition table or a value of CardHappening; `reason` is a code,
    `note` what somebody typed. Nobody acted where `account_id` is empty: a job, or the card itself.
    """

    card = models.ForeignKey(Card, models.PROTECT, related_name="events", db_index=False)
    happening = models.CharField(max_length=24)
    from_state = models.PositiveSmallIntegerField()
    to_state = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=24, blank=True)
    note = models.CharField(max_length=300, blank=True)
    account_id = models.BigIntegerField(null=True, blank=True)
    provider_code = models.CharField(max_length=20, blank=True)
    at = models.DateTimeField()
    request_key = models.CharField(max_length=64, null=True, blank=True)  # noqa: DJ001 - unique where there is one

    class Meta:
        db_table = "cards_event"
        constraints = [
            models.UniqueConstraint(fields=["card", "request_key"], name="cards_event_once")
        ]
        indexes = [
            models.Index(fields=["card", "-id"], name="cards_event_card"),
            models.Index(fields=["happening", "-at"], name="cards_event_happening"),
        ]

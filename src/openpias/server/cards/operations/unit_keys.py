"""Which key does a card have, that only the card and the management unit know?"""

from functools import lru_cache

from django.conf import settings

from openpias.core.identifiers.card_number import CardNumber
from openpias.core.smartcard import cryptograms


@lru_cache(maxsize=4096)
def of(number: str, version: int) -> bytes:  # noqa: ARG001 - the next master secret comes with version 2
    """Return the key of a card; derived from the master secret, and kept nowhere but in memory."""
    return cryptograms.card_key(settings.CARD_MASTER_KEY, CardNumber(number))

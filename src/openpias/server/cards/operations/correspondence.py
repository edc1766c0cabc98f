"""Which letter leaves for a case? It is written in the transaction of the change."""

from datetime import datetime

import structlog
from django.conf import settings

from openpias.server.cards import letters
from openpias.server.cards.models import CardCase
from openpias.server.platform.mail import operations as mail
from openpias.server.platform.mail.operations import LetterAddressError
from openpias.server.providers import api as providers

_log = structlog.get_logger("openpias.cards")


def waits(case: CardCase, *, at: datetime) -> None:
    """Tell the house that a case waits, where its address is known; the letter names no card.

    An address that cannot receive any letter does not keep a practice from reporting a card.
    """
    house = providers.house(case.house_code)
    if house is None or not house.email:
        return
    data = {
        "number": case.number,
        "address": f"{settings.PUBLIC_URL}/carduri/cazuri/{case.public_id}",
    }
    kind, about = letters.CASE_WAITS, case.public_id
    try:
        mail.send(kind=kind, to=house.email, language="ro", data=data, about=about, at=at)
    except LetterAddressError:
        _log.warning("letter-without-address", kind=kind)

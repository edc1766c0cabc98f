"""Which proof of the patient's presence did somebody type, and is it whole?

Only what belongs to the chosen way goes into the record; the rest of what was typed stays typed.
"""

import base64
import binascii
from collections.abc import Mapping

from openpias.core.identifiers import card_number, cid
from openpias.core.rules.records import CardProof
from openpias.server.reporting.domain.typed import Typed
from openpias.server.reporting.enums import Presence

_REASONS = frozenset({Presence.DETAINED, Presence.MENTAL_HEALTH})
_LONGEST_SIGNATURE = 5000
FIELDS = (
    *("presence", "card_number", "card_signature", "card_certificate_on"),
    "card_representative_cid",
)


def read(typed: Mapping[str, str], read: Typed) -> CardProof | None:
    """Return the proof; None where the patient needs none. Findings go to `read`.

    Where nothing was chosen, as in kinds that ask for the number alone, a card's number is the proof.
    """
    chosen = typed["presence"]
    if chosen and chosen not in set(Presence):
        read.wrong("presence-unknown", "presence")
        return None
    if not chosen:
        number = _number(typed, read, required=False)
        return CardProof(card_number=number) if number else None
    if chosen == Presence.CARD:
        return CardProof(
            card_number=_number(typed, read, required=True),
            signature=_signature(typed, read),
            representative_cid=_representative(typed, read),
        )
    if chosen == Presence.CERTIFICATE:
        day = read.day(typed["card_certificate_on"], "card_certificate_on")
        return CardProof(certificate_on=day)
    if chosen in _REASONS:
        return CardProof(excepted=chosen, representative_cid=_representative(typed, read))
    return None


def _number(typed: Mapping[str, str], read: Typed, *, required: bool) -> str:
    text = typed["card_number"].replace(" ", "")
    if not text and required:
        read.wrong("field-required", "card_number")
    if text and not card_number.is_valid(text):
        read.wrong("card-number-wrong", "card_number")
    return text


def _signature(typed: Mapping[str, str], read: Typed) -> str:
    text = "".join(typed["card_signature"].split())
    if not text:
        read.wrong("field-required", "card_signature")
        return ""
    try:
        base64.b64decode(text.encode("ascii", "replace"), validate=True)
    except binascii.Error:
        read.wrong("card-signature-shape", "card_signature")
    if len(text) > _LONGEST_SIGNATURE:
        read.wrong("field-too-long", "card_signature", most=str(_LONGEST_SIGNATURE))
    return text


def _representative(typed: Mapping[str, str], read: Typed) -> str:
    text = typed["card_representative_cid"].replace(" ", "")
    if text and not cid.is_valid(text):
        read.wrong("representative-cid-wrong", "card_representative_cid")
    return text

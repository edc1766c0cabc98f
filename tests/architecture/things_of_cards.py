"""What do cards bring, one of each: a terminal with a card in it, its session, and a case?"""

import base64
import uuid

from django.utils import timezone
from tests.factories import card_register as cards

from openpias.core.contracts.management_unit import CryptogramPurpose, ProofPurpose
from openpias.core.identifiers import card_number
from openpias.core.smartcard.states import CardState
from openpias.server.cards.operations import replacement_certificates

Thing = dict[str, str]
KINDS = ("card", "card-case", "desk", "paper", "case", "card-session", "sent-card")
_BYTES = base64.b64encode(bytes(16)).decode()
_STATUS = base64.b64encode(bytes(15)).decode()
# Messages of the right shape; what they prove is for other tests.
FORMS: dict[str, dict[str, str]] = {
    "api/v1/card-sessions": {},
    "api/v1/card-sessions/<str:token>/cryptograms": {
        "purpose": CryptogramPurpose.ACTIVATE.value,
        "challenge": _BYTES,
    },
    "api/v1/card-sessions/<str:token>/proofs": {
        "purpose": ProofPurpose.AUTHENTICATION.value,
        "nonce": _BYTES,
        "status": _STATUS,
        "proof": _BYTES,
    },
}

_ACTS = (
    *("actualizare", "actualizat", "adeverinta", "date-gresite", "deces", "expediere"),
    *("inrolare", "intoarcere", "neconform", "predare", "reemitere", "repunere"),
    *("repunere-inactiv", "suspendare"),
)
PAGES: dict[str, Thing] = {
    "carduri/motiv": {"what": "resetari", "reason": "verificare"},
    "carduri/registru/propunere": {"record": str(uuid.UUID(int=7))},
    **{
        f"carduri/registru/<uuid:public_id>/{act}": {"record": str(uuid.UUID(int=7))}
        for act in _ACTS
    },
}


def of_practice(clerk, *, county: str) -> dict[str, Thing]:
    """Put a card into a terminal of the clerk's practice, and report another one that is blocked."""
    now, house = timezone.now(), f"CAS-{county}"
    terminal = cards.terminal(clerk, serial=f"walk-{county}", at=now)
    row = cards.card(insured=cards.holder(house_code=house))
    inserted = cards.inserted(row, clerk, where=terminal, at=now)
    blocked = cards.card(CardState.BLOCKED, insured=cards.holder(house_code=house))
    case = cards.reported(blocked, clerk, where=terminal, at=now, key=f"walk-{county}")
    return {
        "card": {"public_id": str(row.public_id)},
        "card-case": {"public_id": case.case},
        "desk": {"house": house},
        "paper": {"public_id": _paper(blocked, house)},
        "case": {"case_id": case.case},
        "card-session": {"token": inserted.opened.token},
        "sent-card": {"terminal_id": terminal, "card_number": row.number},
    }


def _paper(row, house: str) -> str:
    """Issue the paper that stands for a blocked card."""
    issued = replacement_certificates.issue(
        str(row.public_id),
        request_key=f"walk-{house}",
        actor=cards.specialist(house),
        at=timezone.now(),
    )
    return issued.certificate


def unknown() -> dict[str, Thing]:
    """Return what nobody has, of the same shape."""
    one = str(uuid.uuid4())
    return {
        **{kind: {"public_id": one} for kind in ("card", "card-case", "paper")},
        "desk": {"house": "CAS-XX"},
        "case": {"case_id": one},
        "card-session": {"token": one},
        "sent-card": {"terminal_id": one, "card_number": card_number.draw()},
    }

"""Write docs/interop/health-card-vectors.json: `python -m tests.core.smartcard.make_vectors`."""

import json
from pathlib import Path

from openpias.core.identifiers.card_number import CardNumber
from openpias.core.smartcard import card_data, card_status, cryptograms, pin_pad
from openpias.core.smartcard.card_data import CardData, Contact, File
from openpias.core.smartcard.card_status import CardStatus
from openpias.core.smartcard.cryptograms import Purpose
from openpias.core.smartcard.patient_signatures import joined
from openpias.core.smartcard.pin_pad import Digits, Language
from openpias.core.smartcard.pins import Pin

FILE = Path(__file__).parents[3] / "docs" / "interop" / "health-card-vectors.json"
MASTER, CHALLENGE = bytes(range(32)), bytes(range(16))
NUMBER = CardNumber("1234567890123452")
CID = "40123456789012345678"
DATA = CardData(
    card_number=NUMBER,
    version="1",
    surname="Exemplu",
    given_name="Ștefania",
    cid=CID,
    contacts=(Contact(name="Țuca", phone="0200000002"),),
    diagnoses=("I10", "E11"),
)
STATUSES = (
    {"activated": False, "blocked": False, "must_change": False, "tries_left": 5, "resets": 0},
    {"activated": True, "blocked": True, "must_change": False, "tries_left": 0, "resets": 0},
    {"activated": True, "blocked": False, "must_change": True, "tries_left": 5, "resets": 1},
)


def vectors():
    """Return everything as plain data, bytes in hexadecimal."""
    key = cryptograms.card_key(MASTER, NUMBER)
    return {
        "master_secret": MASTER.hex(),
        "card_number": NUMBER,
        "card_key": key.hex(),
        "challenge": CHALLENGE.hex(),
        "cryptograms": {
            purpose.name.lower(): cryptograms.cryptogram(key, purpose, CHALLENGE).hex()
            for purpose in Purpose
        },
        "statuses": [_status(key, facts) for facts in STATUSES],
        "pin_blocks": {
            digits: Pin(digits, length=len(digits)).block().hex()
            for digits in ("000", "0000", "4821")
        },
        "files": {
            "public": card_data.encode(DATA, File.PUBLIC).hex(),
            "personal": card_data.encode(DATA, File.PERSONAL).hex(),
        },
        "pin_pad": {
            "verify": _structure(pin_pad.verify_structure, "00200001"),
            "modify": _structure(pin_pad.modify_structure, "00240001"),
        },
        "signed_text": joined(CID, NUMBER, "2026-11-25", "ABC01").decode(),
    }


def _status(key, facts):
    status = CardStatus(card_number=NUMBER, pin_verified=False, pin_changes=0, **facts)
    content = card_status.encode(status)
    proof = cryptograms.proof(key, nonce=CHALLENGE, status=content)
    return {**facts, "bytes": content.hex(), "proof": proof.hex()}


def _structure(make, header):
    digits = Digits(fewest=4, most=4)
    return make(bytes.fromhex(header), digits=digits, language=Language.ROMANIAN).hex()


if __name__ == "__main__":
    FILE.write_text(json.dumps(vectors(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")

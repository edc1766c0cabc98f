"""Which test vectors does docs/interop/slip-vectors.json hold? Run it to write them again.

    python tests/core/slips/make_vectors.py > docs/interop/slip-vectors.json

The private keys are published on purpose: nothing that they sign is a slip.
"""

import json
import sys
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec

from openpias.core.slips import payload, signing, status_list
from openpias.core.slips.payload import SlipDocument, SlipPayload
from openpias.core.slips.signing import KeyRing, SigningKey
from openpias.core.slips.status_list import StatusList

WHY = "For tests of readers only. The private keys are public: no real slip is signed with them."


def fixed_key(name: str, *, practice: bool) -> SigningKey:
    """Derive a key from a name, so that anybody makes the same one."""
    secret = int.from_bytes(sha256(f"openpias test vector {name}".encode()).digest(), "big")
    return signing.signing_key(ec.derive_private_key(secret, ec.SECP256R1()), practice=practice)


ACTIVE = fixed_key("active", practice=False)
RETIRED = fixed_key("retired", practice=False)
PRACTICE = fixed_key("practice", practice=True)
STRANGER = fixed_key("stranger", practice=False)

SLIP = SlipPayload(
    slip_id=bytes(range(12)),
    version=1,
    number="9123456789012",
    number_kind="temporary",
    surname="Шевченко",
    given_name="Олена",
    birth_date=date(1984, 7, 20),
    birth_precision="day",
    sex="F",
    citizenship="UA",
    category="A",
    entry_date=date(2022, 3, 1),
    document=SlipDocument(type="PASSPORT", number="FG 123456"),
    practice=False,
)
SUPERSEDED = replace(SLIP, slip_id=bytes(range(20, 32)), version=2)
WITHDRAWN = replace(SLIP, slip_id=bytes(range(40, 52)), surname="Țîrdea", given_name="Ștefan")
BARE = replace(
    SLIP,
    slip_id=bytes(range(60, 72)),
    number="7840720123456",
    number_kind="permit-cnp",
    given_name="",
    birth_date=date(1984, 1, 1),
    birth_precision="year",
    entry_date=None,
    document=None,
)
EXERCISE = replace(SLIP, practice=True)


def ring() -> KeyRing:
    """Return the keys that a reader of the vectors knows."""
    return KeyRing(
        [
            signing.public_of(ACTIVE),
            signing.public_of(RETIRED, retired=True),
            signing.public_of(PRACTICE),
        ]
    )


def newer() -> str:
    """Return a code whose payload is of a format that does not exist yet."""
    members = {**cbor2.loads(payload.encode(SLIP)), 1: payload.FORMAT + 1, 99: "tomorrow"}
    return signing.digits_of(signing.sign_bytes(cbor2.dumps(members, canonical=True), ACTIVE))


def tampered() -> str:
    """Return a code in which one letter of the name was changed after signing."""
    whole = signing.bytes_of(signing.sign(SLIP, ACTIVE)) or b""
    return signing.digits_of(whole.replace("Шевченко".encode(), "Шевченка".encode()))


def cut() -> str:
    """Return a code whose bytes lost their end."""
    return signing.digits_of((signing.bytes_of(signing.sign(SLIP, ACTIVE)) or b"")[:-20])


def shown(slip: SlipPayload) -> dict[str, Any]:
    """Return a payload as JSON."""
    plain = asdict(slip)
    plain["slip_id"] = slip.slip_id.hex()
    plain["birth_date"] = slip.birth_date.isoformat()
    plain["entry_date"] = slip.entry_date.isoformat() if slip.entry_date else None
    return plain


def cases() -> list[dict[str, Any]]:
    """Return every code with what a reader must answer."""

    def good(name: str, slip: SlipPayload, key: SigningKey, state: str) -> dict[str, Any]:
        expected = {"payload": shown(slip), "kid": key.key_id.hex(), "state": state}
        return {"name": name, "digits": signing.sign(slip, key), "expected": expected}

    def bad(name: str, digits: str, refusal: str) -> dict[str, Any]:
        return {"name": name, "digits": digits, "expected": {"refusal": refusal}}

    return [
        good("valid", SLIP, ACTIVE, "current"),
        good("signed with a retired key", BARE, RETIRED, "current"),
        good("superseded by a later version", SUPERSEDED, ACTIVE, "superseded"),
        good("withdrawn", WITHDRAWN, ACTIVE, "withdrawn"),
        good("practice", EXERCISE, PRACTICE, "current"),
        bad("a number, no code", "9123456789012", "not-a-slip"),
        bad("letters", "10abc", "not-a-slip"),
        bad("digits lost at the end", signing.sign(SLIP, ACTIVE)[:-40], "not-a-slip"),
        bad("bytes lost at the end", cut(), "damaged"),
        bad("tampered", tampered(), "bad-signature"),
        bad("unknown key", signing.sign(SLIP, STRANGER), "unknown-key"),
        bad("newer format", newer(), "newer-format"),
        bad("real slip under the practice key", signing.sign(SLIP, PRACTICE), "wrong-key-use"),
        bad("practice slip under a real key", signing.sign(EXERCISE, ACTIVE), "wrong-key-use"),
    ]


def vectors() -> dict[str, Any]:
    """Return the whole file."""
    content = StatusList(
        issued_at=datetime(2026, 11, 23, 6, 0, tzinfo=UTC),
        next_update=datetime(2026, 11, 24, 6, 0, tzinfo=UTC),
        superseded=frozenset({SUPERSEDED.slip_id}),
        withdrawn=frozenset({WITHDRAWN.slip_id}),
    )
    return {
        "about": WHY,
        "private_keys": {
            "active": signing.private_pem(ACTIVE).decode(),
            "retired": signing.private_pem(RETIRED).decode(),
            "practice": signing.private_pem(PRACTICE).decode(),
        },
        "keys": json.loads(ring().published()),
        "status_list": {
            "hex": status_list.sign(content, ACTIVE).hex(),
            "issued_at": content.issued_at.isoformat(),
            "next_update": content.next_update.isoformat(),
            "superseded": [SUPERSEDED.slip_id.hex()],
            "withdrawn": [WITHDRAWN.slip_id.hex()],
        },
        "codes": cases(),
    }


def written() -> str:
    """Return the file's text."""
    return json.dumps(vectors(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(written())

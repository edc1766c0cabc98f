"""Can somebody else read our slips with the document and the vectors alone?

The reader below is written from docs/interop/slip.md and imports nothing of ours.
"""

import json
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import cbor2
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.hashes import SHA256
from tests.core.slips import make_vectors

from openpias.core.slips import signing, status_list
from openpias.core.slips.signing import KeyRing, Verified

FILE = Path(__file__).parents[3] / "docs" / "interop" / "slip-vectors.json"
VECTORS = json.loads(FILE.read_text(encoding="utf-8"))
CODES = {case["name"]: case for case in VECTORS["codes"]}


class RefusedError(Exception):
    """What the independent reader says no with."""


def load_keys(published: dict) -> dict:
    keys = {}
    for item in published["keys"]:
        public = serialization.load_pem_public_key(item["pem"].encode())
        der = public.public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        keys[sha256(der).digest()[:8]] = (public, item["practice"])
    return keys


def open_cose(content: bytes, keys: dict) -> tuple[dict, bytes, bool]:
    try:
        tag = cbor2.loads(content)
        protected, unprotected, signed, signature = tag.value
        header = cbor2.loads(protected)
    except (cbor2.CBORDecodeError, AttributeError, ValueError, TypeError):
        raise RefusedError("damaged") from None
    if tag.tag != 18 or unprotected != {} or set(header) != {1, 4} or header[1] != -7:
        raise RefusedError("damaged")
    if header[4] not in keys:
        raise RefusedError("unknown-key")
    public, practice = keys[header[4]]
    der = utils.encode_dss_signature(
        int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    )
    try:
        to_check = cbor2.dumps(["Signature1", protected, b"", signed])
        public.verify(der, to_check, ec.ECDSA(SHA256()))
    except InvalidSignature:
        raise RefusedError("bad-signature") from None
    return cbor2.loads(signed), header[4], practice


def read_digits(digits: str, keys: dict) -> dict:
    if not (digits.isascii() and digits.isdigit() and digits.startswith("10")):
        raise RefusedError("not-a-slip")
    number = int(digits[2:])
    content = number.to_bytes((number.bit_length() + 7) // 8, "big")
    if content[0] != 1:
        raise RefusedError("not-a-slip")
    members, key_id, practice = open_cose(content[1:], keys)
    if members[1] > 1:
        raise RefusedError("newer-format")
    if members.get(15, False) != practice:
        raise RefusedError("wrong-key-use")
    return {"payload": as_json(members), "kid": key_id.hex()}


def as_json(members: dict) -> dict:
    def day(number: int | None) -> str | None:
        return None if number is None else str(date(1900, 1, 1) + timedelta(days=number))

    document = members.get(14)
    return {
        "slip_id": members[2].hex(),
        "version": members[3],
        "number": members[4],
        "number_kind": ["temporary", "permit-cnp", "house", "official"][members[5]],
        "surname": members[6],
        "given_name": members[7],
        "birth_date": day(members[8]),
        "birth_precision": ["day", "month", "year"][members[9]],
        "sex": members[10],
        "citizenship": members[11],
        "category": members[12],
        "entry_date": day(members.get(13)),
        "document": document and {"type": document[0], "number": document[1]},
        "practice": members.get(15, False),
    }


def read_list(content: bytes, keys: dict) -> dict[str, str]:
    members, _, practice = open_cose(content, keys)
    assert (members[1], practice) == (1, False)
    states = {}
    for key, state in ((4, "superseded"), (5, "withdrawn")):
        joined = members[key]
        states |= {joined[at : at + 12].hex(): state for at in range(0, len(joined), 12)}
    return states


@pytest.mark.parametrize("case", VECTORS["codes"], ids=list(CODES))
def test_an_independent_reader_answers_as_the_vector_says(case):
    keys = load_keys(VECTORS["keys"])
    try:
        found = read_digits(case["digits"], keys)
        states = read_list(bytes.fromhex(VECTORS["status_list"]["hex"]), keys)
        found["state"] = states.get(found["payload"]["slip_id"], "current")
    except RefusedError as refused:
        found = {"refusal": str(refused)}

    assert found == case["expected"]


@pytest.mark.parametrize("case", VECTORS["codes"], ids=list(CODES))
def test_our_reader_answers_as_the_vector_says(case):
    keys = KeyRing.from_published(json.dumps(VECTORS["keys"]))
    states = status_list.verify(bytes.fromhex(VECTORS["status_list"]["hex"]), keys)

    answer = signing.verify(case["digits"], keys)

    if isinstance(answer, Verified):
        found = {
            "payload": make_vectors.shown(answer.payload),
            "kid": answer.key_id.hex(),
            "state": states.state_of(answer.payload.slip_id).value,
        }
    else:
        found = {"refusal": answer.value}
    assert found == case["expected"]


def test_the_vectors_are_what_this_version_writes():
    assert FILE.read_text(encoding="utf-8") == make_vectors.written()

"""Is a code believed only when a key of ours signed exactly this?"""

import json
from dataclasses import replace

import cbor2
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from hypothesis import given
from hypothesis import strategies as st
from tests.core.slips.make_vectors import ACTIVE, EXERCISE, PRACTICE, RETIRED, SLIP, ring

from openpias.core.slips import payload, signing
from openpias.core.slips.signing import KeyRing, Refusal, Verified

DIGITS = signing.sign(SLIP, ACTIVE)
WHOLE = signing.bytes_of(DIGITS)


def resigned(header: dict, content: bytes = payload.encode(SLIP)) -> str:
    """Return a code with another protected header, signed with our key."""
    protected = cbor2.dumps(header, canonical=True)
    tag = cbor2.loads(signing.sign_bytes(content, ACTIVE))
    der = ACTIVE.private.sign(
        cbor2.dumps(["Signature1", protected, b"", content]),
        ec.ECDSA(signing.SHA256()),
    )
    r, s = signing.utils.decode_dss_signature(der)
    signature = r.to_bytes(32, "big") + s.to_bytes(32, "big")
    return signing.digits_of(
        cbor2.dumps(cbor2.CBORTag(tag.tag, [protected, {}, content, signature]))
    )


def test_what_was_signed_verifies():
    assert signing.verify(DIGITS, ring()) == Verified(payload=SLIP, key_id=ACTIVE.key_id)


def test_the_same_slip_carries_the_same_code():
    assert signing.sign(SLIP, ACTIVE) == DIGITS


def test_blanks_between_digits_do_not_matter():
    spaced = "\n".join(DIGITS[start : start + 50] for start in range(0, len(DIGITS), 50))

    assert signing.verify(f" {spaced}\r\n", ring()) == signing.verify(DIGITS, ring())


@given(st.binary(min_size=1, max_size=400))
def test_digits_carry_every_byte(content):
    assert signing.bytes_of(signing.digits_of(content)) == content


@given(st.text() | st.from_regex(r"10[0-9]{0,400}", fullmatch=True))
def test_no_text_breaks_the_reader(text):
    assert isinstance(signing.verify(text, ring()), Refusal)


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(content):
    assert isinstance(signing.verify_bytes(content, ring()), Refusal)


@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 255))
def test_any_changed_byte_is_refused(place, difference):
    changed = bytearray(WHOLE)
    changed[place] ^= difference

    assert isinstance(signing.verify(signing.digits_of(bytes(changed)), ring()), Refusal)


@given(st.binary(min_size=1, max_size=8))
def test_what_follows_the_signature_is_refused(tail):
    assert signing.verify(signing.digits_of(WHOLE + tail), ring()) is Refusal.DAMAGED


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1",
        "10",
        "100",
        "9123456789012",
        "20" + DIGITS[2:],
        DIGITS + "x",
        "١٠١",
        "10" + "1" * 4000,
    ],
)
def test_what_is_no_code_is_told_so(text):
    assert signing.verify(text, ring()) in {Refusal.NOT_A_SLIP, Refusal.DAMAGED}


def test_a_retired_key_still_verifies_and_an_unknown_one_does_not():
    code = signing.sign(SLIP, RETIRED)

    assert isinstance(signing.verify(code, ring()), Verified)
    without = KeyRing([signing.public_of(ACTIVE)])
    assert signing.verify(code, without) is Refusal.UNKNOWN_KEY


def test_a_practice_slip_never_passes_as_real():
    assert isinstance(signing.verify(signing.sign(EXERCISE, PRACTICE), ring()), Verified)
    assert signing.verify(signing.sign(EXERCISE, ACTIVE), ring()) is Refusal.WRONG_KEY_USE
    assert signing.verify(signing.sign(SLIP, PRACTICE), ring()) is Refusal.WRONG_KEY_USE


def test_a_code_under_another_keys_id_is_refused():
    stolen = replace(RETIRED, key_id=ACTIVE.key_id)

    assert signing.verify(signing.sign(SLIP, stolen), ring()) is Refusal.BAD_SIGNATURE


def test_a_signature_of_zeros_is_refused():
    forged = WHOLE[:-64] + bytes(64)

    assert signing.verify(signing.digits_of(forged), ring()) is Refusal.BAD_SIGNATURE


@pytest.mark.parametrize(
    "header",
    [
        {1: -8, 4: ACTIVE.key_id},
        {1: -7},
        {1: -7, 4: ACTIVE.key_id.hex()},
        {1: -7, 2: [99], 4: ACTIVE.key_id, 99: 1},
        {4: ACTIVE.key_id},
    ],
    ids=["another algorithm", "no key", "key as text", "critical extension", "no algorithm"],
)
def test_a_header_of_another_kind_is_refused(header):
    assert signing.verify(resigned(header), ring()) is Refusal.DAMAGED


def test_the_resigned_code_of_these_tests_would_verify():
    assert isinstance(signing.verify(resigned({1: -7, 4: ACTIVE.key_id}), ring()), Verified)


def test_published_keys_are_read_back():
    text = ring().published()

    again = KeyRing.from_published(text)

    assert again.published() == text
    assert isinstance(signing.verify(DIGITS, again), Verified)
    assert [key["retired"] for key in json.loads(text)["keys"]] == [False, True, False]


def test_the_key_id_is_computed_and_never_believed():
    content = json.loads(ring().published())
    content["keys"][0]["kid"] = RETIRED.key_id.hex()

    again = KeyRing.from_published(json.dumps(content))

    assert isinstance(signing.verify(DIGITS, again), Verified)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"keys": 1}', '{"keys": [1]}', '{"keys": [{"pem": "x"}]}']
)
def test_what_are_no_published_keys_is_a_value_error(text):
    with pytest.raises(ValueError):  # noqa: PT011 - any ValueError will do
        KeyRing.from_published(text)


@pytest.mark.parametrize(
    "private",
    [ec.generate_private_key(ec.SECP384R1()), rsa.generate_private_key(65537, 2048)],
    ids=["P-384", "RSA"],
)
def test_a_key_that_is_not_on_p256_is_refused(private):
    pem = private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    public = private.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )

    with pytest.raises(ValueError, match="P-256"):
        signing.load_private(pem, practice=False)
    with pytest.raises(ValueError, match="P-256"):
        KeyRing.from_published(json.dumps({"keys": [{"pem": public.decode()}]}))


def test_a_private_key_is_written_and_read():
    again = signing.load_private(signing.private_pem(ACTIVE), practice=False)

    assert again.key_id == ACTIVE.key_id
    assert signing.sign(SLIP, again) == DIGITS

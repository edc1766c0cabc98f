"""Cryptograms serve one card, one act and one challenge; proofs one card and one nonce."""

import pytest
from cryptography.hazmat.primitives.ciphers.algorithms import AES128
from cryptography.hazmat.primitives.cmac import CMAC
from hypothesis import assume, given
from hypothesis import strategies as st

from openpias.core.identifiers import card_number
from openpias.core.smartcard import cryptograms
from openpias.core.smartcard.cryptograms import Purpose

MASTER = bytes(range(32))
NUMBER = card_number.draw(lambda _: 123456789012345)
OTHER = card_number.draw(lambda _: 123456789012346)
KEY = cryptograms.card_key(MASTER, NUMBER)
sixteen = st.binary(min_size=16, max_size=16)
purposes = st.sampled_from(Purpose)


def test_the_vectors_of_the_documentation_hold():
    challenge, status = bytes(range(16)), bytes.fromhex("010105000000001234567890123452")

    assert KEY.hex() == "ee7c58c425fd14f8a923c7c1beb35da3"
    assert [cryptograms.cryptogram(KEY, purpose, challenge).hex() for purpose in Purpose] == [
        "fb6d65e4c1f334ea262b4efa4bf9a235",
        "b934f20d27994087e4d12fbf4f718747",
        "4a8f7850e59ec16ed6e6347a3a87ecc5",
    ]
    proof = cryptograms.proof(KEY, nonce=challenge, status=status)
    assert proof.hex() == "431ec18b9068bc69ce0e3b862bf218c2"


@given(sixteen, purposes)
def test_a_cryptogram_opens_its_act_for_its_challenge(challenge, purpose):
    given_out = cryptograms.cryptogram(KEY, purpose, challenge)

    assert cryptograms.is_cryptogram(given_out, key=KEY, purpose=purpose, challenge=challenge)


@given(sixteen, sixteen, purposes, purposes)
def test_it_opens_no_other_act_and_no_other_challenge(challenge, other, purpose, another):
    assume((challenge, purpose) != (other, another))
    given_out = cryptograms.cryptogram(KEY, purpose, challenge)

    assert not cryptograms.is_cryptogram(given_out, key=KEY, purpose=another, challenge=other)


@given(sixteen, purposes)
def test_it_opens_no_other_card(challenge, purpose):
    given_out = cryptograms.cryptogram(KEY, purpose, challenge)
    key = cryptograms.card_key(MASTER, OTHER)

    assert not cryptograms.is_cryptogram(given_out, key=key, purpose=purpose, challenge=challenge)


@given(sixteen, st.binary(max_size=40), purposes)
def test_what_was_not_computed_opens_nothing(challenge, invented, purpose):
    assert not cryptograms.is_cryptogram(invented, key=KEY, purpose=purpose, challenge=challenge)


@given(sixteen, sixteen, st.binary(min_size=15, max_size=15), st.binary(min_size=15, max_size=15))
def test_a_proof_holds_for_its_nonce_and_status_alone(nonce, other_nonce, status, other_status):
    shown = cryptograms.proof(KEY, nonce=nonce, status=status)

    assert cryptograms.is_proof(shown, key=KEY, nonce=nonce, status=status)
    same = (nonce, status) == (other_nonce, other_status)
    assert cryptograms.is_proof(shown, key=KEY, nonce=other_nonce, status=other_status) == same


def test_a_cryptogram_of_the_unit_is_no_proof_of_the_card():
    challenge = bytes(16)
    code = cryptograms.cryptogram(KEY, Purpose.RESET, challenge)

    assert not cryptograms.is_proof(code, key=KEY, nonce=challenge, status=bytes([Purpose.RESET]))


def test_what_is_signed_is_what_the_documentation_says():
    code = CMAC(AES128(KEY))
    code.update(b"unit|\x03" + bytes(16))

    assert cryptograms.cryptogram(KEY, Purpose.RESET, bytes(16)) == code.finalize()


def test_a_challenge_of_another_length_is_refused():
    with pytest.raises(ValueError, match="16 bytes"):
        cryptograms.cryptogram(KEY, Purpose.RESET, bytes(15))
    with pytest.raises(ValueError, match="16 bytes"):
        cryptograms.proof(KEY, nonce=bytes(17), status=bytes(15))


def test_a_short_master_secret_is_refused():
    with pytest.raises(ValueError, match="32 bytes"):
        cryptograms.card_key(bytes(31), NUMBER)


def test_challenges_are_drawn_anew():
    assert cryptograms.draw_challenge() != cryptograms.draw_challenge()

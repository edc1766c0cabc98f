"""What a patient signs is the joined values, and the card's certificate says so."""

import base64
import shutil
import subprocess

import pytest
from tests.factories.cards import CID, NUMBER, OTHER_NUMBER, Terminal, memory, typed

from openpias.core.smartcard import patient_signatures
from openpias.core.smartcard.card_data import Field
from openpias.core.smartcard.outcomes import CardRefused

VALUES = (CID, NUMBER, "2026-11-25", "ABC01")


@pytest.fixture
def card():
    selected = Terminal(memory(pin="4821")).select()
    selected.verify(typed("4821"))
    return selected


def test_the_published_example_is_joined_so():
    joined = patient_signatures.joined("40123456789", "1234567890", "2015-04-01", "ABC01")

    assert joined == b"40123456789|1234567890|2015-04-01|ABC01"


def test_a_signature_verifies_with_the_certificate_on_the_card(card):
    certificate = card.read([Field.CERTIFICATE]).certificate
    signature = patient_signatures.sign(card, *VALUES)

    assert patient_signatures.is_signature(signature, *VALUES, certificate=certificate)
    for place in range(4):
        others = [*VALUES]
        others[place] = "another"
        assert not patient_signatures.is_signature(signature, *others, certificate=certificate)


def test_a_signature_is_not_anothers(card):
    other = Terminal(memory(number=OTHER_NUMBER, pin="4821")).select()
    certificate = other.read([Field.CERTIFICATE]).certificate

    signature = patient_signatures.sign(card, *VALUES)
    assert not patient_signatures.is_signature(signature, *VALUES, certificate=certificate)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
def test_openssl_accepts_it_too(card, tmp_path):
    openssl = shutil.which("openssl")
    (tmp_path / "card.der").write_bytes(card.read([Field.CERTIFICATE]).certificate)
    (tmp_path / "text").write_bytes(patient_signatures.joined(*VALUES))
    (tmp_path / "sig").write_bytes(base64.b64decode(patient_signatures.sign(card, *VALUES)))
    key = subprocess.run(
        [openssl, "x509", "-in", "card.der", "-inform", "DER", "-pubkey", "-noout"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    (tmp_path / "key.pem").write_bytes(key.stdout)
    checked = subprocess.run(
        [openssl, "dgst", "-sha256", "-verify", "key.pem", "-signature", "sig", "text"],
        cwd=tmp_path,
        check=False,
        capture_output=True,
    )

    assert checked.stdout == b"Verified OK\n"


def test_without_the_pin_nothing_is_signed():
    with pytest.raises(CardRefused) as caught:
        patient_signatures.sign(Terminal(memory(pin="4821")).select(), *VALUES)
    assert caught.value.code == -11


@pytest.mark.parametrize("values", [(), ("a", ""), ("a|b", "c")])
def test_values_that_would_be_read_otherwise_are_not_joined(values):
    with pytest.raises(ValueError, match="each value"):
        patient_signatures.joined(*values)


@pytest.mark.parametrize("text", ["", "?", "AAAA", "é", base64.b64encode(bytes(70)).decode()])
def test_what_is_no_signature_is_none(card, text):
    certificate = card.read([Field.CERTIFICATE]).certificate

    assert not patient_signatures.is_signature(text, *VALUES, certificate=certificate)

"""The virtual card does what the unit allows, once, and proves what became of it."""

import pytest
from tests.factories.cards import (
    KEY,
    OTHER_NUMBER,
    PIN,
    RESET_BLOCK,
    active,
    blocked,
    permit,
    send,
    typed,
    unit,
)

from openpias.core.smartcard import cryptograms, health_card
from openpias.core.smartcard.codes import Code
from openpias.core.smartcard.cryptograms import Purpose
from openpias.core.smartcard.outcomes import Reason


def test_a_wrong_cryptogram_opens_nothing():
    outcome = blocked().select().reset_pin(typed("0000"), lambda _purpose, _challenge: bytes(16))

    assert outcome.code is Code.UNIT_AUTHENTICATION_FAILED == -46
    assert outcome.reason is Reason.UNIT_CRYPTOGRAM_REFUSED


def test_a_cryptogram_for_another_card_opens_nothing():
    outcome = blocked().select().reset_pin(typed("0000"), unit(OTHER_NUMBER))

    assert outcome.reason is Reason.UNIT_CRYPTOGRAM_REFUSED


def test_a_cryptogram_of_another_master_secret_opens_nothing():
    outcome = blocked().select().reset_pin(typed("0000"), unit(master=bytes(32)))

    assert outcome.reason is Reason.UNIT_CRYPTOGRAM_REFUSED


@pytest.mark.parametrize("asked", Purpose)
@pytest.mark.parametrize("given_for", Purpose)
def test_a_cryptogram_serves_its_purpose_alone(asked, given_for):
    terminal = blocked()
    terminal.select()
    challenge, _ = send(terminal, "00840000 10")
    shown = cryptograms.cryptogram(KEY, given_for, challenge)

    word = send(terminal, f"008200{asked:02X} 10 {shown.hex()}")[1]
    assert word == ("9000" if asked is given_for else "6300")
    word = send(terminal, f"002C0201 08 {RESET_BLOCK}")[1]
    assert word == ("9000" if asked is given_for is Purpose.RESET else "6982")


def test_a_cryptogram_opens_once():
    terminal = blocked()
    terminal.select()
    challenge, _ = send(terminal, "00840000 10")
    shown = cryptograms.cryptogram(KEY, Purpose.RESET, challenge).hex()

    assert send(terminal, f"00820003 10 {shown}")[1] == "9000"
    assert send(terminal, f"00820003 10 {shown}")[1] == "6985"
    assert send(terminal, f"002C0201 08 {RESET_BLOCK}")[1] == "6982"


def test_a_cryptogram_for_an_older_challenge_opens_nothing():
    terminal = blocked()
    terminal.select()
    challenge, _ = send(terminal, "00840000 10")
    send(terminal, "00840000 10")
    shown = cryptograms.cryptogram(KEY, Purpose.RESET, challenge).hex()

    assert send(terminal, f"00820003 10 {shown}")[1] == "6300"


@pytest.mark.parametrize("between", ["00CA0100 00", "00840000 10", "00200001", "00FF0000", "00"])
def test_a_permission_is_for_the_next_command_alone(between):
    terminal = blocked()
    terminal.select()

    assert permit(terminal, Purpose.RESET) == "9000"
    send(terminal, between)
    assert send(terminal, f"002C0201 08 {RESET_BLOCK}")[1] == "6982"


def test_a_permission_and_a_challenge_do_not_outlive_a_pull():
    terminal = blocked()
    terminal.select()
    permit(terminal, Purpose.RESET)
    terminal.card.reset()
    terminal.select()
    assert send(terminal, f"002C0201 08 {RESET_BLOCK}")[1] == "6982"

    challenge, _ = send(terminal, "00840000 10")
    terminal.card.reset()
    terminal.select()
    shown = cryptograms.cryptogram(KEY, Purpose.RESET, challenge).hex()
    assert send(terminal, f"00820003 10 {shown}")[1] == "6985"


def test_the_card_proves_its_status_about_the_units_nonce():
    card = active(pin_changes=3).select()
    card.verify(typed(PIN))
    nonce = cryptograms.draw_challenge()
    shown = card.prove(nonce)

    assert cryptograms.is_proof(shown.proof, key=KEY, nonce=nonce, status=shown.status)
    assert health_card._status(shown.status) == card.status()
    assert card.status().pin_verified

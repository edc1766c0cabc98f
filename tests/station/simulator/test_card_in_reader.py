"""Does the virtual card do through the real pcscd what it does in this process?"""

import os
import statistics
import subprocess
import sys
import threading
import time
from contextlib import closing

import pytest
from tests.factories import cards
from tests.factories.cards import Alone, typed, unit
from tests.fakes.vpcd import until
from tests.fakes.winscard import NO_CARD, Terminal

from openpias.core.smartcard import patient_signatures
from openpias.core.smartcard.card_data import Field
from openpias.core.smartcard.codes import Code
from openpias.core.smartcard.connections import CardRemovedError
from openpias.core.smartcard.health_card import CardAnswerError, HealthCard
from openpias.station.simulator import card_file
from openpias.station.simulator.health_card import ATR, VirtualHealthCard

pytestmark = pytest.mark.slow
PIN, NEW = "4821", "7305"


class SecondTerminal(Terminal):
    """The second reader, where `Terminal` takes the first."""

    def readers(self):
        return super().readers()[1:]


class Through(Alone):
    """A connection over PC/SC."""

    atr = ATR

    def __init__(self, sent):
        self._sent = sent

    def exchange(self, apdu):
        return self._sent(bytes(apdu))


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "card.json"
    card_file.save(cards.memory(pin=PIN, tries_left=2), path)
    return path


def card_of(file):
    return VirtualHealthCard(card_file.load(file), lambda kept: card_file.save(kept, file))


def test_the_eight_steps_with_a_pull_between_reset_and_change(readers, file):
    with closing(Terminal()) as terminal:
        with readers.inserted(card_of(file)), terminal.card() as sent:
            card = HealthCard.select(Through(sent))
            assert card.verify(typed("1111")).code is Code.PIN_WRONG
            assert card.verify(typed("1111")).code is Code.CARD_BLOCKED
            assert card.reset_pin(typed("0000"), unit()).is_done
        with readers.inserted(card_of(file)), terminal.card() as sent:
            card = HealthCard.select(Through(sent))
            assert card.status().must_change
            assert card.change_pin(typed("0000", NEW, NEW), unit()).is_done
            assert card.read([Field.CNP]).cnp == cards.CNP
            values = (cards.CID, cards.NUMBER, "2026-11-25", "ABC01")
            certificate = card.read([Field.CERTIFICATE]).certificate
            signature = patient_signatures.sign(card, *values)

    assert patient_signatures.is_signature(signature, *values, certificate=certificate)
    assert card_file.load(file).pin_changes == 1


def test_a_command_takes_less_than_a_millisecond(readers, file):
    times = []
    inserted = readers.inserted(card_of(file))
    with closing(Terminal()) as terminal, inserted, terminal.card() as sent:
        card = HealthCard.select(Through(sent))
        for _ in range(300):
            begun = time.perf_counter()
            card.status()
            times.append(time.perf_counter() - begun)

    print(f"median {statistics.median(times) * 1000:.3f} ms")
    assert statistics.median(times) < 0.001


def run(*arguments, **options):
    command = [sys.executable, "-m", "openpias.cli", "virtual-card", *map(str, arguments)]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options
    )


def wait_until_empty(kind):
    """Wait until pcscd has missed the card of the test before."""
    with closing(kind()) as terminal:
        until(lambda: terminal.refusal() == NO_CARD)


def said(process):
    out, _ = process.communicate(timeout=20)
    return process.returncode, out


@pytest.mark.parametrize(("kind", "place"), [(Terminal, 0), (SecondTerminal, 1)])
def test_a_card_is_put_into_either_reader_and_pulled_from_another_window(
    readers, file, kind, place
):
    wait_until_empty(kind)
    process = run("insert", file, "--port", readers.port + place, env=dict(os.environ))
    try:
        with closing(kind()) as terminal:
            until(lambda: terminal.refusal() is None, within=10)
            with terminal.card() as sent:
                assert HealthCard.select(Through(sent)).status().tries_left == 2
            assert said(run("pull", file)) == (0, f"{file} was pulled.\n")
            until(lambda: terminal.refusal() == NO_CARD)
        # It ends by itself; a signal that comes before would end it otherwise.
        process.wait(10)
    finally:
        process.terminate()
        code, out = said(process)

    assert f"is in the reader on port {readers.port + place}" in out
    assert "The card is out of the reader." in out
    assert code == 0


def test_a_card_that_is_pulled_by_a_fault_has_kept_what_it_did(readers, file):
    arguments = ("--port", readers.port, "--fault", "pull-at=2")
    wait_until_empty(Terminal)
    process = run("insert", file, *arguments, env=dict(os.environ))
    try:
        with closing(Terminal()) as terminal:
            until(lambda: terminal.refusal() is None, within=10)
            with terminal.card() as sent:
                card = HealthCard.select(Through(sent))
                # vpcd makes an empty answer of it, and PC/SC a success.
                with pytest.raises(CardRemovedError):
                    card.verify(typed("1111"))
            code, out = said(process)
    finally:
        process.kill()

    assert (code, "out of the reader" in out) == (0, True)
    assert card_file.load(file).tries_left == 1


@pytest.mark.parametrize(
    ("fault", "error"),
    [("wrong-answer-at=2", CardAnswerError), ("pull-before=2", CardRemovedError)],
)
def test_noise_and_a_pull_before_the_command_reach_the_station_as_they_are(
    readers, file, fault, error
):
    wait_until_empty(Terminal)
    process = run("insert", file, "--port", readers.port, "--fault", fault, env=dict(os.environ))
    try:
        with closing(Terminal()) as terminal:
            until(lambda: terminal.refusal() is None, within=10)
            with terminal.card() as sent:
                card = HealthCard.select(Through(sent))
                with pytest.raises(error):
                    card.verify(typed("1111"))
    finally:
        process.terminate()
        process.communicate(timeout=10)

    assert card_file.load(file).tries_left == {CardAnswerError: 1, CardRemovedError: 2}[error]


def test_a_silent_card_is_ended_by_pulling_it(readers, file):
    arguments = ("--port", readers.port, "--fault", "timeout-at=2")
    wait_until_empty(Terminal)
    process = run("insert", file, *arguments, env=dict(os.environ))
    try:
        with closing(Terminal()) as terminal:
            until(lambda: terminal.refusal() is None, within=10)
            with terminal.card() as sent:
                card = HealthCard.select(Through(sent))
                pulling = threading.Timer(0.5, lambda: said(run("pull", file)))
                pulling.start()
                with pytest.raises(CardRemovedError):
                    card.verify(typed("1111"))
                pulling.join()
    finally:
        process.terminate()
        process.communicate(timeout=10)

    assert card_file.load(file).tries_left == 2

"""What goes wrong on demand goes wrong at the command that was named."""

import threading

import pytest
from tests.factories.cards import memory

from openpias.station.simulator import faults
from openpias.station.simulator.faults import NOISE, Fault, FaultKind, FaultyCard
from openpias.station.simulator.health_card import VirtualHealthCard

SELECT = bytes.fromhex("00A404000AF04F50454E504941530100")
WRONG_PIN = bytes.fromhex("0020000108241111FFFFFFFFFF")


class Reader:
    """A reader in this process; pulling is what it remembers."""

    def __init__(self, *chosen):
        self.kept = memory(pin="4821")
        self.pulls = 0
        card = VirtualHealthCard(self.kept, self.save)
        self.card = FaultyCard(card, faults=chosen, pull=self.pull)

    def save(self, changed):
        self.kept = changed

    def pull(self):
        self.pulls += 1


@pytest.mark.parametrize(
    ("kind", "pulls", "tries", "answer"),
    [
        (FaultKind.PULL_BEFORE, 1, 5, NOISE),
        (FaultKind.PULL_AT, 1, 4, b"\x63\xc4"),
        (FaultKind.WRONG_ANSWER_AT, 0, 4, NOISE),
    ],
)
def test_a_fault_comes_at_its_command_and_once(kind, pulls, tries, answer):
    reader = Reader(Fault(kind=kind, at=2))
    reader.card.answer(SELECT)

    assert reader.card.answer(WRONG_PIN) == answer
    assert (reader.pulls, reader.kept.tries_left) == (pulls, tries)
    assert reader.card.answer(WRONG_PIN) == bytes([0x63, 0xC0 | tries - 1])


def test_a_silent_card_that_is_pulled_never_does_what_it_was_told():
    reader = Reader(Fault(kind=FaultKind.TIMEOUT_AT, at=2))
    reader.card.answer(SELECT)
    ends = []

    def ask():
        try:
            ends.append(reader.card.answer(WRONG_PIN))
        except ConnectionResetError as error:
            ends.append(type(error))

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join(0.05)
    assert ends == []
    reader.card.end_silence()
    thread.join(5)

    assert ends == [ConnectionResetError]
    assert reader.kept.tries_left == 5


def test_a_silence_that_nobody_ends_is_over_once(monkeypatch):
    monkeypatch.setattr(faults, "_LONGEST_SILENCE", 0.01)
    reader = Reader(Fault(kind=FaultKind.TIMEOUT_AT, at=1))

    assert reader.card.answer(SELECT)[-2:] == b"\x90\x00"


def test_faults_are_read_as_they_are_typed():
    assert faults.read("pull-at=3") == Fault(kind=FaultKind.PULL_AT, at=3)


@pytest.mark.parametrize("text", ["", "pull-at", "pull-at=", "pull-at=0", "pull-at=x", "burn=1"])
def test_what_is_no_fault_is_told(text):
    with pytest.raises(ValueError, match="pull-before=N, pull-at=N, timeout-at=N"):
        faults.read(text)

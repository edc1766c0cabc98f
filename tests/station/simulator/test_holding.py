"""A card that one program holds is pulled by another, and by nobody without its word."""

import socket
import stat
import threading

import msgspec
import pytest

from openpias.station.simulator import holding
from openpias.station.simulator.holding import AlreadyInsertedError, Holding, NotInsertedError


@pytest.fixture
def card(tmp_path):
    return tmp_path / "card"


def test_a_held_card_is_pulled_from_elsewhere(card):
    with Holding(card) as held:
        assert not held.wait(0)
        holding.pull(card)
        assert held.wait(2)

    assert list(card.parent.iterdir()) == []


def test_a_card_that_nobody_holds_cannot_be_pulled(card):
    with pytest.raises(NotInsertedError):
        holding.pull(card)
    with Holding(card):
        note = (card.parent / ".card.inserted").read_bytes()
    (card.parent / ".card.inserted").write_bytes(note)
    with pytest.raises(NotInsertedError):
        holding.pull(card)


def test_another_word_pulls_nothing(card):
    with Holding(card) as held:
        note = msgspec.json.decode((card.parent / ".card.inserted").read_bytes())
        with socket.create_connection(("127.0.0.1", note["port"]), timeout=2) as line:
            line.sendall(b"0" * 32)
            assert line.recv(1) == b""
        assert not held.wait(0)
        holding.pull(card)
        assert held.wait(2)


def test_the_note_is_its_owners_alone(card):
    with Holding(card):
        mode = (card.parent / ".card.inserted").stat().st_mode

    assert stat.S_IMODE(mode) == 0o600


def test_one_card_is_in_one_reader(card):
    with Holding(card), pytest.raises(AlreadyInsertedError), Holding(card):
        pass


def test_a_note_that_a_killed_program_left_is_no_hindrance(card):
    (card.parent / ".card.inserted").write_text('{"port":1,"word":"x"}')

    with Holding(card) as held:
        threading.Timer(0.01, held.pull).start()
        assert held.wait(2)

"""Does a program behave as a card in a slot: put in, asked, reset, pulled, from any thread?"""

import contextlib
import socket
import threading
from collections.abc import Iterator

import pytest
from tests.fakes.vpcd import FakeReader, Recorder, until

from openpias.station.simulator import vpcd
from openpias.station.simulator.vpcd import ReaderUnavailable, Slot

SELECT = bytes.fromhex("00A4040005A000000308")


@pytest.fixture
def reader() -> Iterator[FakeReader]:
    with FakeReader() as opened:
        yield opened


@pytest.fixture
def card() -> Recorder:
    return Recorder()


@pytest.fixture
def slot(reader, card) -> Iterator[Slot]:
    with Slot(card, port=reader.port) as inserted:
        reader.accept()
        yield inserted


def test_the_reader_is_told_the_atr(slot, reader, card):
    assert reader.asks(bytes([4])) == card.atr


def test_a_command_is_answered_by_the_card(slot, reader, card):
    assert reader.asks(SELECT) == b"\x90\x00"
    assert card.heard == [SELECT]


def test_off_on_and_reset_are_told_to_the_card_and_not_answered(slot, reader, card):
    for word in (0, 1, 2):
        reader.says(bytes([word]))

    assert reader.asks(bytes([4])) == card.atr
    assert card.resets == 3


@pytest.mark.parametrize("strange", [b"", b"\x03", b"\xff"], ids=["nothing", "three", "255"])
def test_a_word_that_nobody_knows_is_passed_over(slot, reader, card, strange):
    reader.says(strange)

    assert reader.asks(bytes([4])) == card.atr
    assert card.heard == []


def test_a_command_in_pieces_is_one_command(slot, reader, card):
    for piece in (b"\x00", b"\x0a", SELECT[:3], SELECT[3:]):
        reader.sends(piece)

    assert reader.hears() == b"\x90\x00"
    assert card.heard == [SELECT]


def test_the_longest_message_passes_both_ways(slot, reader, card):
    card.reply = bytes(65533) + b"\x90\x00"

    assert reader.asks(bytes(65535)) == card.reply


def test_pulling_hangs_up_and_takes_the_power(slot, reader, card):
    slot.pull()

    assert reader.hears() is None
    assert (slot.is_inserted, card.resets) == (False, 1)


def test_a_card_that_is_in_or_out_stays_so(slot, reader):
    slot.insert()
    assert not reader.has_another()

    slot.pull()
    slot.pull()
    assert not slot.is_inserted


def test_a_card_can_be_put_in_again(slot, reader, card):
    slot.pull()

    slot.insert()
    reader.accept()

    assert reader.asks(bytes([4])) == card.atr


def test_a_reader_that_ends_leaves_the_card_out_and_it_can_be_put_in_again(slot, reader, card):
    reader.hang_up()
    until(lambda: not slot.is_inserted)

    slot.insert()
    reader.accept()

    assert reader.asks(bytes([4])) == card.atr


def test_half_a_message_does_not_hold_the_slot_for_ever(slot, reader, monkeypatch):
    monkeypatch.setattr(vpcd, "_REST_WITHIN", 0.05)

    reader.sends(b"\x00\x0a\x00")

    until(lambda: not slot.is_inserted)


def test_a_card_that_is_pulled_while_it_thinks_answers_nobody(slot, reader, card):
    card.thinking.clear()
    reader.says(SELECT)
    until(lambda: card.heard)

    pulling = threading.Thread(target=slot.pull)
    pulling.start()
    until(lambda: not slot.is_inserted or reader.hears() is None)
    card.thinking.set()
    pulling.join(2)

    assert not slot.is_inserted
    assert not pulling.is_alive()


def test_a_card_may_pull_itself(slot, reader, card):
    card.on_answer = slot.pull

    reader.says(SELECT)

    assert reader.hears() is None
    until(lambda: not slot.is_inserted)


def test_many_threads_put_in_one_card(reader, card):
    slot = Slot(card, port=reader.port)
    threads = [threading.Thread(target=slot.insert) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(2)

    with contextlib.closing(reader.accept()):
        assert not reader.has_another()
    slot.pull()


def test_a_fault_of_the_card_ends_the_slot_and_is_told(slot, reader, card, monkeypatch):
    told = []
    monkeypatch.setattr(threading, "excepthook", lambda given: told.append(given.exc_type))
    card.on_answer = {}.popitem

    reader.says(SELECT)

    assert reader.hears() is None
    until(lambda: not slot.is_inserted)
    assert told == [KeyError]


def test_a_reader_that_is_not_there_is_named():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]

        with pytest.raises(ReaderUnavailable, match=f"127.0.0.1:{port}"):
            Slot(Recorder(), port=port).insert(within=0.05)


def test_a_reader_that_comes_late_is_waited_for(card):
    with socket.socket() as late:
        late.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        late.bind(("127.0.0.1", 0))
        opening = threading.Timer(0.1, late.listen)
        opening.start()

        with Slot(card, port=late.getsockname()[1]) as slot:
            assert slot.is_inserted
        opening.join()

"""Does the real pcscd, with vpcd, take our program for a card, and quickly?"""

import statistics
import time
from contextlib import closing

import pytest
from tests.fakes.vpcd import Recorder, until
from tests.fakes.winscard import NO_ANSWER, NO_CARD, REMOVED, PcscError, Terminal

pytestmark = pytest.mark.slow
SELECT = bytes.fromhex("00A4040005A000000308")


@pytest.fixture
def terminal(readers):
    with closing(Terminal()) as opened:
        yield opened


def test_a_card_that_is_put_in_is_found_and_asked(readers, terminal):
    card = Recorder(reply=b"sanatate\x90\x00")

    with readers.inserted(card), terminal.card() as sent:
        assert sent(SELECT) == card.reply

    assert card.heard == [SELECT]


def test_a_card_that_is_pulled_is_missed_and_one_put_in_again_is_found(readers, terminal):
    with readers.inserted(Recorder()) as slot:
        with terminal.card() as sent:
            slot.pull()
            with pytest.raises(PcscError) as missed:
                sent(SELECT)
        until(lambda: terminal.refusal() == NO_CARD)

        slot.insert()
        until(lambda: terminal.refusal() is None)

    assert missed.value.code in {NO_ANSWER, REMOVED}


def test_long_commands_and_answers_pass(readers, terminal):
    card = Recorder(reply=bytes(2048) + b"\x90\x00")
    command = bytes.fromhex("00DA0000000800") + bytes(2048) + bytes(2)

    with readers.inserted(card), terminal.card() as sent:
        assert sent(command) == card.reply

    assert card.heard == [command]


def test_a_command_takes_less_than_a_millisecond(readers, terminal):
    card, times = Recorder(reply=bytes(16) + b"\x90\x00"), []

    with readers.inserted(card), terminal.card() as sent:
        for _ in range(500):
            begun = time.perf_counter()
            sent(SELECT)
            times.append(time.perf_counter() - begun)

    print(f"median {statistics.median(times) * 1000:.3f} ms")
    assert statistics.median(times) < 0.001

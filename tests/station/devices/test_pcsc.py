"""Does the station see terminals and cards through the real pcscd, and speak to them?"""

import threading
import time

import pytest
from tests.fakes.vpcd import Recorder, until

from openpias.core.smartcard.codes import Code
from openpias.core.smartcard.connections import (
    CardAbsentError,
    CardRemovedError,
    TerminalAbsentError,
)
from openpias.station.devices import pcsc, pcsc_results
from openpias.station.devices.pcsc import Pcsc
from openpias.station.devices.pcsc_results import TerminalBusyError
from openpias.station.devices.watching import Watcher

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not pcsc.is_available(), reason="pyscard is not installed"),
]
SELECT = bytes.fromhex("00A4040005A000000308")


def test_terminals_are_listed_with_and_without_a_card(readers):
    card = Recorder(reply=b"\x90\x00")
    with Pcsc() as service:
        # pcscd misses the card of the test before half a second later.
        until(lambda: not any(each.has_card for each in service.seen()))
        empty = service.seen()
        with readers.inserted(card):
            filled = service.seen()

    assert [each.has_card for each in empty] == [False, False]
    assert [each.atr for each in filled] == [card.atr, None]
    assert [each.name for each in empty] == list(service.terminals())


def test_a_card_answers_and_is_left_reset(readers):
    card = Recorder(reply=b"sanatate\x90\x00")

    with Pcsc() as service, readers.inserted(card):
        with service.connect(service.terminals()[0]) as connection:
            assert connection.atr == card.atr
            assert connection.exchange(SELECT) == card.reply
        before = card.resets
        until(lambda: card.resets >= before)

    assert card.heard == [SELECT]


def test_another_program_waits_until_the_transaction_ends(readers):
    card, order = Recorder(), []
    with Pcsc() as service, Pcsc() as other, readers.inserted(card):
        name = service.terminals()[0]
        with service.connect(name) as connection, other.connect(name) as its:

            def meanwhile():
                with its.transaction():
                    order.append("other")
                    its.exchange(SELECT)

            waits = threading.Thread(target=meanwhile)
            with connection.transaction() as was_reset:
                waits.start()
                waits.join(0.2)
                connection.exchange(SELECT)
                order.append("this")
            waits.join(5)

    assert (was_reset, order, len(card.heard)) == (False, ["this", "other"], 2)


def test_a_card_that_another_program_has_reset_is_told_once_and_answers(readers):
    with Pcsc() as service, Pcsc() as other, readers.inserted(Recorder()):
        name = service.terminals()[0]
        with service.connect(name) as connection:
            other.connect(name).close()
            told = []
            for _ in range(2):
                with connection.transaction() as was_reset:
                    told.append(was_reset)
                    assert connection.exchange(SELECT) == b"\x90\x00"

    assert told == [True, False]


def test_a_card_pulled_before_or_within_a_transaction_says_so_and_the_next_one_works(readers):
    with Pcsc() as service, readers.inserted(Recorder()) as slot:
        name = service.terminals()[0]
        with service.connect(name) as connection:
            with connection.transaction():
                slot.pull()
                with pytest.raises(CardRemovedError):
                    connection.exchange(SELECT)
            until(lambda: not service.seen()[0].has_card)
            with pytest.raises(CardRemovedError), connection.transaction():
                pytest.fail("no card is in")
        slot.insert()
        until(lambda: service.seen()[0].has_card)
        with service.connect(name) as connection, connection.transaction():
            assert connection.exchange(SELECT) == b"\x90\x00"


def test_a_card_is_let_go_of_when_another_program_has_done_and_it_hears_of_the_reset(readers):
    with Pcsc() as service, Pcsc() as other, readers.inserted(Recorder()):
        name = service.terminals()[0]
        connection = service.connect(name)
        with other.connect(name) as its:
            leaves = threading.Thread(target=connection.close)
            with its.transaction():
                leaves.start()
                leaves.join(0.2)
                assert its.exchange(SELECT) == b"\x90\x00"
            leaves.join(5)
            with its.transaction() as was_reset:
                assert its.exchange(SELECT) == b"\x90\x00"

    assert was_reset


def test_a_program_that_opened_the_card_for_itself_alone_is_told(readers):
    with Pcsc() as service, Pcsc() as other, readers.inserted(Recorder()):
        name, scard = service.terminals()[0], pcsc_results.functions()
        result, handle, _protocol = scard.SCardConnect(
            other._open(), name, scard.SCARD_SHARE_EXCLUSIVE, scard.SCARD_PROTOCOL_T1
        )
        assert result == scard.SCARD_S_SUCCESS
        with pytest.raises(TerminalBusyError) as told:
            service.connect(name)
        until(lambda: service.seen()[0].busy)
        scard.SCardDisconnect(handle, scard.SCARD_LEAVE_CARD)

    assert told.value.code is Code.CARD_ACCESS_FAILED == -33


def test_an_empty_terminal_and_one_that_is_not_there_are_told_apart(readers):
    with Pcsc() as service:
        until(lambda: not service.seen()[0].has_card)
        with pytest.raises(CardAbsentError):
            service.connect(service.terminals()[0])
        with pytest.raises(TerminalAbsentError):
            service.connect("Terminal care lipsește")


def test_the_watcher_sees_a_card_come_and_go_within_a_second(readers):
    told = []
    watcher = Watcher(told.append)
    with readers.inserted(Recorder()) as slot:
        watcher.start()
        try:
            start = watcher.wait(0, within=5)
            slot.pull()
            gone = watcher.wait(start.number, within=5)
            begun = time.monotonic()
            slot.insert()
            there = watcher.wait(gone.number, within=5)
            seen_after = time.monotonic() - begun
        finally:
            watcher.stop()

    assert [each.terminals[0].has_card for each in (start, gone, there)] == [True, False, True]
    assert [each.number for each in told] == [1, 2, 3]
    assert seen_after < 1.0

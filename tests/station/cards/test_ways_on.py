"""Is a card ever left without a usable way on, whatever fails, and whenever?

The way on is what the station shows: a card that is blocked is reported, confirmed and reset; one
that waits for Change is changed, after a new report where the authorisation has ended; one that was
never activated is activated; and at the end the holder's PIN, the old or the new one, is right.
Each test walks it, and names every way that it found.
"""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from tests.factories import card_register, people, practice
from tests.factories.cards import Terminal, typed
from tests.factories.practice import CONTRACT, PIN, Unreachable
from tests.factories.providers import CUI

from openpias.core.contracts.management_unit import (
    CaseKind,
    CaseReport,
    CaseStatus,
    TerminalEnrolment,
)
from openpias.core.smartcard.codes import Code
from openpias.core.smartcard.connections import CardError
from openpias.core.smartcard.outcomes import Reason
from openpias.core.smartcard.pins import PinLengthError
from openpias.core.smartcard.states import CardState
from openpias.server.cards.models import Card, ResetAuthorisation
from openpias.server.cards.operations import authorisations, handling
from openpias.server.platform.accounts.models import Account
from openpias.station.cards.present_card import PresentCard
from openpias.station.unit.client import UnitClient
from openpias.station.unit.sessions import UnitSession

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
NEW_PIN = "7305"
MOST_COMMANDS, MOST_CALLS = 20, 16
# What the station shows, as the practice walks it.
ACTIVATE, REPORT, RESET, CHANGE = "activate", "report", "reset", "change"
OLD, NEW = f"PIN {PIN}", f"PIN {NEW_PIN}"


@pytest.fixture(autouse=True)
def houses(db):
    from openpias.server.providers.operations.houses import load

    load()


class StationKilledError(Exception):
    """The process ended between two commands; nothing of it goes on."""


class KillableTerminal(Terminal):
    """A terminal at whose nth command the station's process ends."""

    kill_before = None

    def exchange(self, apdu):
        if self.kill_before is not None and self.commands + 1 >= self.kill_before:
            self.pulled = True
            raise StationKilledError
        return super().exchange(apdu)


@dataclass
class Bench:
    """A practice with one card, asked in this thread."""

    row: Card
    terminal: KillableTerminal
    account: Account
    way: Unreachable = field(default_factory=lambda: Unreachable(keeps_connections=True))

    def __post_init__(self):
        self.start()

    def start(self) -> None:
        """Start the station, as after its process ended."""
        self.unit = UnitClient(
            "http://127.0.0.1",
            username=self.account.username,
            password=people.PASSWORD,
            transport=self.way,
        )
        self.terminal_id = self.enrolled("A1")

    def enrolled(self, serial: str) -> str:
        terminal = TerminalEnrolment(serial=serial, name="Cititor", contract=CONTRACT)
        return self.unit.enrol(terminal).terminal_id

    def insert(self) -> PresentCard:
        """Put the card in, with everything in order again."""
        self.way.is_cut, self.way.cut_at = False, None
        self.terminal.pull_before = self.terminal.pull_after = self.terminal.kill_before = None
        self.terminal.pull()
        self.terminal.insert()
        return self.look()

    def look(self, *, terminal_id: str = "") -> PresentCard:
        present = PresentCard(
            self.terminal.select(),
            opener=lambda opening: UnitSession(self.unit, opening),
            terminal_id=terminal_id or self.terminal_id,
        )
        present.read_public()
        present.go_online()
        return present

    def confirm(self) -> None:
        """Report the card and have the house confirm it."""
        report = CaseReport(
            kind=CaseKind.BLOCKED,
            code=-15,
            terminal_id=self.terminal_id,
            cid=self.row.insured.cid,
            holder_surname=self.row.insured.surname,
            holder_birth_date=self.row.insured.birth_date,
        )
        case = self.unit.report(report).case_id
        handled = handling.unblock(case, actor=card_register.specialist(), at=datetime.now(UTC))
        assert handled.status is CaseStatus.CONFIRMED

    def way_on(self) -> tuple[str, ...]:
        """Do what the station shows until the card can be used; return what that was."""
        walked = []
        present = self.insert()
        if not present.status.activated:
            assert present.activate(typed("000", PIN, PIN)).is_done
            walked.append(ACTIVATE)
            present = self.insert()
        if present.status.blocked:
            walked += self._confirmed(present)
            assert present.reset_pin(typed("0000")).is_done
            walked.append(RESET)
        if present.status.must_change:
            walked += self._confirmed(present)
            assert present.change_pin(typed("0000", NEW_PIN, NEW_PIN)).is_done
            walked.append(CHANGE)
        walked.append(self._right_pin(self.insert()))
        self.row.refresh_from_db()
        assert self.row.state == CardState.ACTIVE
        return tuple(walked)

    def _confirmed(self, present: PresentCard) -> list[str]:
        present.refresh()
        if present.link.is_authorised:
            return []
        self.confirm()
        return [REPORT]

    def _right_pin(self, present: PresentCard) -> str:
        for pin in (PIN, NEW_PIN):
            outcome = present.verify(typed(pin))
            if outcome.is_done:
                return f"PIN {pin}"
            assert outcome.code is Code.PIN_WRONG, outcome
        raise AssertionError("neither PIN is right")


@pytest.fixture
def bench_of():
    """Return what makes a bench with a card in a state of the register."""

    def make(state: CardState, *, pin=PIN, **card) -> Bench:
        row = card_register.card(state)
        kept = practice.virtual(row, pin=pin, **card)
        return Bench(row, KillableTerminal(kept), people.account(provider=CUI))

    return make


def blocked(bench_of, *, confirmed=True):
    bench = bench_of(CardState.BLOCKED, tries_left=0)
    if confirmed:
        bench.confirm()
    return bench


def reset_done(bench_of):
    bench = blocked(bench_of)
    assert bench.insert().reset_pin(typed("0000")).is_done
    return bench


def change_after_reset(present):
    return present.change_pin(typed("0000", NEW_PIN, NEW_PIN))


OPERATIONS = {
    "reset": (blocked, lambda card: card.reset_pin(typed("0000"))),
    "change after reset": (reset_done, change_after_reset),
    "change": (
        lambda bench_of: bench_of(CardState.ACTIVE),
        lambda card: (
            card.verify(typed(PIN)),
            card.change_pin(typed(PIN, NEW_PIN, NEW_PIN)),
        ),
    ),
    "activation": (
        lambda bench_of: bench_of(CardState.INACTIVE, pin=None),
        lambda card: card.activate(typed("000", PIN, PIN)),
    ),
    "fifth wrong PIN": (
        lambda bench_of: bench_of(CardState.ACTIVE, tries_left=1),
        lambda card: card.verify(typed("0001")),
    ),
}
# Where a card may stand after an operation that failed somewhere, and the way on from there.
WAYS = {
    "reset": {(RESET, CHANGE, NEW), (CHANGE, NEW)},
    "change after reset": {(CHANGE, NEW), (NEW,)},
    "change": {(OLD,), (NEW,)},
    "activation": {(ACTIVATE, OLD), (OLD,)},
    "fifth wrong PIN": {(OLD,), (REPORT, RESET, CHANGE, NEW)},
}


@pytest.mark.parametrize("fault", ["pull_before", "pull_after", "kill_before"])
@pytest.mark.parametrize("name", OPERATIONS)
def test_a_card_pulled_or_a_station_killed_at_each_command_has_a_way_on(bench_of, name, fault):
    ready, act = OPERATIONS[name]
    walked = []
    for nth in range(1, MOST_COMMANDS):
        bench = ready(bench_of)
        present = bench.insert()
        bench.terminal.commands = 0
        setattr(bench.terminal, fault, nth)
        with suppress(CardError, StationKilledError):
            act(present)
        if not bench.terminal.pulled:
            break
        if fault == "kill_before":
            bench.start()
        walked.append(bench.way_on())

    assert len(walked) >= (3 if fault != "pull_after" else 2)
    assert set(walked) <= WAYS[name]


@pytest.mark.parametrize("hears", [False, True], ids=["not heard", "answer lost"])
@pytest.mark.parametrize("name", OPERATIONS)
def test_a_unit_that_fails_at_each_call_of_each_operation_leaves_a_way_on(bench_of, name, hears):
    ready, act = OPERATIONS[name]
    walked = []
    for nth in range(1, MOST_CALLS):
        bench = ready(bench_of)
        present = bench.insert()
        bench.way.calls, bench.way.cut_at, bench.way.hears = 0, nth, hears
        with suppress(CardError):
            act(present)
        if bench.way.calls < nth:
            break
        walked.append(bench.way_on())

    assert walked
    assert set(walked) <= WAYS[name]


@pytest.mark.parametrize("name", OPERATIONS)
def test_a_unit_that_cannot_be_reached_is_told_and_the_card_stays_as_it_was(bench_of, name):
    if name == "fifth wrong PIN":
        pytest.skip("a card counts and blocks itself without the unit")
    ready, act = OPERATIONS[name]
    bench = ready(bench_of)
    bench.terminal.insert()
    bench.way.is_cut = True
    present = bench.look()
    before = bench.terminal.kept

    ended = act(present)

    ended = ended[-1] if isinstance(ended, tuple) else ended
    assert ended.code is Code.UNIT_UNAVAILABLE
    assert bench.terminal.kept.pin == before.pin
    assert bench.way_on() in WAYS[name]


def test_an_authorisation_resets_once(bench_of):
    bench = blocked(bench_of)
    present = bench.insert()
    assert present.reset_pin(typed("0000")).is_done

    assert present.reset_pin(typed("0000")).code is Code.PIN_RESET_CARD_NOT_BLOCKED

    assert bench.way_on() == (CHANGE, NEW)


def test_an_authorisation_is_used_up_with_the_change(bench_of):
    bench = reset_done(bench_of)
    assert change_after_reset(bench.insert()).is_done
    present = bench.insert()
    for _ in range(5):
        present.verify(typed("0001"))

    assert present.status.blocked
    assert present.reset_pin(typed("0000")).code is Code.PIN_RESET_NOT_CONFIRMED

    assert bench.way_on() == (REPORT, RESET, CHANGE, NEW)


@pytest.mark.parametrize("before", ["reset", "change"])
def test_an_authorisation_that_ended_is_asked_for_again(bench_of, before):
    bench = blocked(bench_of) if before == "reset" else reset_done(bench_of)
    past = datetime.now(UTC) - timedelta(minutes=1)
    given = past - timedelta(minutes=15)
    ResetAuthorisation.objects.update(given_at=given, reset_at=None, expires_at=past)
    if before == "change":
        ResetAuthorisation.objects.update(reset_at=given + timedelta(minutes=1))
    authorisations.expire(at=datetime.now(UTC))
    present = bench.insert()

    ended = OPERATIONS["reset" if before == "reset" else "change after reset"][1](present)

    assert ended.code is Code.PIN_RESET_NOT_CONFIRMED
    expected = (RESET, CHANGE, NEW) if before == "reset" else (CHANGE, NEW)
    assert bench.way_on() == (REPORT, *expected)


def test_an_authorisation_of_another_card_opens_nothing(bench_of):
    blocked(bench_of)
    bench = blocked(bench_of, confirmed=False)

    ended = bench.insert().reset_pin(typed("0000"))

    assert ended.code is Code.PIN_RESET_NOT_CONFIRMED
    assert bench.way_on() == (REPORT, RESET, CHANGE, NEW)


def test_an_authorisation_of_another_terminal_opens_nothing_here(bench_of):
    bench = blocked(bench_of)
    bench.terminal.insert()
    present = bench.look(terminal_id=bench.enrolled("B2"))

    ended = present.reset_pin(typed("0000"))

    assert ended.code is Code.PIN_RESET_NOT_CONFIRMED
    assert bench.way_on() == (RESET, CHANGE, NEW)


def test_five_wrong_pins_in_place_of_0000_after_a_reset_block_again(bench_of):
    bench = reset_done(bench_of)
    present = bench.insert()
    tries = [present.change_pin(typed("0001", NEW_PIN, NEW_PIN)).code for _ in range(5)]

    assert tries == [Code.PIN_WRONG] * 4 + [Code.CARD_BLOCKED]
    assert bench.way_on() == (REPORT, RESET, CHANGE, NEW)


@pytest.mark.parametrize("name", ["change after reset", "activation"])
def test_a_new_pin_of_four_zeros_is_refused_and_may_be_typed_again(bench_of, name):
    bench = OPERATIONS[name][0](bench_of)
    present = bench.insert()
    first = "000" if name == "activation" else "0000"
    act = present.activate if name == "activation" else present.change_pin

    ended = act(typed(first, "0000", "0000"))

    failed = Code.ACTIVATION_FAILED if name == "activation" else Code.PIN_CHANGE_FAILED
    assert (ended.code, ended.reason) == (failed, Reason.NEW_PIN_IS_RESET_PIN)
    assert bench.way_on() == ((ACTIVATE, OLD) if name == "activation" else (CHANGE, NEW))


def test_new_pins_that_differ_cost_no_try_and_may_be_typed_again(bench_of):
    bench = reset_done(bench_of)
    present = bench.insert()

    with pytest.raises(CardError) as differ:
        present.change_pin(typed("0000", NEW_PIN, "7306"))

    assert differ.value.code is Code.PIN_NOT_CONFIRMED
    assert present.status.tries_left == 5
    assert bench.way_on() == (CHANGE, NEW)


@pytest.mark.parametrize("short", ["", "1", "123", "12345", "12a4"])
def test_a_pin_of_a_wrong_length_costs_no_try_and_may_be_typed_again(bench_of, short):
    bench = bench_of(CardState.ACTIVE, tries_left=1)
    present = bench.insert()

    with pytest.raises(PinLengthError) as wrong:
        present.verify(typed(short))

    assert wrong.value.code is Code.PIN_LENGTH_INVALID
    assert present.status.tries_left == 1
    assert bench.way_on() == (OLD,)

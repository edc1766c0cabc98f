"""Is a card ever left without a usable way on, whatever fails, and whenever?

The way on is what the station shows: a card that is blocked is reported, confirmed and reset; one
that waits for Change is changed, after a new report where the authorisation has ended; one that was
never activated is activated; and at the end the holder's PIN, the old or the new one, is right.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from tests.factories import card_register, practice
from tests.factories.cards import Terminal, typed
from tests.factories.practice import CONTRACT, PIN, Unreachable

from openpias.core.contracts.management_unit import (
    CaseKind,
    CaseReport,
    CaseStatus,
    TerminalEnrolment,
)
from openpias.core.smartcard.codes import Code
from openpias.core.smartcard.connections import CardError
from openpias.core.smartcard.states import CardState
from openpias.server.cards.models import Card, ResetAuthorisation
from openpias.server.cards.operations import authorisations, handling
from openpias.station.cards.present_card import PresentCard
from openpias.station.unit.client import UnitClient
from openpias.station.unit.sessions import UnitSession
from tests.factories import people
from tests.factories.providers import CUI

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
NEW_PIN = "7305"
MOST_COMMANDS, MOST_CALLS = 20, 12


@pytest.fixture(autouse=True)
def houses(db):
    from openpias.server.providers.operations.houses import load

    load()


@dataclass
class Bench:
    """A practice with one card, asked in this thread."""

    row: Card
    terminal: Terminal
    unit: UnitClient
    way: Unreachable
    terminal_id: str

    def insert(self) -> PresentCard:
        """Put the card in as after a restart of everything, with the unit reached again."""
        self.way.is_cut, self.way.cut_at = False, None
        self.terminal.pull_before = self.terminal.pull_after = None
        self.terminal.pull()
        self.terminal.insert()
        return self.look()

    def look(self) -> PresentCard:
        present = PresentCard(
            self.terminal.select(),
            opener=lambda opening: UnitSession(self.unit, opening),
            terminal_id=self.terminal_id,
        )
        present.read_public()
        present.go_online()
        return present

    def confirm(self) -> None:
        """Report the card and have the house confirm it, where no authorisation lives."""
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

    def way_on(self) -> str:
        """Do what the station shows until the card can be used; return with which PIN."""
        present = self.insert()
        if not present.status.activated:
            assert present.activate(typed("000", PIN, PIN)).is_done
            present = self.insert()
        if present.status.blocked:
            self._confirmed(present)
            assert present.reset_pin(typed("0000")).is_done
        if present.status.must_change:
            self._confirmed(present)
            assert present.change_pin(typed("0000", NEW_PIN, NEW_PIN)).is_done
        return self._right_pin(self.insert())

    def _confirmed(self, present: PresentCard) -> None:
        present.refresh()
        if not present.link.is_authorised:
            self.confirm()

    def _right_pin(self, present: PresentCard) -> str:
        for pin in (PIN, NEW_PIN):
            outcome = present.verify(typed(pin))
            if outcome.is_done:
                return pin
            assert outcome.code is Code.PIN_WRONG, outcome
        raise AssertionError("neither PIN is right")


@pytest.fixture
def bench_of():
    """Return what makes a bench with a card in a state of the register."""

    def make(state: CardState, **card) -> Bench:
        row = card_register.card(state)
        account = people.account(provider=CUI)
        way = Unreachable(keeps_connections=True)
        unit = UnitClient(
            "http://127.0.0.1", username=account.username, password=people.PASSWORD, transport=way
        )
        enrolled = unit.enrol(TerminalEnrolment(serial="A1", name="Cititor", contract=CONTRACT))
        pin = card.pop("pin", PIN)
        kept = practice.virtual(row, pin=pin, **card)
        return Bench(row, Terminal(kept), unit, way, enrolled.terminal_id)

    return make


def blocked(bench_of, *, confirmed=True):
    bench = bench_of(CardState.BLOCKED, blocked=True, tries_left=0)
    if confirmed:
        bench.confirm()
    return bench


def reset_done(bench_of):
    bench = blocked(bench_of)
    assert bench.insert().reset_pin(typed("0000")).is_done
    return bench


def verified(bench, present):
    assert present.verify(typed(PIN)).is_done
    return present


OPERATIONS = {
    "reset": (blocked, lambda _b, card: card.reset_pin(typed("0000"))),
    "change after reset": (
        reset_done,
        lambda _b, card: card.change_pin(typed("0000", NEW_PIN, NEW_PIN)),
    ),
    "change": (
        lambda bench_of: bench_of(CardState.ACTIVE),
        lambda b, card: verified(b, card).change_pin(typed(PIN, NEW_PIN, NEW_PIN)),
    ),
    "activation": (
        lambda bench_of: bench_of(CardState.INACTIVE, pin=None),
        lambda _b, card: card.activate(typed("000", PIN, PIN)),
    ),
    "fifth wrong PIN": (
        lambda bench_of: bench_of(CardState.ACTIVE, tries_left=1),
        lambda _b, card: card.verify(typed("0001")),
    ),
}


@pytest.mark.parametrize("side", ["pull_before", "pull_after"])
@pytest.mark.parametrize("name", OPERATIONS)
def test_a_card_pulled_at_each_command_of_each_operation_has_a_way_on(bench_of, name, side):
    ready, act = OPERATIONS[name]
    survived = 0
    for nth in range(1, MOST_COMMANDS):
        bench = ready(bench_of)
        present = bench.insert()
        bench.terminal.commands = 0
        setattr(bench.terminal, side, nth)
        with suppress(CardError):
            act(bench, present)
        if not bench.terminal.pulled:
            break
        survived += 1
        assert bench.way_on() in {PIN, NEW_PIN}
        bench.row.refresh_from_db()
        assert bench.row.state == CardState.ACTIVE
    assert survived >= 4

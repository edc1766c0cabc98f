"""Does a blocked card get from its first error to a new PIN, with everything real but the card?"""

from datetime import UTC, datetime

import pytest
from tests.factories import card_register, practice
from tests.factories.practice import PIN, FileCard

from openpias.core.contracts.management_unit import CaseKind, CaseStatus
from openpias.core.smartcard.codes import Code
from openpias.core.smartcard.pin_entry import Prompt
from openpias.core.smartcard.states import AuthenticationState, CardState, Operation
from openpias.server.cards.operations import handling
from openpias.station.cards import guide
from openpias.station.cards.guide import Step
from openpias.station.cards.hands import Report
from openpias.station.devices import pcsc

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not pcsc.is_available(), reason="pyscard is not installed"),
]


@pytest.fixture(autouse=True)
def houses(transactional_db):
    from openpias.server.providers.operations.houses import load

    load()


@pytest.fixture
def desk(readers):
    with practice.practice(terminal="OpenPIAS test 00 00") as opened:
        yield opened


def confirm(case_id):
    """Do what the specialist does who knows the holder."""
    specialist, now = card_register.specialist(), datetime.now(UTC)
    handling.take(case_id, actor=specialist, at=now)
    handling.unblock(case_id, actor=specialist, at=now)


def test_five_wrong_pins_a_call_to_the_house_reset_and_change(desk, readers, tmp_path):
    row = card_register.card()
    card = FileCard(practice.virtual(row), tmp_path / "card")

    with readers.inserted(card):
        ready = desk.until_ready()
        assert ready.link.state is CardState.ACTIVE
        tries = [desk.does(Operation.AUTHENTICATE, "0001").procedure.outcome for _ in range(5)]
        assert [each.tries_left for each in tries] == [4, 3, 2, 1, 0]
        assert [each.code for each in tries] == [Code.PIN_WRONG] * 4 + [Code.CARD_BLOCKED]
        assert guide.current(desk.picture) is Step.HOUSE
        early = desk.does(Operation.RESET_PIN, "0000")
        assert early.procedure.outcome.code is Code.PIN_RESET_NOT_CONFIRMED
        opened = desk.workplace.report(
            Report(
                kind=CaseKind.BLOCKED,
                cid=desk.workplace.known_cid(),
                surname=row.insured.surname,
                birth_date=row.insured.birth_date,
            )
        )
        confirm(opened.case_id)
        desk.workplace.refresh()
        desk.until(lambda p: p.link.is_authorised)
        assert guide.current(desk.picture) is Step.RESET
        assert desk.does(Operation.RESET_PIN, "0000").procedure.outcome.code is Code.OK
        assert guide.current(desk.picture) is Step.CHANGE
        changed = desk.does(Operation.CHANGE_PIN, "0000", PIN, PIN)
        assert desk.typed == [Prompt.CURRENT, Prompt.NEW, Prompt.CONFIRMATION]
        assert changed.procedure.outcome.code is Code.OK
        after = desk.until(lambda p: p.case is not None and p.case.status is CaseStatus.DONE)
        assert guide.current(after) is Step.DONE
        assert after.link.state is CardState.ACTIVE
        verified = desk.does(Operation.AUTHENTICATE, PIN)

    assert verified.link.authentication is AuthenticationState.AUTHENTICATED
    row.refresh_from_db()
    assert (row.state, row.resets, row.pin_changes) == (CardState.ACTIVE, 1, 1)

"""What does the station say of a card that leaves while somebody is asked for a PIN?"""

from datetime import UTC, datetime, timedelta

import pytest
from tests.factories import card_register, practice
from tests.factories.practice import PIN, FileCard
from tests.fakes.vpcd import until

from openpias.core.smartcard.codes import Code
from openpias.core.smartcard.pin_entry import Prompt
from openpias.core.smartcard.states import AuthenticationState, Operation
from openpias.station.cards.hands import Work
from openpias.station.devices import pcsc
from openpias.station.devices.pcsc import Pcsc

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not pcsc.is_available(), reason="pyscard is not installed"),
]
TERMINAL = "OpenPIAS test 00 00"
ASKING = [
    Operation.AUTHENTICATE,
    Operation.CHANGE_PIN,
]


@pytest.fixture(autouse=True)
def houses(transactional_db):
    from openpias.server.providers.operations.houses import load

    load()


@pytest.fixture
def desk(readers):
    with practice.practice(terminal=TERMINAL, patience=20.0) as opened:
        yield opened


class Exchangeable:
    """A slot in which one card takes another's place between two looks of the service."""

    def __init__(self, *cards):
        self._cards = list(cards)

    def exchange(self):
        self._cards.pop(0).reset()

    @property
    def atr(self):
        return self._cards[0].atr

    def answer(self, apdu):
        return self._cards[0].answer(apdu)

    def reset(self):
        self._cards[0].reset()


def card(tmp_path, name="card"):
    return FileCard(practice.virtual(card_register.card()), tmp_path / name)


def asked(desk, operation):
    desk.until_ready()
    if operation is Operation.CHANGE_PIN:
        desk.does(Operation.AUTHENTICATE, PIN)
    desk.workplace.begin(Work(operation=operation))
    return desk.until(lambda p: p.procedure.asked is not None)


@pytest.mark.parametrize("operation", ASKING)
def test_a_card_pulled_while_a_pin_is_awaited_is_told_as_removed(
    desk, readers, tmp_path, operation
):
    with readers.inserted(card(tmp_path)) as slot:
        asked(desk, operation)
        begun = datetime.now(UTC)
        slot.pull()
        ended = desk.until(lambda p: not p.is_busy)

    assert ended.procedure.outcome.code is Code.CARD_ABSENT
    assert datetime.now(UTC) - begun < timedelta(seconds=5)
    assert desk.until(lambda p: p.status is None).code is Code.CARD_ABSENT


def test_nobody_who_presses_cancel_is_told_that_the_card_is_gone(desk, readers, tmp_path):
    with readers.inserted(card(tmp_path)):
        asked(desk, Operation.AUTHENTICATE)
        desk.workplace.abandon()
        ended = desk.until(lambda p: not p.is_busy)

    assert ended.procedure.outcome.code is Code.AUTHENTICATION_ABANDONED
    assert ended.status is not None


def test_a_card_pulled_and_put_in_again_at_once_is_another_session(desk, readers, tmp_path):
    with readers.inserted(card(tmp_path)) as slot:
        asked(desk, Operation.AUTHENTICATE)
        slot.pull()
        slot.insert()
        ended = desk.until(lambda p: not p.is_busy, within=25.0)
        assert ended.procedure.outcome.code is Code.CARD_ABSENT
        until(lambda: desk.picture.link.is_online, within=10.0)
        verified = desk.does(Operation.AUTHENTICATE, PIN)

    assert verified.procedure.outcome.code is Code.OK


def test_the_pin_of_one_card_is_not_tried_on_another_that_took_its_place(desk, readers, tmp_path):
    first, second = (card(tmp_path, name) for name in ("first", "second"))
    both = Exchangeable(first, second)
    with readers.inserted(both):
        before = asked(desk, Operation.AUTHENTICATE).status
        both.exchange()
        ended = desk.does_type(PIN)
        now = desk.until_ready().status

    assert ended.procedure.outcome.code is Code.CARD_EXCHANGED
    assert now.card_number != before.card_number
    assert now.tries_left == 5


def test_a_card_that_another_program_has_reset_asks_for_its_pin_again(desk, readers, tmp_path):
    with readers.inserted(card(tmp_path)), Pcsc() as other:
        desk.until_ready()
        assert desk.does(Operation.AUTHENTICATE, PIN).status.pin_verified
        other.connect(TERMINAL).close()
        signed = desk.does(Operation.SIGN, PIN, service="A1", day="2026-11-26")

    assert desk.typed == [Prompt.CURRENT]
    assert signed.procedure.outcome.code is Code.OK
    assert signed.procedure.signature


@pytest.mark.parametrize("years", [-20, 20])
def test_nothing_hangs_on_the_clock_of_the_station(readers, tmp_path, years):
    def clock():
        return datetime.now(UTC) + timedelta(days=365 * years)

    with (
        practice.practice(terminal=TERMINAL, clock=clock) as desk,
        readers.inserted(card(tmp_path)),
    ):
        desk.until_ready()
        verified = desk.does(Operation.AUTHENTICATE, PIN)
        changed = desk.does(Operation.CHANGE_PIN, PIN, "7305", "7305")

    assert verified.link.authentication is AuthenticationState.AUTHENTICATED
    assert changed.procedure.outcome.code is Code.OK

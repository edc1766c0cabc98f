"""Is a blocked card opened again by the house that issued it, for one provider, terminal and quarter of an hour?"""

import pytest
from tests.factories import card_register as cards
from tests.factories.card_register import AT, MINUTE

from openpias.core.contracts.management_unit import (
    AuthorisedStep,
    CaseKind,
    CaseStatus,
    CryptogramPurpose,
    ProofPurpose,
)
from openpias.core.smartcard.codes import Code
from openpias.core.smartcard.states import CardState
from openpias.server.cards.domain.outcomes import CaseProblem
from openpias.server.cards.enums import AuthorisationEnd
from openpias.server.cards.models import CardCase, CardEvent, ResetAuthorisation
from openpias.server.cards.operations import (
    authorisations,
    cryptograms,
    handling,
    session_states,
    sessions,
)
from openpias.server.cards.queries import cases
from openpias.server.platform.audit.models import AuditEntry
from openpias.server.platform.outbox.models import OutboxEvent

pytestmark = pytest.mark.django_db
RESET, CHANGE = CryptogramPurpose.RESET, CryptogramPurpose.CHANGE


class Counter:
    """A practice with one terminal and a blocked card in it."""

    def __init__(self, **said):
        self.clerk = cards.clerk()
        self.where = cards.terminal(self.clerk)
        self.row = cards.card(CardState.BLOCKED)
        self.held = cards.inserted(self.row, self.clerk, where=self.where, **said)
        self.specialist = cards.specialist()
        self._challenge = 0

    def report(self, *, at=AT, **fields):
        return cards.reported(self.row, self.clerk, where=self.where, at=at, **fields)

    def unblock(self, case, *, at=AT, actor=None):
        return handling.unblock(case.case, actor=actor or self.specialist, at=at)

    def insert_again(self, *, at=AT, actor=None, where=None):
        said = self.held.status
        self.held = cards.inserted(self.row, actor or self.clerk, where=where or self.where, at=at)
        self.held.status = said
        return self.held

    def ask(self, purpose, *, at=AT):
        self._challenge += 1
        challenge = self._challenge.to_bytes(16, "big")
        held = self.held
        return cryptograms.give(
            held.opened.token, purpose=purpose, challenge=challenge, actor=held.actor, at=at
        ).code

    def reset(self, *, at=AT):
        """Let the card carry a reset out, and prove it."""
        self.held.says(
            blocked=False, must_change=True, tries_left=5, resets=self.held.status.resets + 1
        )
        return self.held.proves(ProofPurpose.RESET, at=at)

    def change(self, *, at=AT):
        """Let the card carry a change out, and prove it."""
        changes = self.held.status.pin_changes + 1
        self.held.says(must_change=False, pin_verified=True, pin_changes=changes)
        return self.held.proves(ProofPurpose.CHANGE, at=at)

    @property
    def state(self):
        self.row.refresh_from_db()
        return CardState(self.row.state)

    def case(self, case):
        return cases.one(case.case, actor=self.clerk)


def test_the_whole_way_from_blocked_to_active():
    counter = Counter()
    assert counter.ask(RESET) is Code.PIN_RESET_NOT_CONFIRMED
    case = counter.report()
    assert (case.status, case.house, case.own_house) == (CaseStatus.OPEN, "CAS-SV", True)

    handled = counter.unblock(case)

    assert (handled.status, handled.expires_at) == (CaseStatus.CONFIRMED, AT + 15 * MINUTE)
    shown = session_states.state(counter.held.opened.token, actor=counter.clerk, at=AT)
    assert shown.steps_left == (AuthorisedStep.RESET, AuthorisedStep.CHANGE)
    assert counter.ask(RESET) is Code.OK
    assert (counter.reset().code, counter.state) == (Code.OK, CardState.BLOCKED)
    assert counter.held.proves().code is Code.CARD_BLOCKED
    assert counter.ask(CHANGE) is Code.OK
    assert (counter.change().code, counter.state) == (Code.OK, CardState.ACTIVE)
    done = counter.case(case)
    assert [each.kind.value for each in done.steps] == [
        "opened",
        "taken",
        "unblocked",
        "authorisation-used-reset",
        "authorisation-used-change",
        "done",
    ]
    assert (done.status, done.authorisation) == (CaseStatus.DONE, None)
    assert counter.held.proves().code is Code.OK


def test_each_step_is_in_the_trail_and_announced_with_opaque_ids_alone():
    counter = Counter()
    case = counter.report()
    counter.unblock(case)
    counter.ask(RESET)
    counter.reset()
    counter.ask(CHANGE)
    counter.change()

    events = set(AuditEntry.objects.values_list("event", flat=True))
    assert {
        "card-case-opened",
        "card-case-taken",
        "card-case-unblocked",
        "authorisation-given",
        "authorisation-used",
        "card-pin-reset",
        "card-pin-changed",
        "card-unblock",
        "card-case-done",
    } <= events
    names = set(OutboxEvent.objects.values_list("name", flat=True))
    assert names == {"cards.card-changed", "cards.case-changed"}
    insured = counter.row.insured
    written = str([*AuditEntry.objects.values(), *OutboxEvent.objects.values()])
    personal = [counter.row.number, insured.cid, insured.cnp, insured.surname, "1985-11-24"]
    assert [each for each in personal if each in written] == []


def test_an_authorisation_serves_each_step_once():
    counter = Counter()
    counter.unblock(counter.report())
    counter.ask(RESET)
    counter.reset()

    assert counter.ask(RESET) is Code.PIN_RESET_NOT_CONFIRMED
    counter.ask(CHANGE)
    counter.change()
    counter.held.says(blocked=True, tries_left=0, pin_verified=False)
    counter.held.proves(ProofPurpose.BLOCK)
    assert counter.ask(RESET) is Code.PIN_RESET_NOT_CONFIRMED
    assert counter.ask(CHANGE) is Code.CARD_BLOCKED


@pytest.mark.parametrize(
    ("minutes", "code"),
    [
        (0, Code.OK),
        (14, Code.OK),
        (15, Code.PIN_RESET_NOT_CONFIRMED),
        (16, Code.PIN_RESET_NOT_CONFIRMED),
        (-1, Code.PIN_RESET_NOT_CONFIRMED),
    ],
    ids=["at once", "late", "at its end", "after it", "clock went back"],
)
def test_an_authorisation_serves_fifteen_minutes_by_the_servers_clock(minutes, code):
    counter = Counter()
    counter.unblock(counter.report())
    at = AT + minutes * MINUTE
    counter.insert_again(at=at)

    assert counter.ask(RESET, at=at) is code


def test_an_authorisation_serves_its_card_provider_and_terminal_alone():
    counter = Counter()
    counter.unblock(counter.report())
    other_card = Counter.__new__(Counter)
    other_card.clerk, other_card.where = counter.clerk, counter.where
    other_card.row, other_card._challenge = cards.card(CardState.BLOCKED), 100
    other_card.held = cards.inserted(other_card.row, counter.clerk, where=counter.where)
    stranger = cards.stranger()
    elsewhere = cards.terminal(stranger)
    second = cards.terminal(counter.clerk, serial="B2")

    assert other_card.ask(RESET) is Code.PIN_RESET_NOT_CONFIRMED
    counter.insert_again(actor=stranger, where=elsewhere)
    assert counter.ask(RESET) is Code.PIN_RESET_NOT_CONFIRMED
    counter.insert_again(where=second)
    assert counter.ask(RESET) is Code.PIN_RESET_NOT_CONFIRMED
    counter.insert_again()
    assert counter.ask(RESET) is Code.OK


def test_the_tenth_cryptogram_is_the_last():
    counter = Counter()
    counter.unblock(counter.report())

    codes = [counter.ask(RESET) for _ in range(11)]

    assert codes == [Code.OK] * 10 + [Code.PIN_RESET_NOT_CONFIRMED]


def test_a_card_that_moved_to_another_terminal_is_reported_there_and_goes_on():
    counter = Counter()
    counter.unblock(counter.report())
    counter.where = cards.terminal(counter.clerk, serial="B2")
    counter.insert_again()

    again = counter.report()
    counter.unblock(again)

    assert again.is_new is False
    assert counter.ask(RESET) is Code.OK
    ends = ResetAuthorisation.objects.order_by("pk").values_list("end_reason", flat=True)
    assert list(ends) == [AuthorisationEnd.SUPERSEDED, ""]


def test_an_authorisation_that_ended_between_reset_and_change_is_given_again_for_the_change():
    counter = Counter()
    first = counter.report()
    counter.unblock(first)
    counter.ask(RESET)
    counter.reset()
    late = AT + 20 * MINUTE
    assert authorisations.expire(at=late) == 1
    assert counter.case(first).status is CaseStatus.EXPIRED
    counter.insert_again(at=late)
    assert counter.ask(CHANGE, at=late) is Code.CARD_BLOCKED

    # The card tells nothing but its number now: that is enough to report it again.
    again = counter.report(at=late, cid="", card_number=counter.row.number)
    counter.unblock(again, at=late)

    assert (again.case, again.is_new) == (first.case, False)
    assert counter.ask(CHANGE, at=late) is Code.OK
    assert (counter.change(at=late).code, counter.state) == (Code.OK, CardState.ACTIVE)
    kinds = [each.kind.value for each in counter.case(first).steps]
    assert kinds[4:7] == ["expired", "reopened", "taken"]


def test_expiring_again_changes_nothing():
    counter = Counter()
    counter.unblock(counter.report())
    late = AT + 15 * MINUTE

    assert [authorisations.expire(at=late) for _ in range(2)] == [1, 0]


def test_a_case_is_reopened_by_reporting_even_before_the_job_ended_its_authorisation():
    counter = Counter()
    first = counter.report()
    counter.unblock(first)
    late = AT + 16 * MINUTE

    again = counter.report(at=late)

    assert (again.case, again.status) == (first.case, CaseStatus.OPEN)


def test_a_reset_whose_news_never_arrived_is_recorded_with_the_next_proof():
    counter = Counter()
    case = counter.report()
    counter.unblock(case)
    counter.ask(RESET)
    counter.held.says(blocked=False, must_change=True, tries_left=5, resets=1)
    counter.insert_again(at=AT + MINUTE)

    counter.held.proves(ProofPurpose.RESET, at=AT + MINUTE)

    assert "authorisation-used-reset" in [each.kind.value for each in counter.case(case).steps]
    assert counter.ask(CHANGE, at=AT + MINUTE) is Code.OK


def test_a_reset_and_change_whose_news_arrive_together_close_the_case():
    counter = Counter()
    case = counter.report()
    counter.unblock(case)
    counter.ask(RESET)
    counter.ask(CHANGE)
    counter.held.says(blocked=False, tries_left=5, resets=1, pin_changes=1, pin_verified=True)

    taken = counter.held.proves(ProofPurpose.CHANGE)

    assert (taken.code, counter.state) == (Code.OK, CardState.ACTIVE)
    assert counter.case(case).status is CaseStatus.DONE


def test_a_card_that_blocks_itself_again_after_its_reset_is_reported_again_at_once():
    counter = Counter()
    first = counter.report()
    counter.unblock(first)
    counter.ask(RESET)
    counter.reset()
    counter.held.says(blocked=True, tries_left=0)
    counter.held.proves(ProofPurpose.BLOCK)
    assert counter.ask(RESET) is Code.PIN_RESET_NOT_CONFIRMED

    counter.unblock(counter.report())

    assert counter.ask(RESET) is Code.OK


def test_a_card_without_the_duty_to_change_is_open_after_its_reset():
    counter = Counter()
    case = counter.report()
    counter.unblock(case)
    counter.ask(RESET)
    counter.held.says(blocked=False, tries_left=5, resets=1)

    counter.held.proves(ProofPurpose.RESET)

    assert counter.state is CardState.ACTIVE
    assert counter.case(case).status is CaseStatus.DONE


def test_a_card_that_the_unit_holds_for_blocked_by_mistake_is_opened_by_its_own_proof():
    counter = Counter(blocked=False, tries_left=5, pin_verified=True)

    assert (counter.held.proves().code, counter.state) == (Code.OK, CardState.ACTIVE)


def test_a_card_that_blocked_itself_unnoticed_is_blocked_by_the_specialists_act():
    counter = Counter()
    type(counter.row).objects.filter(pk=counter.row.pk).update(state=CardState.ACTIVE.value)

    counter.unblock(counter.report())

    assert counter.state is CardState.BLOCKED
    event = CardEvent.objects.get(card=counter.row, happening="block")
    assert (event.reason, event.account_id) == ("reported", counter.specialist.account_id)
    assert counter.ask(RESET) is Code.OK


def test_reporting_again_finds_the_same_case():
    counter = Counter()

    first, again = counter.report(), counter.report()
    with_key = [counter.report(key="k") for _ in range(2)]

    assert {each.case for each in (first, again, *with_key)} == {first.case}
    assert CardCase.objects.count() == 1


def test_a_used_key_for_another_card_is_refused():
    counter = Counter()
    counter.report(key="k")

    other = cards.reported(
        cards.card(CardState.BLOCKED), counter.clerk, where=counter.where, key="k"
    )

    assert other.value == "key-reused"


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"cid": ""}, CaseProblem.CID_REQUIRED),
        ({"cid": "1" * 20}, CaseProblem.CARD_UNKNOWN),
        ({"card_number": "1" * 16}, CaseProblem.CARD_UNKNOWN),
        ({"where": "none"}, CaseProblem.TERMINAL_UNKNOWN),
        ({"kind": CaseKind.INVALID, "card_number": ""}, CaseProblem.CARD_NUMBER_REQUIRED),
    ],
    ids=str,
)
def test_a_report_that_lacks_what_it_needs_says_so(fields, problem):
    counter = Counter()
    where = fields.pop("where", counter.where)

    assert cards.reported(counter.row, counter.clerk, where=where, **fields) is problem


def test_a_number_and_a_cid_of_two_persons_are_refused():
    counter = Counter()

    answer = counter.report(card_number=cards.card().number)

    assert answer is CaseProblem.CARD_MISMATCH


def test_the_number_alone_serves_only_a_provider_that_reported_the_card_before():
    counter = Counter()
    counter.report()
    stranger = cards.stranger()

    theirs = cards.reported(counter.row, stranger, cid="", card_number=counter.row.number)

    assert theirs is CaseProblem.CID_REQUIRED


def test_a_second_provider_takes_the_authorisation_over_and_the_first_case_ends():
    counter = Counter()
    first = counter.report()
    counter.unblock(first)
    stranger = cards.stranger()
    elsewhere = cards.terminal(stranger)
    second = cards.reported(counter.row, stranger, where=elsewhere)

    counter.unblock(second)

    assert counter.case(first).status is CaseStatus.EXPIRED
    assert ResetAuthorisation.objects.filter(ended_at=None).count() == 1
    counter.insert_again(actor=stranger, where=elsewhere)
    assert counter.ask(RESET) is Code.OK


def test_a_session_opened_after_the_change_serves_the_patient():
    counter = Counter()
    counter.unblock(counter.report())
    counter.ask(RESET)
    counter.reset()
    counter.ask(CHANGE)
    counter.change()

    opened = sessions.open_session(
        terminal=counter.where,
        card_number=counter.row.number,
        cid=counter.row.insured.cid,
        actor=counter.clerk,
        at=AT + MINUTE,
    )

    assert opened.code is Code.OK

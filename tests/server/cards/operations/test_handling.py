"""Who may act on a case, and what must come first?"""

from datetime import date

import pytest
from tests.factories import card_register as cards
from tests.factories import people, providers
from tests.factories.card_register import AT, MINUTE
from tests.factories.providers import CUI

from openpias.core.contracts.management_unit import CaseKind, CaseStatus
from openpias.core.smartcard.states import CardState
from openpias.server.cards.domain.outcomes import CardProblem, CaseProblem
from openpias.server.cards.enums import Identity
from openpias.server.cards.models import CardCase, CardEvent, ResetAuthorisation
from openpias.server.cards.operations import handling, looking, telephone
from openpias.server.cards.operations.telephone import OtherHouse, TelephoneCase
from openpias.server.cards.queries import cases, desks, visibility
from openpias.server.platform.accounts.enums import Role
from openpias.server.platform.audit.models import AuditEntry

pytestmark = pytest.mark.django_db
INVALID = CaseKind.INVALID


def test_a_specialist_of_another_house_sees_and_changes_nothing():
    case = cards.reported(cards.card(CardState.BLOCKED), cards.clerk())
    other = cards.specialist("CAS-CJ")

    assert cases.one(case.case, actor=other) is None
    assert cases.page(other).rows == ()
    for act in (handling.take, handling.call_back, handling.unblock):
        assert act(case.case, actor=other, at=AT) is CaseProblem.UNKNOWN
    assert looking.open_case(case.case, actor=other, at=AT) is CardProblem.UNKNOWN
    refused = handling.refuse(case.case, reason="nu", actor=other, at=AT)
    assert refused is CaseProblem.UNKNOWN


def test_a_card_of_another_house_is_told_with_that_houses_telephones():
    from openpias.server.cards.operations.desks import DeskInput, save

    holder = cards.holder(house_code="CAS-CJ")
    operator = people.actor(roles=(Role.HOUSE_OPERATOR,), provider="CAS-CJ", house_code="CAS-CJ")
    typed = DeskInput(phones=("0264 407 100",), extensions="310, 312", hours="L-V 8-16")
    assert save("CAS-CJ", typed, actor=operator, at=AT) == []

    case = cards.reported(cards.card(CardState.BLOCKED, insured=holder), cards.clerk())

    assert (case.house, case.own_house) == ("CAS-CJ", False)
    desk = desks.desk(case.house)
    assert desk.name == "Casa de Asigurări de Sănătate Cluj"
    assert (desk.phones, desk.extensions, desk.hours) == (
        ("0264 407 100",),
        "310, 312",
        "L-V 8-16",
    )
    mine = cases.page(cards.specialist("CAS-CJ")).rows
    assert [each.public_id for each in mine] == [case.case]
    assert cases.page(cards.specialist()).rows == ()


def test_a_provider_sees_its_own_cases_alone():
    clerk, stranger = cards.clerk(), cards.stranger()
    own = cards.reported(cards.card(CardState.BLOCKED), clerk)
    theirs = cards.reported(cards.card(CardState.BLOCKED), stranger)

    assert [each.public_id for each in cases.latest(clerk)] == [own.case]
    assert cases.one(theirs.case, actor=clerk) is None


@pytest.mark.parametrize("number", [1, 3])
def test_the_latest_cases_take_the_same_number_of_queries(number, django_assert_num_queries):
    clerk = cards.clerk()
    where = cards.terminal(clerk)
    for _ in range(number):
        row = cards.card(CardState.BLOCKED)
        case = cards.reported(row, clerk, where=where)
        handling.unblock(case.case, actor=cards.specialist(), at=AT)

    with django_assert_num_queries(3):
        assert len(cases.latest(clerk)) == number


@pytest.mark.parametrize("number", [1, 3])
def test_the_queue_takes_the_same_number_of_queries(number, django_assert_num_queries):
    clerk = cards.clerk()
    where = cards.terminal(clerk)
    for _ in range(number):
        cards.reported(cards.card(CardState.BLOCKED), clerk, where=where)
    specialist = cards.specialist()

    with django_assert_num_queries(2):
        assert len(cases.page(specialist).rows) == number


def test_nothing_is_given_before_the_identity_agrees():
    row = cards.card(CardState.BLOCKED)
    case = cards.reported(row, cards.clerk(), holder_surname="", holder_birth_date=None)
    specialist = cards.specialist()

    def compared(surname):
        return handling.compare(
            case.case, surname=surname, birth_date=cards.BIRTH, actor=specialist, at=AT
        )

    def unblocked():
        return handling.unblock(case.case, actor=specialist, at=AT)

    assert unblocked() is CaseProblem.NOT_COMPARED
    assert compared("Popescu") is Identity.DIFFERS
    assert unblocked() is CaseProblem.IDENTITY_DIFFERS
    assert compared("turcanu") is Identity.AGREES
    assert unblocked().status is CaseStatus.CONFIRMED


def test_a_wrong_name_or_date_of_the_provider_is_no_identity():
    row = cards.card(CardState.BLOCKED)
    case = cards.reported(row, cards.clerk(), holder_birth_date=date(1985, 11, 25))

    answer = handling.unblock(case.case, actor=cards.specialist(), at=AT)

    assert answer is CaseProblem.IDENTITY_DIFFERS


def test_three_wrong_comparisons_leave_only_the_refusal():
    case = cards.reported(cards.card(CardState.BLOCKED), cards.clerk(), holder_surname="")
    specialist = cards.specialist()

    def compared(surname="Popescu"):
        return handling.compare(
            case.case, surname=surname, birth_date=cards.BIRTH, actor=specialist, at=AT
        )

    assert [compared() for _ in range(3)] == [Identity.DIFFERS] * 3
    assert compared("Țurcanu") is CaseProblem.TOO_MANY_COMPARISONS
    refused = handling.refuse(case.case, reason="Nu e titularul", actor=specialist, at=AT)
    assert refused.status is CaseStatus.REFUSED


def test_a_refusal_has_a_reason_which_the_provider_reads_and_is_final():
    clerk, specialist = cards.clerk(), cards.specialist()
    case = cards.reported(cards.card(CardState.BLOCKED), clerk)

    assert (
        handling.refuse(case.case, reason=" ", actor=specialist, at=AT)
        is CaseProblem.REASON_REQUIRED
    )
    handling.refuse(case.case, reason="Card raportat furat", actor=specialist, at=AT)

    assert cases.one(case.case, actor=clerk).reason == "Card raportat furat"
    assert handling.unblock(case.case, actor=specialist, at=AT) is CaseProblem.FINISHED


def test_refusing_takes_an_authorisation_back():
    clerk, specialist = cards.clerk(), cards.specialist()
    case = cards.reported(cards.card(CardState.BLOCKED), clerk)
    handling.unblock(case.case, actor=specialist, at=AT)

    handling.refuse(case.case, reason="Sunat de titular: furt", actor=specialist, at=AT)

    assert not ResetAuthorisation.objects.filter(ended_at=None).exists()


def test_unblocking_again_gives_nothing_new_until_the_time_is_over():
    case = cards.reported(cards.card(CardState.BLOCKED), cards.clerk())
    specialist = cards.specialist()

    def unblocked(minutes):
        at = AT + minutes * MINUTE
        return handling.unblock(case.case, actor=specialist, at=at).is_new

    assert [unblocked(0), unblocked(14), unblocked(15)] == [True, False, True]


def test_a_colleague_takes_a_case_over_and_the_steps_show_it():
    clerk, ana, ion = cards.clerk(), cards.specialist(), cards.specialist()
    case = cards.reported(cards.card(CardState.BLOCKED), clerk)
    for each in (ana, ana, ion):
        handling.take(case.case, actor=each, at=AT)

    shown = cases.one(case.case, actor=ana)
    takers = [step.account_id for step in shown.steps if step.kind.value == "taken"]
    assert takers == [ana.account_id, ion.account_id]
    assert shown.taken_by == ion.account_id


REINSTATED = {
    (CardState.WRONG_DATA, True): CardState.ACTIVE,
    (CardState.SUSPENDED, True): CardState.ACTIVE,
    (CardState.WRONG_DATA, False): CardState.INACTIVE,
    (CardState.SUSPENDED, False): CardState.INACTIVE,
}


@pytest.mark.parametrize("was_active", [True, False])
@pytest.mark.parametrize("state", list(CardState))
def test_an_invalid_card_works_again_only_from_two_states(state, was_active):
    row = cards.card(state, was_active=was_active)
    case = cards.reported(row, cards.clerk(), kind=INVALID)

    answer = handling.reinstate(case.case, note="Date verificate", actor=cards.specialist(), at=AT)

    row.refresh_from_db()
    after = REINSTATED.get((state, was_active))
    if after is None:
        assert (answer, row.state) == (CaseProblem.WRONG_ACT, state)
    else:
        assert (answer.status, row.state) == (CaseStatus.DONE, after)


def test_a_reinstated_card_serves_with_the_pin_that_it_had():
    row = cards.card(CardState.WRONG_DATA, was_active=True)
    clerk = cards.clerk()
    where = cards.terminal(clerk)
    case = cards.reported(row, clerk, where=where, kind=INVALID)
    handling.reinstate(case.case, note="Date verificate", actor=cards.specialist(), at=AT)

    held = cards.inserted(row, clerk, where=where, pin_verified=True)

    assert (held.opened.code, held.proves().code) == (0, 0)


def test_a_replaced_card_is_not_reinstated():
    row = cards.card(CardState.SUSPENDED, was_active=True, replaced_at=AT)
    case = cards.reported(row, cards.clerk(), kind=INVALID)

    answer = handling.reinstate(case.case, note="?", actor=cards.specialist(), at=AT)

    assert answer is CaseProblem.WRONG_ACT


@pytest.mark.parametrize("state", sorted(set(CardState) - {CardState.BLOCKED, CardState.ACTIVE}))
def test_only_a_blocked_card_is_unblocked(state):
    case = cards.reported(cards.card(state), cards.clerk())

    answer = handling.unblock(case.case, actor=cards.specialist(), at=AT)

    assert answer is CaseProblem.WRONG_ACT


def test_cnas_acts_on_every_house_and_says_why():
    case = cards.reported(cards.card(CardState.BLOCKED), cards.clerk())
    cnas = cards.administrator()

    assert handling.unblock(case.case, actor=cnas, at=AT) is CaseProblem.REASON_REQUIRED
    assert looking.open_case(case.case, actor=cnas, at=AT) is CardProblem.REASON_REQUIRED
    done = handling.unblock(case.case, actor=cnas, at=AT, note="Casa nu răspunde")
    assert done.status is CaseStatus.CONFIRMED
    step = cases.one(case.case, actor=cards.specialist()).steps[-1]
    assert step.note == "Casa nu răspunde"


def test_each_look_at_a_holder_is_in_the_trail():
    case = cards.reported(cards.card(CardState.BLOCKED), cards.clerk())
    specialist = cards.specialist()

    opened = looking.open_case(case.case, actor=specialist, at=AT)

    assert (opened.holder.surname, opened.case.public_id) == ("Țurcanu", case.case)
    entry = AuditEntry.objects.get(event="card-opened")
    assert (entry.account_id, entry.subject_ref) == (
        specialist.account_id,
        opened.card.public_id,
    )


def called(row, specialist, **fields):
    values = {"kind": CaseKind.BLOCKED, "provider": CUI, "cid": row.insured.cid}
    said = TelephoneCase(**{**values, **fields})
    return telephone.open_case(said, actor=specialist, at=AT)


def test_a_case_by_telephone_leads_to_the_same_result():
    cards.registered_provider()
    row, specialist, clerk = cards.card(CardState.BLOCKED), cards.specialist(), cards.clerk()
    opened = called(row, specialist)
    assert opened.call_back == "0253 223 940"

    before = handling.unblock(opened.case, actor=specialist, at=AT)
    handling.call_back(opened.case, actor=specialist, at=AT)
    without = handling.unblock(opened.case, actor=specialist, at=AT)
    compared = handling.compare(
        opened.case, surname="ȚURCANU", birth_date=cards.BIRTH, actor=specialist, at=AT
    )
    done = handling.unblock(opened.case, actor=specialist, at=AT)

    assert (before, without) == (CaseProblem.NOT_CALLED_BACK, CaseProblem.NOT_COMPARED)
    assert (compared, done.status) == (Identity.AGREES, CaseStatus.CONFIRMED)
    held = cards.inserted(row, clerk)
    from tests.server.cards.operations.test_unit import CryptogramPurpose, asked

    assert asked(held, CryptogramPurpose.RESET).code == 0
    # The first terminal that asked is bound: another one of the same practice is not.
    second = cards.inserted(row, clerk, where=cards.terminal(clerk, serial="B2"))
    refused = asked(second, CryptogramPurpose.RESET, challenge=b"fedcba9876543210")
    assert refused.code == -36


def test_a_case_by_telephone_goes_on_with_the_one_that_waits():
    cards.registered_provider()
    row, specialist = cards.card(CardState.BLOCKED), cards.specialist()
    reported = cards.reported(row, cards.clerk())

    opened = called(row, specialist)

    assert (opened.case, opened.is_new) == (reported.case, False)


def test_who_cannot_be_called_back_opens_nothing_by_telephone():
    row, specialist = cards.card(CardState.BLOCKED), cards.specialist()

    assert called(row, specialist) is CaseProblem.PROVIDER_UNKNOWN
    cards.registered_provider(phone="")
    assert called(row, specialist) is CaseProblem.NO_PHONE
    assert CardCase.objects.count() == 0


def test_a_caller_is_told_the_house_that_issued_the_card():
    cards.registered_provider()
    row = cards.card(CardState.BLOCKED, insured=cards.holder(house_code="CAS-CJ"))

    assert called(row, cards.specialist()) == OtherHouse(house="CAS-CJ")


def test_a_terminal_that_the_caller_names_must_be_the_providers():
    cards.registered_provider()
    row, theirs = cards.card(CardState.BLOCKED), cards.terminal(cards.stranger())

    answer = called(row, cards.specialist(), terminal=theirs)

    assert answer is CaseProblem.TERMINAL_UNKNOWN


def test_only_a_house_in_contract_says_a_providers_telephone():
    from openpias.server.providers.operations import phones

    public_id = providers.entered()
    other = people.actor(roles=(Role.HOUSE_OPERATOR,), provider="CAS-CJ", house_code="CAS-CJ")

    refused = phones.save(public_id, "0264 000 000", actor=other, at=AT)
    wrong = phones.save(public_id, "sună-mă", actor=providers.operator(), at=AT)

    assert (refused.code, wrong.code) == ("not-your-house", "phone-format")


def test_what_is_not_to_be_seen_answers_as_what_is_unknown():
    for text in ("", "x", "00000000-0000-0000-0000-000000000000"):
        assert cases.one(text, actor=cards.specialist()) is None
    assert visibility.reference("x") is None
    assert CardEvent.objects.count() == 0

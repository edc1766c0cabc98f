"""Does a card live as the one table says, with its history, and is it replaced once?"""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.factories import card_register as cards
from tests.factories import people
from tests.factories.card_register import AT

from openpias.core.smartcard.life_cycle import REISSUED_FROM, TRANSITIONS, Act
from openpias.core.smartcard.states import CardState
from openpias.server.cards.domain.outcomes import CardProblem
from openpias.server.cards.models import Card, CardEvent, CardSession, CertificateOfReplacement
from openpias.server.cards.operations import cards as operations
from openpias.server.cards.operations import expiry, looking, replacement_certificates
from openpias.server.cards.queries import cards as queries
from openpias.server.cards.queries import resets
from openpias.server.platform.accounts.enums import Role
from openpias.server.platform.audit.models import AuditEntry

pytestmark = pytest.mark.django_db
NOTE = "După cererea scrisă"


def changed(row, act, **fields):
    defaults = {
        "actor": cards.specialist(),
        "at": AT,
        "note": NOTE,
        "reason": "loss" if act is Act.SUSPEND else "",
    }
    return operations.change(str(row.public_id), act, **{**defaults, **fields})


def proposed(holder, *, actor=None, key="k"):
    return operations.propose(
        str(holder.public_id), request_key=key, actor=actor or cards.specialist(), at=AT
    )


def test_a_card_is_proposed_once_for_a_holder_of_the_own_house():
    holder = cards.holder()

    first, again = proposed(holder), proposed(holder)
    other = proposed(holder, key="other")
    stranger = proposed(cards.holder(), actor=cards.specialist("CAS-CJ"))
    nobody = operations.propose("?", request_key="k", actor=cards.specialist(), at=AT)

    assert (first.state, first.is_new, again.is_new) == (CardState.PROPOSED, True, False)
    assert first.card == again.card
    assert other is CardProblem.HAS_A_CARD
    # Whether another house insures somebody is not told.
    assert stranger is nobody is CardProblem.UNKNOWN_HOLDER


def test_a_made_up_reason_of_an_act_that_takes_none_is_no_fault():
    row = cards.card()

    done = changed(row, Act.FIND_WRONG_DATA, reason="verificarea tuturor")

    assert done.state == CardState.WRONG_DATA
    assert CardEvent.objects.get(card=row, happening=Act.FIND_WRONG_DATA.value).reason == ""


def test_the_database_itself_keeps_one_current_card_for_a_holder():
    row = cards.card()

    with pytest.raises(IntegrityError, match="cards_card_one_current"), transaction.atomic():
        cards.card(insured=row.insured)


@pytest.mark.parametrize("act", sorted(operations.SPECIALIST_ACTS))
@pytest.mark.parametrize("state", list(CardState))
def test_every_act_of_a_specialist_follows_the_table(state, act):
    row = cards.card(state)
    arrow = TRANSITIONS.get((state, act))

    answer = changed(row, act)

    row.refresh_from_db()
    if arrow is None:
        assert (answer, row.state) == (CardProblem.ACT_FORBIDDEN, state)
    else:
        assert (answer.state, row.state) == (arrow.to, arrow.to)
        line = CardEvent.objects.filter(card=row).latest("pk")
        assert (line.happening, line.from_state, line.to_state) == (act, state, arrow.to)


@pytest.mark.parametrize("act", sorted(set(Act) - operations.SPECIALIST_ACTS))
def test_what_a_card_proves_of_itself_no_specialist_does(act):
    assert changed(cards.card(), act) is CardProblem.ACT_FORBIDDEN


def test_history_names_actor_reason_and_time():
    row, specialist = cards.card(), cards.specialist()

    changed(row, Act.SUSPEND, actor=specialist, reason="theft", note="Plângere la poliție")

    view = looking.open_card(str(row.public_id), actor=specialist, at=AT).card
    line = view.history[0]
    assert (line.happening, line.reason, line.note) == ("suspend", "theft", "Plângere la poliție")
    assert (line.account_id, line.provider_code, line.at) == (
        specialist.account_id,
        "CAS-SV",
        AT,
    )
    facts = AuditEntry.objects.get(event="card-suspend").facts
    assert facts == {"from": 7, "to": 11, "reason": "theft"}


@pytest.mark.parametrize(
    ("act", "fields"),
    [
        (Act.SUSPEND, {"reason": ""}),
        (Act.SUSPEND, {"reason": "boredom"}),
        (Act.DIE, {"note": " "}),
        (Act.FIND_WRONG_DATA, {"note": ""}),
    ],
)
def test_an_act_that_surprises_the_holder_says_why(act, fields):
    assert changed(cards.card(), act, **fields) is CardProblem.REASON_REQUIRED


def test_cnas_says_why_at_each_act():
    answer = changed(
        cards.card(CardState.PROPOSED), Act.ENROL, actor=cards.administrator(), note=""
    )

    assert answer is CardProblem.REASON_REQUIRED


def test_another_house_changes_nothing():
    answer = changed(cards.card(), Act.DIE, actor=cards.specialist("CAS-CJ"))

    assert answer is CardProblem.UNKNOWN


def test_the_same_act_again_changes_nothing():
    row = cards.card(CardState.IN_TRANSPORT)

    first, again = (changed(row, Act.RETURN, request_key="k") for _ in range(2))

    assert (first.is_new, again.is_new, first.state) == (True, False, again.state)
    assert CardEvent.objects.filter(card=row).count() == 1


def test_a_card_is_valid_for_seven_years_from_its_enrolment():
    row = cards.card(CardState.PROPOSED, valid_from=None, valid_to=None)

    changed(row, Act.ENROL)

    row.refresh_from_db()
    assert (row.valid_from, row.valid_to) == (date(2026, 11, 20), date(2033, 11, 20))


def test_a_leap_day_has_its_end_too():
    row = cards.card(CardState.PROPOSED, valid_from=None, valid_to=None)

    changed(row, Act.ENROL, at=AT.replace(year=2028, month=2, day=29))

    row.refresh_from_db()
    assert row.valid_to == date(2035, 3, 1)


def reissued(row, *, actor=None, key="k", note=NOTE):
    return operations.reissue(
        str(row.public_id), note=note, request_key=key, actor=actor or cards.specialist(), at=AT
    )


@pytest.mark.parametrize("state", list(CardState))
def test_a_new_card_names_the_one_it_replaces_which_stays_as_it_is(state):
    row = cards.card(state)

    answer = reissued(row)

    if state not in REISSUED_FROM:
        assert answer is CardProblem.NOT_REPLACEABLE
        return
    new = Card.objects.get(public_id=answer.card)
    row.refresh_from_db()
    assert (new.replaces, new.state, new.insured) == (row, CardState.PROPOSED, row.insured)
    assert (row.state, row.replaced_at, new.number != row.number) == (state, AT, True)


def test_a_card_is_replaced_once():
    row = cards.card(CardState.SUSPENDED)

    first, again, other = reissued(row), reissued(row), reissued(row, key="other")

    assert (first.is_new, again.is_new, first.card) == (True, False, again.card)
    assert other is CardProblem.REPLACED
    assert Card.objects.count() == 2


def test_replacing_says_why():
    assert reissued(cards.card(CardState.EXPIRED), note="") is CardProblem.REASON_REQUIRED


@pytest.mark.parametrize("state", list(CardState))
def test_the_last_day_ends_a_card_where_the_table_knows_it(state):
    row = cards.card(state, valid_to=date(2026, 11, 19))
    ends = (state, Act.EXPIRE) in TRANSITIONS

    numbers = [expiry.expire(at=AT) for _ in range(2)]

    row.refresh_from_db()
    assert numbers == ([1, 0] if ends else [0, 0])
    assert row.state == (CardState.EXPIRED if ends else state)


def test_the_last_day_itself_still_serves():
    cards.card(valid_to=date(2026, 11, 20))

    assert expiry.expire(at=AT) == 0


def test_the_cards_of_a_holder_who_died_end():
    row = cards.card(CardState.BLOCKED, insured=cards.holder(died_on=date(2026, 11, 18)))

    assert [expiry.expire(at=AT) for _ in range(2)] == [1, 0]
    row.refresh_from_db()
    assert row.state == CardState.DECEASED


def test_sessions_are_forgotten_after_their_term_with_their_cryptograms():
    cards.inserted(cards.card(), cards.clerk())

    assert expiry.forget_sessions(at=AT + timedelta(days=30)) == 0
    assert expiry.forget_sessions(at=AT + timedelta(days=30, hours=2)) == 1
    assert CardSession.objects.count() == 0


def paper(row, *, key="k", actor=None):
    return replacement_certificates.issue(
        str(row.public_id), request_key=key, actor=actor or cards.specialist(), at=AT
    )


def test_a_paper_stands_for_a_card_that_does_not_serve_for_sixty_days():
    row = cards.card(CardState.SUSPENDED)

    first, again = paper(row), paper(row)

    assert (first.valid_from, first.valid_to) == (date(2026, 11, 20), date(2027, 1, 18))
    assert (again.certificate, again.is_new) == (first.certificate, False)
    assert CertificateOfReplacement.objects.count() == 1
    view = looking.open_card(str(row.public_id), actor=cards.specialist(), at=AT).card
    assert [each.number for each in view.papers] == [first.number]


@pytest.mark.parametrize("state", [CardState.ACTIVE, CardState.DECEASED])
def test_no_paper_stands_for_a_card_that_serves_or_a_holder_who_died(state):
    assert paper(cards.card(state)) is CardProblem.ACT_FORBIDDEN


def test_a_paper_of_another_card_is_not_given_for_a_used_key():
    paper(cards.card(CardState.SUSPENDED))

    assert paper(cards.card(CardState.SUSPENDED)) is CardProblem.KEY_REUSED


def test_a_card_is_found_by_number_cid_or_cnp_in_its_house_alone():
    row = cards.card()
    cards.card()
    for text in (
        row.number,
        row.insured.cid,
        row.insured.cnp,
        f" {row.number[:8]} {row.number[8:]}",
    ):
        found = queries.page(cards.specialist(), text=text)
        assert [each.public_id for each in found.rows] == [str(row.public_id)], text
        assert queries.page(cards.specialist("CAS-CJ"), text=text).rows == ()

    assert queries.page(cards.specialist(), text="Țurcanu").rows == ()
    assert queries.page(cards.specialist()).total == 2
    assert queries.page(cards.specialist(), state=CardState.BLOCKED).total == 0


@pytest.mark.parametrize("number", [1, 3])
def test_the_register_takes_the_same_number_of_queries(number, django_assert_num_queries):
    for _ in range(number):
        cards.card()
    specialist = cards.specialist()

    with django_assert_num_queries(2):
        assert queries.page(specialist).total == number


def test_every_card_of_a_holder_is_listed_the_current_one_first():
    row = cards.card(CardState.EXPIRED)
    new = reissued(row).card

    found = queries.of_insured(str(row.insured.public_id), actor=cards.specialist())

    assert [(each.public_id, each.is_replaced) for each in found] == [
        (new, False),
        (str(row.public_id), True),
    ]


def test_a_house_operator_looks_and_does_not_act():
    operator = people.actor(roles=(Role.HOUSE_OPERATOR,), provider="CAS-SV", house_code="CAS-SV")

    assert operator.may("cards.open-cards")
    assert not operator.may("cards.handle-cases")
    assert not operator.may("cards.change-cards")


def test_the_register_of_resets_names_holder_case_and_provider():
    from tests.server.cards.operations.test_blocked import RESET, Counter

    counter = Counter()
    case = counter.report()
    counter.unblock(case)
    counter.ask(RESET)
    counter.reset()
    day = date(2026, 11, 20)

    rows = resets.register(cards.specialist(), first=day, last=day)
    before = resets.register(
        cards.specialist(), first=day - timedelta(days=2), last=day - timedelta(days=1)
    )
    elsewhere = resets.register(cards.specialist("CAS-CJ"), first=day, last=day)

    assert [(each.holder, each.card_number, each.case_number) for each in rows] == [
        ("Țurcanu Ștefania", counter.row.number, case.number)
    ]
    assert (before, elsewhere) == ((), ())


def test_free_text_in_the_place_of_a_reason_is_neither_kept_nor_a_fault():
    row = cards.card()

    changed(row, Act.BEGIN_UPDATE, reason="orice ar scrie cineva")

    assert CardEvent.objects.get(card=row, happening=Act.BEGIN_UPDATE.value).reason == ""

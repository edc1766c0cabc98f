"""Does the right thing follow from candidates and decisions?"""

from dataclasses import replace
from datetime import date

from openpias.core.names.matching_keys import MatchFacts
from openpias.server.registry.domain.sameness import Ask, Decision, Join, Known, New, judge

OLENA = MatchFacts(
    surname="Shevchenko",
    given_name="Olena",
    birth_date=date(1984, 7, 5),
    birth_precision="day",
    sex="F",
    citizenship="UA",
    document_numbers=("FG 123456",),
)
WITHOUT = replace(OLENA, document_numbers=())
STRANGER = replace(WITHOUT, surname="Tkach", given_name="Vira")


def known(person: int, facts: MatchFacts) -> Known:
    return Known(registration=person * 10, person=person, ref=f"ref-{person}", facts=facts)


def same(*refs: str) -> Decision:
    return Decision(kind="same", refs=frozenset(refs), reason="seen")


def different(*refs: str) -> Decision:
    return Decision(kind="different", refs=frozenset(refs), reason="seen")


def test_nobody_known_is_somebody_new():
    assert judge(OLENA, [], decision=None) == New(by_decision=False)
    assert judge(OLENA, [known(1, STRANGER)], decision=None) == New(by_decision=False)


def test_a_certain_one_is_joined_whatever_was_decided():
    joined = Join(person=1, ref="ref-1", by_decision=False)

    assert judge(OLENA, [known(1, OLENA)], decision=None) == joined
    assert judge(OLENA, [known(1, OLENA)], decision=different("ref-1")) == joined


def test_a_possible_one_is_asked_about():
    answer = judge(WITHOUT, [known(1, OLENA)], decision=None)

    assert isinstance(answer, Ask)
    assert [person for person, _ in answer.assessment.possible] == [1]


def test_a_decision_joins_or_parts():
    candidates = [known(1, OLENA)]

    assert judge(WITHOUT, candidates, decision=same("ref-1")) == Join(
        person=1, ref="ref-1", by_decision=True
    )
    assert judge(WITHOUT, candidates, decision=different("ref-1")) == New(by_decision=True)


def test_a_decision_that_does_not_name_all_asks_again():
    candidates = [known(1, WITHOUT), known(2, WITHOUT)]

    assert isinstance(judge(WITHOUT, candidates, decision=different("ref-1")), Ask)
    assert judge(WITHOUT, candidates, decision=different("ref-1", "ref-2")) == New(by_decision=True)


def test_a_decision_about_somebody_else_asks_again():
    candidates = [known(1, OLENA)]

    assert isinstance(judge(WITHOUT, candidates, decision=same("ref-9")), Ask)
    assert isinstance(judge(WITHOUT, candidates, decision=different()), Ask)
    two = [known(1, WITHOUT), known(2, WITHOUT)]
    assert isinstance(judge(WITHOUT, two, decision=same("ref-1", "ref-2")), Ask)


def test_a_stranger_cannot_be_named_the_same():
    answer = judge(WITHOUT, [known(1, STRANGER)], decision=same("ref-1"))

    assert answer == New(by_decision=False)

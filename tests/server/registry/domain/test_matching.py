"""Is a pair of registrations judged as a careful clerk would judge it?

Each row is a pair: surname, given name, birth date, sex, document; "=" repeats the first.
"""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpias.core.names.matching_keys import MatchFacts
from openpias.server.registry.domain.matching import Evidence, VerdictKind, assess, score

CERTAIN, POSSIBLE, DIFFERENT = VerdictKind.CERTAIN, VerdictKind.POSSIBLE, VerdictKind.DIFFERENT


def facts(text: str, like: str = "") -> MatchFacts:
    """Read a row; a birth date may be a month or a year, and several documents are joined by +."""
    values = [value.strip() for value in text.split("|")]
    if like:
        first = [value.strip() for value in like.split("|")]
        values = [before if now == "=" else now for now, before in zip(values, first, strict=True)]
    surname, given_name, born, sex, documents = values
    return MatchFacts(
        surname=surname,
        given_name=given_name,
        birth_date=date.fromisoformat(born + "-01-01"[len(born) - 4 :]),
        birth_precision={4: "year", 7: "month", 10: "day"}[len(born)],
        sex=sex,
        citizenship="UA",
        document_numbers=tuple(filter(None, documents.split("+"))),
    )


OLENA = "Shevchenko | Olena | 1984-07-05 | F | FG 123456"
OLEH = "Bondarenko | Oleh | 1979-11-23 | M | AA 654321"
CHILD = "Melnyk | Sofiia | 2015-03-09 | F | FE 777888"

# name of the case: verdict, first, second
CASES = {
    # the same, in other letters
    "the same": (CERTAIN, OLENA, "= | = | = | = | ="),
    "cyrillic": (CERTAIN, OLENA, "Шевченко | Олена | = | = | ="),
    "russian": (CERTAIN, OLENA, "Шевченко | Елена | = | = | ="),
    "romanian": (CERTAIN, OLENA, "Șevcenco | Elena | = | = | ="),
    "german": (CERTAIN, OLENA, "Schewtschenko | Olena | = | = | ="),
    "polish": (CERTAIN, OLENA, "Szewczenko | Olena | = | = | ="),
    "upper case": (CERTAIN, OLENA, "SHEVCHENKO | OLENA | = | = | ="),
    "patronymic": (CERTAIN, OLENA, "= | Olena Petrivna | = | = | ="),
    "double surname": (CERTAIN, OLENA, "Shevchenko-Koval | = | = | = | ="),
    "second half": (CERTAIN, OLENA, "Koval-Shevchenko | = | = | = | ="),
    "swapped fields": (CERTAIN, OLENA, "Olena | Shevchenko | = | = | ="),
    "latin letter inside": (CERTAIN, OLENA, "Шeвченко | Oлена | = | = | ="),
    "cyrillic letter inside": (CERTAIN, OLENA, "Shevсhenko | Оlena | = | = | ="),
    "ocr zero": (CERTAIN, OLENA, "Shevchenk0 | 0lena | = | = | ="),
    "ocr one": (CERTAIN, "Dzhus | Iryna | 1990-02-02 | F | AB1234", "Dzhus | 1ryna | = | = | ="),
    "apostrophes": (
        CERTAIN,
        "Дем'янюк | Ігор | 1970-01-02 | M | BB 100200",
        "Demianiuk | Igor | = | = | =",
    ),
    "one slip in the surname": (CERTAIN, OLENA, "Shevchemko | = | = | = | ="),
    # documents written another way
    "blanks and hyphens": (CERTAIN, OLENA, "= | = | = | = | FG-123 456"),
    "cyrillic series": (CERTAIN, OLEH, "= | = | = | = | АА654321"),
    "cyrillic series by its looks": (
        CERTAIN,
        "Bondarenko | Oleh | 1979-11-23 | M | BC 654321",
        "= | = | = | = | ВС 654321",
    ),
    "one of two documents": (CERTAIN, OLENA, "= | = | = | = | ID 999 + FG 123456"),
    # what lacks agreement of all three is asked
    "no document": (POSSIBLE, OLENA, "= | = | = | = | "),
    "no documents at all": (
        POSSIBLE,
        "Shevchenko | Olena | 1984-07-05 | F | ",
        "= | = | = | = | ",
    ),
    "another document": (POSSIBLE, OLENA, "= | = | = | = | KK 999000"),
    "a slip in the document": (POSSIBLE, OLENA, "= | = | = | = | FG 123465"),
    "series left out": (POSSIBLE, OLENA, "= | = | = | = | 123456"),
    "spelling and no document": (POSSIBLE, OLENA, "Șevcenco | Elena | = | = | "),
    "swapped and no document": (POSSIBLE, OLENA, "Olena | Shevchenko | = | = | "),
    "no given name": (POSSIBLE, OLENA, "= |  | = | = | ="),
    "no given name, no document": (POSSIBLE, OLENA, "= |  | = | = | "),
    "an initial": (POSSIBLE, OLENA, "= | O. | = | = | ="),
    "an initial of two Latin letters": (
        POSSIBLE,
        "Мороз | Ярослав | 1991-05-06 | M | CC 555666",
        "= | Я. | = | = | =",
    ),
    "half of a surname like a patronymic": (
        CERTAIN,
        "Popovych | Iryna | 1991-05-06 | F | CC 555666",
        "Popovych-Koval | = | = | = | =",
    ),
    "first of January for an unknown day": (POSSIBLE, OLENA, "= | = | 1984-01-01 | = | "),
    "first of January, another document": (DIFFERENT, OLENA, "= | = | 1984-01-01 | = | KK 999000"),
    "a short form": (
        POSSIBLE,
        "Koval | Oleksandr | 1991-05-06 | M | CC 555666",
        "= | Sasha | = | = | =",
    ),
    "a short form, no document": (
        POSSIBLE,
        "Koval | Oleksandr | 1991-05-06 | M | CC 555666",
        "= | Sasha | = | = | ",
    ),
    "a slip in the given name": (POSSIBLE, OLENA, "= | Olnea | = | = | "),
    "a slip in the surname, no document": (POSSIBLE, OLENA, "Shevchemko | = | = | = | "),
    "sex mistyped": (CERTAIN, OLENA, "= | = | = | M | ="),
    "sex unknown": (CERTAIN, OLENA, "= | = | = |  | ="),
    "the given name alone, as surname": (POSSIBLE, OLENA, "Olena |  | = | = | "),
    # dates
    "day and month swapped": (POSSIBLE, OLENA, "= | = | 1984-05-07 | = | ="),
    "day and month swapped, no document": (POSSIBLE, OLENA, "= | = | 1984-05-07 | = | "),
    "a wrong day": (POSSIBLE, OLENA, "= | = | 1984-07-06 | = | ="),
    "a wrong month": (POSSIBLE, OLENA, "= | = | 1984-08-05 | = | ="),
    "a wrong year": (POSSIBLE, OLENA, "= | = | 1985-07-05 | = | ="),
    "digits of the year swapped": (POSSIBLE, OLENA, "= | = | 1948-07-05 | = | "),
    "a wholly wrong date": (POSSIBLE, OLENA, "= | = | 1982-01-28 | = | ="),
    "only the month is known": (POSSIBLE, OLENA, "= | = | 1984-07 | = | "),
    "only the year is known": (POSSIBLE, OLENA, "= | = | 1984 | = | "),
    "only the year, with the document": (POSSIBLE, OLENA, "= | = | 1984 | = | ="),
    "another year is known": (DIFFERENT, OLENA, "= | = | 1990 | = | "),
    "only the year, another given name": (DIFFERENT, OLENA, "= | Iryna | 1984 | = | "),
    # families
    "marriage": (POSSIBLE, OLENA, "Kovalchuk | = | = | = | ="),
    "marriage with a new passport": (DIFFERENT, OLENA, "Kovalchuk | = | = | = | KK 999000"),
    "twins, brother and sister": (DIFFERENT, CHILD, "= | Maksym | = | M | "),
    "twins on one passport": (DIFFERENT, CHILD, "= | Maksym | = | M | ="),
    "twin sisters": (DIFFERENT, CHILD, "= | Anna | = | F | ="),
    "twins of similar names": (
        DIFFERENT,
        "Melnyk | Maria | 2015-03-09 | F | FE 777888",
        "= | Marina | = | = | =",
    ),
    "twins Artem and Artur": (
        DIFFERENT,
        "Melnyk | Artem | 2015-03-09 | M | FE 777888",
        "= | Artur | = | = | =",
    ),
    "twins Oleksandr and Oleksandra": (
        DIFFERENT,
        "Melnyk | Oleksandr | 2015-03-09 | M | FE 777888",
        "= | Oleksandra | = | F | =",
    ),
    "twins Yevhen and Yevheniia": (
        DIFFERENT,
        "Melnyk | Yevhen | 2015-03-09 | M | FE 777888",
        "= | Yevheniia | = | F | =",
    ),
    "sisters": (DIFFERENT, CHILD, "= | Anna | 2013-06-21 | F | ="),
    "mother and daughter": (DIFFERENT, CHILD, "= | Iryna | 1986-12-01 | F | ="),
    "mother and daughter of one name": (DIFFERENT, CHILD, "= | = | 1986-12-01 | F | ="),
    "mother and son": (DIFFERENT, CHILD, "Melnyk | Danylo | 2010-10-10 | M | ="),
    "father and son of one name": (
        DIFFERENT,
        OLEH,
        "Bondarenko | Oleh | 2005-04-17 | M | AA 654321",
    ),
    "father and son of one name and day": (DIFFERENT, OLEH, "= | = | 2005-11-23 | M | BB 111222"),
    "spouses": (DIFFERENT, OLEH, "= | Oksana | 1981-02-14 | F | ="),
    # strangers
    "namesakes": (DIFFERENT, OLENA, "= | = | 1961-02-19 | F | KK 999000"),
    "namesakes without documents": (DIFFERENT, OLENA, "= | = | 1961-02-19 | F | "),
    "namesakes of near days": (DIFFERENT, OLENA, "= | = | 1984-07-06 | F | KK 999000"),
    "a shared document number": (DIFFERENT, OLENA, "Tkach | Vira | 1955-03-04 | F | ="),
    "one birthday": (DIFFERENT, OLENA, "Tkach | Vira | = | F | "),
    "one surname and birthday": (DIFFERENT, OLENA, "= | Vira | = | F | "),
    "one given name and birthday": (DIFFERENT, OLENA, "Tkach | = | = | F | "),
    "no given name, another surname": (DIFFERENT, OLENA, "Tkach |  | = | F | "),
    "a son of another father": (DIFFERENT, OLEH, "Bondar | Ihor | = | M | "),
}


# Twins with one passport; at least one name of each pair is in no list of given names.
SIMILAR_TWINS = [
    ("Lina", "Luna"),
    ("Alina", "Elina"),
    ("Liana", "Lana"),
    ("Maria", "Mara"),
    ("Mia", "Maia"),
    ("Amir", "Emir"),
    ("Karim", "Karima"),
    ("Roman", "Romana"),
    ("Olena", "Ilona"),
    ("Lev", "Leon"),
    ("Sofiia", "Sonia"),
    ("Maria Anna", "Maria Elena"),
    ("Maria", "Anna-Maria"),
]


@pytest.mark.parametrize(("one", "other"), SIMILAR_TWINS)
@pytest.mark.parametrize("sex", ["M", "F"])
def test_twins_of_names_that_only_sound_alike_are_never_certain(one, other, sex):
    first = f"Melnyk | {one} | 2015-03-09 | F | FE 777888"
    second = facts(f"= | {other} | = | {sex} | =", first)

    assert score(second, facts(first)).kind is not CERTAIN


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ельдар", "Eldar"),
        ("Ирина", "Iryna"),
        ("Виктория", "Wiktorija"),
        ("Yelizabet", "Elizabet"),
        ("Maria Anna", "Anna Maria"),
        ("Maria", "Maria Elena"),
    ],
)
def test_one_name_in_two_spellings_stays_certain_though_it_is_in_no_list(one, other):
    first = f"Melnyk | {one} | 2015-03-09 | F | FE 777888"

    assert score(facts(f"= | {other} | = | = | =", first), facts(first)).kind is CERTAIN


@pytest.mark.parametrize("name", CASES)
def test_the_pair_is_judged(name):
    expected, first, second = CASES[name]

    assert score(facts(second, first), facts(first)).kind is expected


@pytest.mark.parametrize("name", CASES)
def test_the_order_of_two_registrations_does_not_matter(name):
    expected, first, second = CASES[name]

    assert score(facts(first), facts(second, first)).kind is expected


def test_there_are_many_cases_of_every_verdict():
    verdicts = [expected for expected, _, _ in CASES.values()]

    assert len(verdicts) >= 60
    assert min(verdicts.count(kind) for kind in VerdictKind) >= 15


ANYTHING = st.text(st.characters(min_codepoint=32, max_codepoint=0x52F), max_size=20)
# A surname has a letter, or it is refused before anything is compared.
SURNAMES = st.tuples(st.sampled_from(["Koval", "Шевчук", "Q", "Țîr"]), ANYTHING).map(" ".join)
FACTS = st.builds(
    MatchFacts,
    surname=SURNAMES,
    given_name=SURNAMES | ANYTHING | st.just(""),
    birth_date=st.dates(date(1900, 1, 1), date(2026, 1, 1)),
    birth_precision=st.sampled_from(["day", "month", "year"]),
    sex=st.sampled_from(["F", "M", "N", ""]),
    citizenship=st.just("UA"),
    document_numbers=st.lists(ANYTHING, max_size=2).map(tuple),
)


@given(FACTS, FACTS)
def test_any_pair_is_judged_alike_from_both_sides(one, other):
    assert score(one, other).kind is score(other, one).kind


def test_what_agrees_is_said():
    verdict = score(facts("Olena | Shevchenko | 1984-05-07 | F | FG 123456"), facts(OLENA))

    assert verdict.evidence == (
        Evidence.SURNAME,
        Evidence.GIVEN_NAME,
        Evidence.NAMES_SWAPPED,
        Evidence.BIRTH_DATE_SIMILAR,
        Evidence.DOCUMENT,
        Evidence.SEX,
    )


def test_the_surest_spelling_of_a_person_counts_and_the_surest_person_comes_first():
    other = facts("Shevchenko | Olena | 1984-05-07 | F | ")
    known = [(1, other), (2, facts("Șevcenco | Elena | 1984-07-05 | F | ")), (1, facts(CHILD))]

    found = assess(facts("Shevchenko | Olena | 1984-07-05 | F | "), known)

    assert found.certain is None
    assert [person for person, _ in found.possible] == [2, 1]


def test_two_certain_persons_are_asked_about():
    found = assess(facts(OLENA), [(1, facts(OLENA)), (2, facts(OLENA))])

    assert found.certain is None
    assert {person for person, _ in found.possible} == {1, 2}


def test_the_spelling_of_a_passport_is_compared_too_from_both_sides():
    known = facts("Юхимчук | Григорій | 1984-07-05 | M | FG 123456")
    typed = facts("Efimciuc | Gheorghe | = | = | =", "Юхимчук | Григорій | 1984-07-05 | M | ")
    own = replace(known, latin_names=("Efimciuc", "Gheorghe"))

    assert score(typed, known).kind is DIFFERENT
    assert score(typed, own).kind is POSSIBLE
    assert score(own, typed) == score(typed, own)
    assert score(known, own).kind is CERTAIN


def test_nobody_is_found_among_strangers():
    found = assess(facts(OLENA), [(1, facts(CHILD)), (2, facts(OLEH))])

    assert (found.certain, found.possible) == (None, ())

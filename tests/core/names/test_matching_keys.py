"""Is a second registration found under some key, whatever the noise?"""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpias.core.names.matching_keys import (
    MatchFacts,
    both_keys,
    document_key,
    probe_keys,
    stored_keys,
)
from openpias.core.names.spelling import tokens

FIRST = MatchFacts(
    surname="Shevchenko",
    given_name="Olena",
    birth_date=date(1984, 7, 5),
    birth_precision="day",
    sex="F",
    citizenship="UA",
    document_numbers=("FG 123456",),
)
NO_DOCUMENT = {"document_numbers": ()}
NAMES = st.text(st.characters(min_codepoint=32, max_codepoint=0x52F), max_size=30)
FACTS = st.builds(
    MatchFacts,
    surname=NAMES,
    given_name=NAMES,
    birth_date=st.dates(date(1900, 1, 1), date(2026, 1, 1)),
    birth_precision=st.sampled_from(["day", "month", "year"]),
    sex=st.sampled_from(["F", "M", ""]),
    citizenship=st.just("UA"),
    document_numbers=st.lists(NAMES, max_size=3).map(tuple),
)


@pytest.mark.parametrize(
    "noise",
    [
        {},
        {"surname": "Шевченко", "given_name": "Олена"},
        {"surname": "Șevcenco", "given_name": "Elena"},
        {"surname": "Olena", "given_name": "Shevchenko"},
        {"given_name": ""},
        {"given_name": "Olena Petrivna"},
        {"surname": "Shevchenko-Koval"},
        {"surname": "Koval-Shevchenko"},
        {"surname": "Shevchemko"},
        {"surname": "Hsevchenko"},
        {"given_name": "Olea"},
        {"surname": "Shevchenk0", "given_name": "0lena"},
        {"surname": "Shevсhenko"},
        {"birth_date": date(1984, 5, 7)},
        {"birth_date": date(1984, 7, 6)},
        {"birth_date": date(1984, 8, 5)},
        {"birth_date": date(1985, 7, 5)},
        {"birth_date": date(1948, 7, 5)},
        {"birth_date": date(1984, 7, 1), "birth_precision": "month"},
        {"birth_date": date(1984, 1, 1), "birth_precision": "year"},
    ],
    ids=str,
)
def test_each_noise_leaves_a_key_in_common_without_any_document(noise):
    first = replace(FIRST, **NO_DOCUMENT)
    second = replace(first, **noise)

    assert probe_keys(second) & stored_keys(first)
    assert probe_keys(first) & stored_keys(second) or noise.get("given_name") == "Shevchenko"


def test_a_document_finds_a_person_of_another_name_and_date():
    other = replace(FIRST, surname="Koval", given_name="Iryna", birth_date=date(1990, 1, 1))

    assert probe_keys(other) & stored_keys(FIRST)


def test_the_spelling_of_a_passport_is_stored_and_sought_like_a_name_that_was_typed():
    typed = MatchFacts(
        surname="Юхимчук",
        given_name="Григорій",
        birth_date=date(1984, 7, 5),
        birth_precision="day",
        sex="M",
        citizenship="UA",
        document_numbers=(),
    )
    passport = replace(typed, surname="Efimciuc", given_name="Gheorghe")
    own = replace(typed, latin_names=("Efimciuc", "Gheorghe"))

    assert not probe_keys(passport) & stored_keys(typed)
    assert stored_keys(own) == stored_keys(typed) | stored_keys(passport)
    assert both_keys(own) == (stored_keys(own), probe_keys(typed) | probe_keys(passport))


def test_strangers_have_no_key_in_common():
    other = replace(FIRST, surname="Koval", given_name="Iryna", **NO_DOCUMENT)

    assert not probe_keys(other) & stored_keys(FIRST)
    assert not probe_keys(replace(FIRST, birth_date=date(1971, 2, 3), **NO_DOCUMENT)) & stored_keys(
        FIRST
    )


@given(FACTS)
def test_the_same_facts_give_the_same_keys_and_seeking_includes_storing(facts):
    again = replace(facts)

    assert stored_keys(facts) == stored_keys(again)
    assert stored_keys(facts) <= probe_keys(facts)
    assert all(-(2**63) <= key < 2**63 for key in probe_keys(facts))


def test_a_usual_person_is_stored_under_few_keys():
    assert len(stored_keys(FIRST)) <= 6
    assert len(probe_keys(FIRST)) <= 18


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("FG 123456", "fg123456"),
        ("fg-123-456", "fg123456"),
        ("АА123456", "aa123456"),
        ("AA 123456", "aa123456"),
        ("ВС 123456", "bc123456"),
        ("вс123456", "bc123456"),
        ("№ 000123", "000123"),
        ("12", ""),
        ("-", ""),
        ("", ""),
    ],
)
def test_document_numbers_are_compared_without_what_hands_add(typed, key):
    assert document_key(typed) == key


def all_keys(facts: MatchFacts) -> tuple[set[str], set[str]]:
    """Return stored and probe keys as texts, with those that find only whom others find too."""
    surname, given = tokens(facts.surname)[:2], tokens(facts.given_name)[:2]
    pairs = [(one.skeleton, other.skeleton) for one in surname for other in given]
    day = facts.birth_date.isoformat()
    is_full, knows_month = facts.birth_precision == "day", facts.birth_precision != "year"
    stored = {f"d{key}" for key in map(document_key, facts.document_numbers) if key}
    stored |= with_date(day, surname, pairs) if is_full else set()
    for pair in pairs:
        names = ".".join(sorted(pair))
        stored |= {f"y{day[:4]}{names}"}
        stored |= {f"ym{day[:7]}{names}"} if knows_month else set()
        stored |= {f"md{day[5:]}{names}", f"yd{day[:4]}{day[8:]}{names}"} if is_full else set()
    probe = {f"s{day}{token.skeleton}" for token in given} if is_full else set()
    born = facts.birth_date
    if is_full and born.day <= 12:
        swapped = born.replace(month=born.day, day=born.month).isoformat()
        probe |= with_date(swapped, surname, pairs)
    return stored, stored | probe


def with_date(day, surname, pairs):
    both = [(one, other) for pair in pairs for one, other in (pair, pair[::-1])]
    whole = {f"{kind}{day}{one}.{other[end]}" for one, other in both for kind, end in ENDS}
    return {f"s{day}{token.skeleton}" for token in surname} | whole


ENDS = (("f", 0), ("l", -1))
NAMES_THAT_MEET = ("Shevchenko", "Shevchuk", "Olena", "Koval", "Elena-Koval", "")
DATES_THAT_MEET = (
    (date(1984, 5, 7), "day"),
    (date(1984, 7, 5), "day"),
    (date(1984, 7, 6), "day"),
    (date(1985, 7, 5), "day"),
    (date(1984, 7, 1), "month"),
    (date(1984, 1, 1), "year"),
)


def test_the_few_keys_find_everybody_whom_many_would_find():
    cast = [
        replace(FIRST, surname=surname, given_name=given, birth_date=born, birth_precision=known)
        for surname, given in product(NAMES_THAT_MEET, repeat=2)
        for born, known in DATES_THAT_MEET
    ]
    cast = [replace(each, **NO_DOCUMENT) for each in cast]
    many = [all_keys(each) for each in cast]
    few = [(stored_keys(each), probe_keys(each)) for each in cast]

    missed = [
        (cast[one], cast[other])
        for one, other in product(range(len(cast)), repeat=2)
        if not many[one][1].isdisjoint(many[other][0]) and few[one][1].isdisjoint(few[other][0])
    ]

    assert missed == []

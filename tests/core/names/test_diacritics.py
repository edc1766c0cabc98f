"""Is a name tidied without being changed, and put in Romanian order?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpias.core.names.diacritics import fold, normalise, sort_key, sort_key_of_names


@pytest.mark.parametrize(
    ("typed", "tidy"),
    [
        ("Ştefan Ţîrdea", "Ștefan Țîrdea"),
        ("s\u0326", "ș"),
        ("  Ana \t Maria\n", "Ana Maria"),
        ("Iva\u200bn\u00ad", "Ivan"),
        ("\u202eAna", "Ana"),
        ("А\u0301нна", "А\u0301нна"),
        ("і\u0308", "ї"),
        ("", ""),
        ("Ana", "Ana"),
    ],
)
def test_names_are_tidied(typed, tidy):
    assert normalise(typed) == tidy


@given(st.text(max_size=40))
def test_tidying_twice_changes_nothing_more(text):
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("ȘTEFAN", "stefan"),
        ("Łukasz", "lukasz"),
        ("Müller", "muller"),
        ("Groß", "gross"),
        ("Åse Øby", "ase oby"),
        ("Élodie", "elodie"),
        ("İpek", "ipek"),
    ],
)
def test_folding_takes_case_and_marks_away(name, folded):
    assert fold(name) == folded


def test_the_order_is_romanian():
    names = [
        "Țurcan",
        "Tudor",
        "Șerban",
        "Stan",
        "Zaharia",
        "Îndrea",
        "Ion",
        "Ânca",
        "Ăla",
        "Ana",
        "Az",
    ]

    assert sorted(names, key=sort_key) == [
        "Ana",
        "Az",
        "Ăla",
        "Ânca",
        "Ion",
        "Îndrea",
        "Stan",
        "Șerban",
        "Tudor",
        "Țurcan",
        "Zaharia",
    ]


# A mark alone is no name: it is refused before anything is sorted.
NAMES = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x52F, exclude_categories=["Mn"]), max_size=12
)


@given(NAMES, NAMES)
def test_a_whole_name_sorts_as_its_parts_written_together(surname, given_name):
    assert sort_key_of_names(surname, given_name) == sort_key(f"{surname} {given_name}")

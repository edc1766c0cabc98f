"""Do matching facts survive being kept, and do practice rows match only one another?"""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpias.core.names.matching_keys import MatchFacts
from openpias.server.registry.domain.facts import facts_as_row, facts_from_row, in_space


@pytest.mark.parametrize(
    ("born", "precision", "kept"),
    [
        (date(1984, 7, 5), "day", "1984-07-05"),
        (date(1984, 7, 1), "month", "1984-07"),
        (date(1984, 1, 1), "year", "1984"),
    ],
)
def test_facts_are_read_back_as_they_were_kept(born, precision, kept):
    facts = MatchFacts(
        surname="Шевченко",
        given_name="",
        birth_date=born,
        birth_precision=precision,
        sex="F",
        citizenship="UA",
        document_numbers=("FG 1", "ID 2"),
    )

    row = facts_as_row(facts)

    assert row["birth"] == kept
    assert facts_from_row(row) == facts


def test_a_spelling_of_the_passport_is_kept_and_no_other_facts_change_their_shape():
    plain = MatchFacts(
        surname="Юхимчук",
        given_name="Олена",
        birth_date=date(1984, 7, 5),
        birth_precision="day",
        sex="F",
        citizenship="UA",
        document_numbers=(),
    )
    own = replace(plain, latin_names=("Efimciuc", "Elena"))

    assert facts_from_row(facts_as_row(own)) == own
    assert set(facts_as_row(own)) - set(facts_as_row(plain)) == {"latin"}


@given(st.integers(-(2**63), 2**63 - 1))
def test_practice_keys_are_other_keys_of_the_same_size(key):
    moved = in_space(key, practice=True)

    assert in_space(key, practice=False) == key
    assert moved != key
    assert in_space(moved, practice=True) == key
    assert -(2**63) <= moved < 2**63

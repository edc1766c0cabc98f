"""Is a name in Latin letters the proposal, unless somebody read another one in a passport?"""

from datetime import date

import pytest

from openpias.server.registry.domain import latin_forms
from openpias.server.registry.domain.collecting import Collector
from openpias.server.registry.domain.inputs import RegistrationInput


def read(surname_latin="", given_name_latin="", *, given_name="Олена", missing=False):
    """Return the Latin forms, or what is wrong with them."""
    collector = Collector(today=date(2026, 11, 26))
    typed = RegistrationInput(
        surname_latin=surname_latin, given_name_latin=given_name_latin, given_name_missing=missing
    )
    proposals = latin_forms.proposed("Шевченко (Бойко)"), latin_forms.proposed(given_name)
    found = latin_forms.read(typed, collector, proposals=proposals)
    wrong = [(each.path, each.code) for each in collector.findings]
    return wrong or found


@pytest.mark.parametrize("typed", ["", "  ", "Shevchenko (Boiko)", " Shevchenko  (Boiko) "])
def test_nothing_or_the_proposal_itself_is_the_proposal(typed):
    assert read(typed) == ("Shevchenko (Boiko)", "Olena")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Yelena", "Yelena"),
        (" Anna  Maria ", "Anna Maria"),
        ("D’Arc-Ștefănescu", "D’Arc-Ștefănescu"),
        ("O'Neil", "O'Neil"),
        ("Şahin", "Șahin"),
        ("Żółć", "Żółć"),
    ],
)
def test_what_a_passport_says_is_kept(typed, kept):
    assert read(given_name_latin=typed) == ("Shevchenko (Boiko)", kept)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Елена", "not-latin"),
        ("Yеlena", "not-latin"),
        ("Yelena2", "not-latin"),
        ("Yelena.", "not-latin"),
        ("×", "not-latin"),
        ("-", "not-latin"),
        ("<b>", "not-latin"),
        ("a" * 101, "too-long"),
        ("Ye\x00lena", "bad-characters"),
    ],
)
def test_what_is_not_written_in_latin_letters_is_refused_where_it_stands(typed, code):
    assert read(typed, typed) == [("/surname_latin", code), ("/given_name_latin", code)]


def test_who_has_no_given_name_has_none_in_latin_letters_either():
    assert read(given_name_latin="Olena", given_name="", missing=True) == [
        ("/given_name_latin", "given-name-present")
    ]


def test_the_longest_name_fits_into_its_columns():
    columns = latin_forms.columns("щ" * 100, "â" * 100, known={"â" * 100: "ț" * 100})

    assert columns["surname_latin"] == "shch" * 50
    assert len(columns["sort_key"]) == 420


def test_a_proposal_left_as_it_was_shown_makes_way_for_that_of_the_new_name():
    assert latin_forms.anew("Shevchenko", shown="Shevchenko", name="Шевченко") == ""


@pytest.mark.parametrize("typed", ["Sevcenco", "Szewczuk", ""])
def test_what_somebody_typed_stays(typed):
    assert latin_forms.anew(typed, shown="Sevcenco", name="Шевченко") == typed

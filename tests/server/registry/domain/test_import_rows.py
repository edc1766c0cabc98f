"""Is a row of a table read as it was typed, whatever its columns?"""

from openpias.server.registry.domain.import_rows import Columns
from openpias.server.registry.domain.inputs import DocumentInput, RegistrationInput

NAMES = ["birth_date", "given_name", "surname", "document_2_number", "number", "remarks"]


def test_fields_are_found_by_the_names_of_their_columns():
    typed = Columns(NAMES).typed(["1982", "Олена", "Шевченко", "FA1", "77", "?"])

    assert typed == RegistrationInput(
        surname="Шевченко",
        given_name="Олена",
        birth_date="1982",
        documents=(DocumentInput(number="FA1"),),
        other_number="77",
        other_number_kind="official",
    )


def test_what_a_short_row_lacks_is_empty_and_what_a_long_one_has_is_left_out():
    short = Columns(NAMES).typed(["1982"])
    long = Columns(NAMES).typed(["1982", "Олена", "Шевченко", "", "", "?", "more", "and more"])

    assert (short.surname, short.given_name_missing, short.documents) == ("", True, ())
    assert (long.surname, long.no_identity_reason, long.documents) == ("Шевченко", "", ())


def test_latin_names_are_read_where_the_file_has_them():
    typed = Columns([*NAMES, "given_name_latin"]).typed(
        ["1982", "Олена", "Шевченко", "", "", "", "Yelena"]
    )

    assert (typed.surname_latin, typed.given_name_latin) == ("", "Yelena")


def test_of_two_columns_with_one_name_the_last_one_counts():
    assert Columns(["surname", "surname"]).typed(["Бойко", "Ткач"]).surname == "Ткач"

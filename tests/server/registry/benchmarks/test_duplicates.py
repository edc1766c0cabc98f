"""Does the benchmark count what it says?"""

import pytest

from openpias.server.registry.benchmarks.duplicates import measure

pytestmark = pytest.mark.django_db
HEADER = (
    "row,person,surname,given_name,birth_date,sex,citizenship,document_type,document_number,noise"
)


def figures(*rows):
    return measure([HEADER, *rows])


def test_a_double_is_right_and_a_stranger_is_nothing():
    found = figures(
        "0,1,Shevchenko,Olena,1982-07-20,F,UA,PASSPORT,FA123456,",
        "1,2,Tkachuk,Petro,1975-01-02,M,UA,PASSPORT,FB222222,",
        "2,1,Шевченко,Олена,1982-07-20,F,UA,PASSPORT,FA123456,",
    )

    assert (found["recall"], found["precision"]) == (1.0, 1.0)
    assert (found["matched"], found["asked"], found["refused"]) == (1, 0, 0)


def test_a_double_that_is_not_recognised_lowers_recall():
    found = figures(
        "0,1,Shevchenko,Olena,1982-07-20,F,UA,PASSPORT,FA123456,",
        "1,1,Boiko,Iryna,1991-03-04,F,UA,PASSPORT,FB222222,",
    )

    assert (found["recall"], found["precision"]) == (0.0, 1.0)


def test_a_stranger_who_is_shown_lowers_precision_and_becomes_a_person():
    found = figures(
        "0,1,Shevchenko,Olena,1982-07-20,F,UA,PASSPORT,FA123456,",
        "1,2,Shevchenko,Olena,1982-07-20,F,UA,PASSPORT,FB222222,",
        "2,2,Shevchenko,Olena,1982-07-20,F,UA,PASSPORT,FB222222,",
    )

    assert found["pairs_wrong"] >= 1
    assert found["recall"] == 1.0
    assert found["precision"] < 1.0


def test_what_a_file_lacks_is_filled_and_a_row_that_is_refused_is_counted():
    found = measure(
        ["person,surname,given_name,birth_date", "1,Shevchenko,,1982", "2,,X,1982-07-20"]
    )

    assert (found["rows"], found["refused"]) == (2, 1)


def test_a_newborn_and_an_unknown_code_are_registered():
    found = figures(
        "0,1,Shevchenko,Olena,2025-07-20,F,UA,BIRTH_CERTIFICATE,I-1234,",
        "1,2,Adeyemi,Ola,1990-07-20,?,??,LAISSEZ,77,",
    )

    assert found["refused"] == 0

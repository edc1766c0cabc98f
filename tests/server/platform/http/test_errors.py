"""Does what rises to the top become an answer that says what to do?"""

from django.db import DataError

from openpias.server.platform.http.errors import from_exception


def test_a_sign_that_no_database_takes_is_the_callers_mistake():
    problem = from_exception(DataError("PostgreSQL text fields cannot contain NUL (0x00) bytes"))

    assert (problem.status, problem.code) == (400, "bad-request")


def test_other_mistakes_of_data_are_ours_and_get_a_reference():
    problem = from_exception(DataError("value too long for type character varying(20)"))

    assert (problem.status, problem.code) == (500, "unexpected")
    assert problem.reference

"""Does a prepared statement survive new connections, and do its errors stay the driver's own?"""

import pytest
from django.db import DataError, connection

from openpias.server.platform.database.prepared import PreparedCall

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_call_returns_the_first_column():
    assert PreparedCall("t_sum", "SELECT ($1::int + $2::int)::text").run(["2", "40"]) == b"42"


def test_no_row_is_an_empty_answer():
    assert PreparedCall("t_none", "SELECT $1::text WHERE false").run(["x"]) == b""


def test_a_new_connection_prepares_the_statement_again():
    call = PreparedCall("t_again", "SELECT upper($1)")
    call.run(["a"])
    connection.close()

    assert call.run(["b"]) == b"B"


def test_a_refused_value_is_the_error_that_django_knows():
    with pytest.raises(DataError) as raised:
        PreparedCall("t_int", "SELECT ($1::int)::text").run(["seven"])

    assert raised.value.__cause__.sqlstate == "22P02"


def test_the_connection_serves_on_after_a_refused_value():
    call = PreparedCall("t_on", "SELECT ($1::int)::text")
    with pytest.raises(DataError):
        call.run(["seven"])

    assert call.run(["7"]) == b"7"


def test_behind_a_pooler_nothing_is_prepared():
    call = PreparedCall("t_pooled", "SELECT (count(*) + $1::int)::text FROM pg_prepared_statements")
    connection.ensure_connection()
    connection.connection.prepare_threshold = None
    before = call.run(["0"])

    try:
        assert call.run(["0"]) == before
        assert list(call._prepared) == []
    finally:
        connection.close()

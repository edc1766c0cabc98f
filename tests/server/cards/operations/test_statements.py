"""Do the unit's statements leave those alone that are prepared on the same connection?"""

import pytest
from django.db import connection, transaction

from openpias.server.platform.database import statements
from openpias.server.platform.database.prepared import PreparedCall

pytestmark = pytest.mark.django_db(transaction=True)
OFTEN = 10


def test_a_rollback_after_many_statements_drops_no_prepared_one():
    call = PreparedCall("t_beside", "SELECT upper($1)")
    call.run(["a"])
    assert connection.connection.prepare_threshold is not None

    for number in range(OFTEN):
        assert statements.run("SELECT %s::int", [number]) == (number,)
    with transaction.atomic():
        statements.run("SELECT %s::int", [1])
        transaction.set_rollback(True)
    statements.run("SELECT %s::int", [1])

    assert call.run(["b"]) == b"B"

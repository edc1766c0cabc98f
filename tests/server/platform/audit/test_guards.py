"""Do the tables refuse what is not an addition?"""

import psycopg
import pytest


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET event = 'x'",
        "DELETE FROM audit_entry",
        "TRUNCATE audit_entry",
        "UPDATE audit_seal SET position = 2",
        "DELETE FROM audit_seal",
        "TRUNCATE audit_seal",
    ],
)
def test_table_is_only_added_to(trail, statement):
    trail.write()
    trail.seal()

    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        trail.connect().execute(statement)

    assert len(trail.sealed()) == 1

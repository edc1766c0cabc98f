"""What may an account of the database do that works with the tables and owns none of them?

It reads and writes rows. It changes no table, no trigger and no function, it empties none at once,
and the trail is only added to: what triggers refuse to everybody it cannot take away.
"""

import re

from django.db import connection
from psycopg import sql

_ONLY_ADDED_TO = ("audit_entry", "audit_seal")
_ONLY_READ = ("django_migrations",)
_ROLE = re.compile(r"[a-z_][a-z0-9_]{0,62}")


class NoSuchRoleError(Exception):
    """The database knows no such account, or it is the owner itself, or a superuser."""


def grant_work(role: str) -> None:
    """Let an account work with every table there is, and with no more; harmless to repeat.

    Run by the owner of the tables, after each migration. Raises NoSuchRoleError.
    """
    if not _ROLE.fullmatch(role):
        raise NoSuchRoleError(role)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolname = current_user OR rolsuper FROM pg_roles WHERE rolname = %s", [role]
        )
        found = cursor.fetchone()
        if found is None or found[0]:
            raise NoSuchRoleError(role)
        for statement in _statements():
            cursor.execute(statement.format(role=sql.Identifier(role)).as_string(None))


def _statements() -> list[sql.SQL]:
    everything = "ALL TABLES IN SCHEMA public"
    added, read = ", ".join(_ONLY_ADDED_TO), ", ".join(_ONLY_READ)
    return [
        sql.SQL(text)
        for text in (
            f"REVOKE ALL ON {everything} FROM {{role}}",
            "REVOKE CREATE ON SCHEMA public FROM {role}",
            "GRANT USAGE ON SCHEMA public TO {role}",
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON {everything} TO {{role}}",
            f"REVOKE UPDATE, DELETE ON {added} FROM {{role}}",
            f"REVOKE INSERT, UPDATE, DELETE ON {read} FROM {{role}}",
            "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
            "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {role}",
        )
    ]

"""Is the database the right one, and does it keep what it acknowledges?"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from openpias.server.installation.checks.problems import Check, Place, Problem, error, warning

OLDEST = 15
DURABLE = ("fsync", "synchronous_commit", "full_page_writes", "track_commit_timestamp")
_WHY = {
    "fsync": "a power cut destroys the database",
    "synchronous_commit": "a power cut loses numbers that were acknowledged",
    "full_page_writes": "a power cut destroys pages",
    "track_commit_timestamp": "the audit trail cannot be sealed",
}
_FURTHEST_SECONDS = 2.0


def version(_place: Place) -> Iterator[Problem]:
    """Find a PostgreSQL that is too old."""
    found = int(_setting("server_version_num")) // 10_000
    if found < OLDEST:
        yield error(
            "database-version",
            what=f"PostgreSQL {found} is too old.",
            do=f"Upgrade to PostgreSQL {OLDEST} or later, by backup and restore or pg_upgrade.",
        )


def durability(_place: Place) -> Iterator[Problem]:
    """Find a setting that trades what was acknowledged for speed."""
    for name in DURABLE:
        if _setting(name) == "off":
            yield error(
                "database-durability",
                what=f"{name} is off: {_WHY[name]}.",
                do=f"ALTER SYSTEM SET {name} = on; and restart PostgreSQL.",
            )
    if _setting("data_checksums") == "off":
        yield warning(
            "database-checksums",
            what="Pages have no checksums: a failing disk is noticed late.",
            do="Stop PostgreSQL and run pg_checksums --enable.",
        )


def encoding(_place: Place) -> Iterator[Problem]:
    """Find a database that cannot hold every name, or sorts by a locale that may change."""
    if _setting("server_encoding") != "UTF8":
        yield error(
            "database-encoding",
            what="The database is not in UTF8: names cannot be kept as they are.",
            do="Create it anew with ENCODING 'UTF8' TEMPLATE template0, and restore into it.",
        )
    collation = _value("SELECT datcollate FROM pg_database WHERE datname = current_database()")
    if collation not in {"C", "POSIX", "C.UTF-8", "C.utf8"}:
        yield warning(
            "database-locale",
            what=f"The database sorts by {collation}: an upgrade of the system breaks its indexes.",
            do="Create databases with LOCALE 'C'; names are sorted by a key of their own.",
        )


def logging(_place: Place) -> Iterator[Problem]:
    """Find a database that writes personal data into its log."""
    if _setting("log_statement") != "none":
        yield error(
            "database-log",
            what="log_statement writes statements with personal data into PostgreSQL's log.",
            do="ALTER SYSTEM SET log_statement = 'none'; SELECT pg_reload_conf();",
        )
    if _setting("log_parameter_max_length_on_error") != "0":
        yield warning(
            "database-log-parameters",
            what="Parameters of failed statements go into PostgreSQL's log.",
            do="ALTER SYSTEM SET log_parameter_max_length_on_error = 0; SELECT pg_reload_conf();",
        )


def clock(place: Place) -> Iterator[Problem]:
    """Find clocks that differ: sessions, tokens and the order of entries stand on them."""
    asked = place.clock
    there: datetime = _value("SELECT clock_timestamp()")
    answered = place.clock
    # Whatever the database said in between was said at some moment of the waiting.
    apart = (there - min(max(there, asked), answered)).total_seconds()
    if abs(apart) > _FURTHEST_SECONDS:
        yield error(
            "clock-differs",
            what=f"The database's clock is {apart:+.0f} s from this machine's.",
            do="Keep both by NTP, for example with chrony.",
        )


def migrations(_place: Place) -> Iterator[Problem]:
    """Find tables that are not those of this version."""
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        names = ", ".join(f"{each.app_label}.{each.name}" for each, _ in waiting[:5])
        more = f" and {len(waiting) - 5} more" if len(waiting) > 5 else ""
        yield error(
            "migrations",
            what=f"{len(waiting)} migrations are not applied: {names}{more}.",
            do="python -m django migrate, load_nomenclatures and load_houses.",
        )


def _setting(name: str) -> str:
    value: str = _value("SELECT current_setting(%s)", name)
    return value


def _value(query: str, *parameters: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        row = cursor.fetchone()
    return row[0] if row else None


CHECKS: tuple[Check, ...] = (version, durability, encoding, logging, clock, migrations)

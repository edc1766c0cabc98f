"""How often was a wrong password typed for a name lately, in all processes together?

A name is kept as a keyed digest of what was typed, known or not, so that the table tells nobody's
name and the answer tells nothing about an account (ADR 0024).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.utils.crypto import salted_hmac

from openpias.server.platform.accounts.models import GuessedName

ALLOWED = 10
WINDOW = timedelta(minutes=5)
_SALT = "openpias.accounts.guesses"
# One statement: wrong passwords of several processes wait for each other at the row, and none is
# lost. Two names whose time is over go along, so that the table stays small without the job too.
_COUNT = f"""
WITH past AS (
  DELETE FROM accounts_guessed_name WHERE digest IN (
    SELECT digest FROM accounts_guessed_name
    WHERE last_at < %(cutoff)s AND digest <> %(digest)s
    LIMIT 2 FOR UPDATE SKIP LOCKED)
)
INSERT INTO accounts_guessed_name AS known (digest, wrong_at, last_at)
VALUES (%(digest)s, ARRAY[%(at)s::timestamptz], %(at)s)
ON CONFLICT (digest) DO UPDATE SET
  wrong_at = (known.wrong_at || %(at)s::timestamptz)[greatest(1, cardinality(known.wrong_at) - {ALLOWED - 2}):],
  last_at = greatest(known.last_at, %(at)s)
"""  # noqa: S608 - a number of ours


@dataclass(frozen=True, slots=True, kw_only=True)
class Guesses:
    """What is known of a name: whether a wrong password waits for its time to pass, and until when."""

    any_kept: bool
    locked_until: datetime | None


def of(name: str, *, at: datetime) -> Guesses:
    """Return what was guessed for a name, in one look-up."""
    row = GuessedName.objects.filter(pk=_digest(name)).first()
    return Guesses(any_kept=row is not None, locked_until=_until(row, at) if row else None)


def locked(names: Iterable[str], *, at: datetime) -> dict[str, datetime]:
    """Return which of these names have to wait, and until when."""
    digests = {_digest(name): name for name in names}
    rows = GuessedName.objects.filter(pk__in=list(digests))
    untils = {digests[bytes(row.digest)]: _until(row, at) for row in rows}
    return {name: until for name, until in untils.items() if until is not None}


def count(name: str, *, at: datetime) -> None:
    """Count a wrong password for every process."""
    digest = _digest(name)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"digest": digest, "at": at, "cutoff": at - WINDOW})


def forget(names: Iterable[str]) -> bool:
    """Start anew for these names; return whether anything was counted."""
    rows, _each = GuessedName.objects.filter(pk__in=[_digest(name) for name in names]).delete()
    return rows > 0


def drop_old(*, at: datetime) -> None:
    """Delete names whose last wrong password is too old to count."""
    GuessedName.objects.filter(last_at__lt=at - WINDOW).delete()


def _until(row: GuessedName, at: datetime) -> datetime | None:
    if len(row.wrong_at) < ALLOWED:
        return None
    until: datetime = row.wrong_at[0] + WINDOW
    return until if until > at else None


def _digest(name: str) -> bytes:
    return salted_hmac(_SALT, name, algorithm="sha256").digest()

"""`openpias audit …`: is the audit trail what was written?"""

import sys
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from openpias.server.platform.audit.verification import Found, Tally

SHOWN = 1_000
TEXTS = {
    "changed": "the entry was changed, or written without the key",
    "removed": "the entry was removed",
    "seal-missing": "the seal was removed",
    "chain-broken": "the seal does not follow from the one before it",
    "unsealed": "the entry has waited for its seal for over 10 s, or lost it",
    "tail-cut": "a signed head tells of this position, and the table ends before it",
    "rechained": "a signed head tells another chain at this position",
    "head-forged": "the head's signature is not from a known key",
    "heads-missing": "no signed head covers this position and those after it",
}


@click.group()
def audit() -> None:
    """Look after the audit trail."""


@audit.command()
def verify() -> None:
    """Compute the whole trail again and say what is wrong; ends with 1 when something is.

    Needs the server's settings: DATABASE_URL, the audit key and the heads file.
    """
    import django

    from openpias.server.local.environment import use_home

    use_home()
    django.setup()
    sys.exit(1 if report(now=datetime.now(UTC)) else 0)


def report(*, now: datetime) -> int:
    """Print what was looked at and what is wrong; return how many damages there are."""
    from django.conf import settings

    from openpias.server.platform.audit.connections import open_connection
    from openpias.server.platform.audit.head_keys import public_keys
    from openpias.server.platform.audit.heads import HeadsFile
    from openpias.server.platform.audit.verification import Tally, verify

    tally = Tally()
    with open_connection(name="openpias audit verify") as connection:
        found = verify(
            connection,
            key=settings.AUDIT_KEY,
            head_keys=public_keys(),
            heads=HeadsFile(settings.AUDIT_HEADS_FILE),
            now=now,
            tally=tally,
        )
        count = 0
        for damage in islice(found, SHOWN):
            count += 1
            click.echo(_line(damage))
        more = sum(1 for _ in found)
    if more:
        click.echo(f"… and {more} more.")
    _summary(tally, count + more)
    return count + more


def _line(found: "Found") -> str:
    places = {
        "line of the heads file": found.line,
        "position": found.position,
        "entry": found.entry,
    }
    where = ", ".join(f"{name} {value}" for name, value in places.items() if value is not None)
    return f"{where}: {TEXTS[found.damage]} ({found.damage})"


def _summary(tally: "Tally", damages: int) -> None:
    for note in tally.notes[:SHOWN]:
        click.echo(f"Note: {note}")
    click.echo(
        f"{tally.entries} entries, {tally.sealed} seals, {tally.heads} signed heads; "
        f"{tally.waiting} entries wait for their seal."
    )
    click.echo("The audit trail is whole." if not damages else f"{damages} damages found.")

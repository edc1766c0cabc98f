"""`openpias restore FOLDER`: what does a backup bring back, and what is gone?"""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from openpias.server.installation.restoring import Restored


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def restore(folder: Path) -> None:
    """Put the backup in FOLDER into this installation's empty database.

    Needs the secrets in their place, and the web servers and the background process stopped.
    """
    import django

    from openpias.server.local.environment import use_home

    use_home()
    django.setup()
    import psycopg

    from openpias.server.installation import restoring
    from openpias.server.installation.manifests import ManifestError
    from openpias.server.installation.programs import ProgramError
    from openpias.server.platform.audit.head_keys import HeadKeyError

    problems = (ManifestError, restoring.RestoreError, ProgramError, HeadKeyError)
    try:
        done = restoring.restore(folder, at=datetime.now(UTC))
    except (*problems, OSError, psycopg.Error) as error:
        raise click.ClickException(f"The restore stopped. {error}") from None
    for line in _report(done):
        click.echo(line)


def _report(done: "Restored") -> list[str]:
    lines = [f"Restored the backup of {done.made_at}; its trail ends at position {done.kept}."]
    if done.aside is not None:
        lines += [
            f"Gone: {done.cut} sealed entries, positions {done.kept + 1} to {done.known},",
            f"sealed after {done.kept_at or 'the beginning'} and up to {done.known_at}.",
            f"The heads that prove it are in {done.aside}.",
        ]
    else:
        lines.append("The heads file here tells of nothing that the backup lacks.")
    lines += [
        f"Withdrawn since, valid again, withdraw again: person {ref}" for ref in done.withdrawn
    ]
    return [
        *lines,
        "Slips printed since then: openpias slips readmit FILE --username NAME",
        "Next: openpias check, start the parts, and openpias audit verify a minute later.",
    ]

"""`openpias import FILE.csv`: registers many persons, and goes on where it stopped."""

import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click
from tqdm import tqdm

if TYPE_CHECKING:
    from openpias.server.platform.accounts.actors import Actor
    from openpias.server.registry.operations.importing import Progress


@click.command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--username", default="demo", show_default=True, help="Whose provider imports.")
@click.option("--workers", default=1, show_default=True, help="Processes that check rows.")
def import_file(file: Path, username: str, workers: int) -> None:
    """Register the persons of FILE.csv; refused rows go to FILE.csv.refused.csv."""
    from openpias.server.local.environment import use_home

    use_home()
    import django

    django.setup()
    from openpias.server.platform.accounts.credentials import actor_of
    from openpias.server.platform.accounts.models import Account
    from openpias.server.registry.domain.import_rows import FileRefusedError

    account = Account.objects.filter(username=username, is_active=True).first()
    if account is None:
        raise click.ClickException(f"There is no account {username}.")
    try:
        done = _with_bar(file, actor_of(account), workers)
    except FileRefusedError as error:
        raise click.ClickException(str(error)) from None
    click.echo(
        f"{done.rows_done} rows: {done.issued} numbers issued, {done.joined} known already, "
        f"{done.set_aside} set aside for a decision, {done.refused} refused"
    )


def _with_bar(file: Path, actor: "Actor", workers: int) -> "Progress":
    from openpias.server.registry.operations import importing

    with (
        file.open("rb") as content,
        tqdm(total=_rows(content), unit="rows", file=sys.stderr) as bar,
    ):

        def show(progress: "Progress") -> None:
            bar.update(progress.rows_done - bar.n)

        return importing.import_file(file, actor=actor, workers=workers, progress=show)


def _rows(content: IO[bytes]) -> int:
    """Return about how many rows a file has: its lines without the heading."""
    return max(0, sum(block.count(b"\n") for block in iter(lambda: content.read(2**20), b"")) - 1)

"""`openpias import-insured FILE.csv --house CAS-XX`: takes insured persons in, and goes on after a crash."""

import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click
from tqdm import tqdm

if TYPE_CHECKING:
    from openpias.server.platform.accounts.actors import Actor
    from openpias.server.registry.operations.insured_imports import ImportRefused
    from openpias.server.registry.queries.insured_imports import ImportView


@click.command(name="import-insured")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--house", required=True, help="Code of the house that insures them, such as CAS-SV.")
@click.option("--username", default="demo-casa", show_default=True, help="Who imports.")
def import_insured(file: Path, house: str, username: str) -> None:
    """Take the insured persons of FILE.csv in; refused rows are printed as a table and kept."""
    from openpias.server.local.environment import use_home

    use_home()
    import django

    django.setup()
    from openpias.server.platform.accounts.credentials import actor_of
    from openpias.server.platform.accounts.models import Account
    from openpias.server.platform.http.error_texts import describe
    from openpias.server.registry.operations.insured_imports import ImportRefused

    account = Account.objects.filter(username=username, is_active=True).first()
    if account is None:
        raise click.ClickException(f"There is no account {username}.")
    with file.open("rb") as content:
        done = _with_bar(content, house, actor_of(account))
    if isinstance(done, ImportRefused):
        raise click.ClickException(describe(done.finding.code, done.finding.facts).practice)
    _print_refused(done.public_id)
    click.echo(
        f"{done.rows_done} rows: {done.added} persons added, {done.changed} known persons given "
        f"something new, {done.unchanged} unchanged, {done.refused} refused",
        err=True,
    )


def _with_bar(content: IO[bytes], house: str, actor: "Actor") -> "ImportView | ImportRefused":
    from openpias.server.registry.operations import insured_imports

    lines = sum(block.count(b"\n") for block in iter(lambda: content.read(2**20), b""))
    with tqdm(total=max(0, lines - 1), unit="rows", file=sys.stderr) as bar:

        def show(progress: "ImportView") -> None:
            bar.update(progress.rows_done - bar.n)

        return insured_imports.import_file(content, house=house, actor=actor, progress=show)


def _print_refused(run: str) -> None:
    """Print row, columns, codes and what to do, as a table that a spreadsheet opens."""
    import csv

    from openpias.server.platform.http.error_texts import describe
    from openpias.server.registry.queries.insured_imports import refused_rows

    writer = csv.writer(sys.stdout, lineterminator="\n")
    number, pages = 1, 1
    while number <= pages:
        page = refused_rows(run, number=number)
        if number == 1 and page.rows:
            writer.writerow(("rând", "coloană", "cod", "motiv"))
        for row in page.rows:
            columns = (
                " ".join(each[name].strip("/") for each in row.findings)
                for name in ("path", "code")
            )
            texts = (describe(each["code"], each["facts"]).practice for each in row.findings)
            writer.writerow((row.row_number, *columns, " ".join(texts)))
        number, pages = number + 1, page.pages

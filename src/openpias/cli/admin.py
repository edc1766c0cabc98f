"""`openpias admin …`: who lets the first administrator in, and staff who cannot come in?"""

from datetime import UTC, datetime
from pathlib import Path

import click


@click.group()
def admin() -> None:
    """Create the first administrator, or let staff in who cannot come in."""


@admin.command()
@click.option("--username", required=True, help="The user name, as ana.popa.")
@click.option("--holder", required=True, help="Surname and given name, as in the certificate.")
@click.option("--email", required=True, help="Where warnings about the certificate go.")
@click.option(
    "--certificate",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The administrator's certificate in PEM or DER, without its key.",
)
def create(*, username: str, holder: str, email: str, certificate: Path) -> None:
    """Open the first CNAS administrator's account and print its first password, once."""
    import django

    from openpias.server.local.environment import use_home

    use_home()
    django.setup()
    from openpias.server.certificates.operations import first_administrator
    from openpias.server.certificates.operations.first_administrator import NotTheFirstError
    from openpias.server.platform.accounts.second_factor import Refusal
    from openpias.server.platform.http.error_texts import describe

    try:
        answer = first_administrator.create(
            username=username,
            holder=holder,
            email=email,
            certificate=certificate.read_bytes(),
            at=datetime.now(UTC),
        )
    except NotTheFirstError:
        raise click.ClickException(
            "There is an administrator already; the next one asks for enrolment and is approved by them."
        ) from None
    except ValueError:
        raise click.ClickException(f"The user name {username} is taken.") from None
    if isinstance(answer, Refusal):
        texts = describe(answer)
        raise click.ClickException(f"{texts.practice} {texts.supplier}")
    click.echo(f"User name: {username}")
    click.echo(f"First password, shown only now: {answer}")
    click.echo("It is changed at the first sign-in, with the certificate.")


@admin.command()
@click.option("--username", required=True, help="The user name, as ana.popa.")
def unlock(*, username: str) -> None:
    """Let a user name try again at once that waits after ten wrong passwords."""
    _use_installation()
    from openpias.server.platform.accounts import operations
    from openpias.server.platform.accounts.models import Account

    try:
        waited = operations.unlock(username=username, actor=None, at=datetime.now(UTC))
    except Account.DoesNotExist:
        raise click.ClickException(f"There is no account {username}.") from None
    click.echo(f"{username} may try again." if waited else f"{username} does not wait.")


@admin.command()
@click.option("--username", required=True, help="The user name, as ana.popa.")
def password(*, username: str) -> None:
    """Give somebody of the staff a first password again, and print it, once.

    Ask for the identity as at enrolment. The certificate stays the second factor; a practice gets
    a new series from its house instead.
    """
    _use_installation()
    from django.conf import settings

    from openpias.server.platform.accounts import operations, queries
    from openpias.server.platform.accounts.models import Account

    account = Account.objects.filter(username=username, is_active=True).first()
    if account is None:
        raise click.ClickException(f"There is no open account {username}; look at the spelling.")
    if queries.has_series(account):
        raise click.ClickException("This is a practice: its house gives it a new licence series.")
    drawn = operations.give_first_password(
        username=username,
        version=account.credential_version,
        actor=None,
        at=datetime.now(UTC),
    )
    if drawn is None:
        raise click.ClickException("Somebody changed this account meanwhile; look again.")
    click.echo(f"First password, shown only now: {drawn}")
    click.echo("It is changed at the next sign-in, with the certificate.")
    click.echo(f"Left unchanged it opens nothing after {settings.FIRST_PASSWORD_DAYS} days.")


def _use_installation() -> None:
    import django

    from openpias.server.local.environment import use_home

    use_home()
    django.setup()

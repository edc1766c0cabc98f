"""`openpias mail-read`: read the mails that `mail-in` took, until it is stopped."""

import click


@click.command("mail-read")
def mail_read() -> None:
    """Read stored mails, open incidents, and send the automatic answers."""
    from openpias.server.local.environment import use_home

    use_home()
    import django
    from django.core.management import call_command

    django.setup()
    call_command("mail_read")

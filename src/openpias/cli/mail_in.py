"""`openpias mail-in`: take the helpdesk's mails and calls in, until it is stopped."""

import click


@click.command("mail-in")
def mail_in() -> None:
    """Listen on loopback by SMTP and LMTP, pull mailboxes by IMAP, take calls of the IVR."""
    from openpias.server.local.environment import use_home

    use_home()
    import django
    from django.core.management import CommandError, call_command

    django.setup()
    try:
        call_command("mail_in")
    except CommandError as error:
        raise click.ClickException(str(error)) from None

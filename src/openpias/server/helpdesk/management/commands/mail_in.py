"""How does `openpias mail-in` take mails and calls in?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from openpias.server.helpdesk.operations import mail_in


class Command(BaseCommand):
    """Listens on loopback, pulls mailboxes and takes recorded calls until it is stopped."""

    help = "Take mails of the helpdesk by SMTP, LMTP and IMAP, and calls of the IVR."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        """Run until SIGTERM."""
        try:
            mail_in.run()
        except OSError as error:
            raise CommandError(f"A port of mail-in is taken: {error.strerror}.") from None

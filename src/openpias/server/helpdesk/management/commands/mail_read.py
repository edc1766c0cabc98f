"""How does `openpias mail-read` read the mails that were taken?"""

from typing import Any

from django.core.management.base import BaseCommand

from openpias.server.helpdesk.operations import mail_read


class Command(BaseCommand):
    """Reads stored mails and sends their automatic answers until it is stopped."""

    help = "Read stored mails of the helpdesk and send their automatic answers."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        """Run until SIGTERM."""
        mail_read.run()

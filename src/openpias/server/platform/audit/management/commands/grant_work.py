"""How does the account of the services get the rights it works with, and no others?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from openpias.server.platform.database import privileges


class Command(BaseCommand):
    """Grants an account of the database the work with all tables; run by their owner."""

    help = "Let an account of the database work with all tables and own none; run after migrate."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the account."""
        parser.add_argument("role", help="as openpias")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        """Grant."""
        try:
            privileges.grant_work(options["role"])
        except privileges.NoSuchRoleError:
            raise CommandError(
                f"{options['role']} is no account of the database beside its owner and superusers; "
                "make one with createuser, as docs/operations/running.md says."
            ) from None

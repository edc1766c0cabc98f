"""Are there accounts to try the platform with?"""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from openpias.server.config.env import Profile
from openpias.server.platform.accounts import demo


class Command(BaseCommand):
    """Creates the demo accounts; the production profile refuses."""

    help = "Create the demo accounts and write their login to demo.json."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the address that is written beside the login."""
        parser.add_argument("--base-url", required=True)

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        """Create and write."""
        if settings.PROFILE is Profile.PRODUCTION:
            raise CommandError("The production profile has no demo accounts.")
        demo.create(settings.HOME / "demo.json", base_url=options["base_url"])

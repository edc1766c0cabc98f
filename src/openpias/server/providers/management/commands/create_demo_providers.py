"""Are there invented providers with sites and physicians to try the platform with?"""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from openpias.server.config.env import Profile
from openpias.server.platform.accounts import demo as accounts
from openpias.server.providers.operations import demo


class Command(BaseCommand):
    """Enters the demo providers; the production profile refuses."""

    help = "Enter the invented providers of the demo accounts."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        """Enter them as the demo house does, and say how many."""
        if settings.PROFILE is Profile.PRODUCTION:
            raise CommandError("The production profile has no demo providers.")
        added = demo.create(actor=accounts.house_operator(), at=timezone.now())
        self.stdout.write(f"{added} demo providers added")

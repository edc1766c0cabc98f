"""How does the demonstration get lists of services and open periods?"""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from openpias.server.config.env import Profile
from openpias.server.platform.accounts import demo as accounts
from openpias.server.reporting.operations import demo


class Command(BaseCommand):
    """Loads the invented lists and opens this month; the production profile refuses."""

    help = (
        "Load the invented lists of services and open this month and the last for the demo house."
    )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        """Do it as the demo house does, and say how many entries came."""
        if settings.PROFILE is Profile.PRODUCTION:
            raise CommandError("The production profile has no invented lists.")
        actor = accounts.house_operator()
        added = demo.create(houses=[actor.provider.house_code], actor=actor, at=timezone.now())
        self.stdout.write(f"{added} demo services and codes added")

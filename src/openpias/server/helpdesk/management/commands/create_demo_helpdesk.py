"""How does the demonstration get incidents on its desk?"""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from openpias.server.config.env import Profile
from openpias.server.helpdesk.operations import demo
from openpias.server.platform.accounts import demo as accounts


class Command(BaseCommand):
    """Lets invented mails come in; the production profile refuses."""

    help = "Let invented mails and a call come in, so that the desk is not empty."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        """Do it, and say how many incidents there are."""
        if settings.PROFILE is Profile.PRODUCTION:
            raise CommandError("The production profile has no invented incidents.")
        many = demo.create(
            operator=accounts.named("demo-asistenta"),
            lead=accounts.named("demo-coordonator"),
            at=timezone.now(),
        )
        self.stdout.write(f"{many} demo incidents")

"""Are there insured persons to try cards and insurance with?"""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from openpias.server.config.env import Profile
from openpias.server.platform.accounts.credentials import actor_of
from openpias.server.platform.accounts.models import Account
from openpias.server.registry.operations import insured_demo


class Command(BaseCommand):
    """Takes invented persons in for the demonstration's house; the production profile refuses."""

    help = "Take invented insured persons in for the demonstration's house."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        """Load as the demonstration's house operator, and say how many were new."""
        if settings.PROFILE is Profile.PRODUCTION:
            raise CommandError("The production profile has no demo insured persons.")
        account = Account.objects.filter(username="demo-casa", is_active=True).first()
        if account is None:
            raise CommandError("There is no account demo-casa; run create_demo first.")
        added = insured_demo.load(actor=actor_of(account), at=timezone.now())
        self.stdout.write(f"{added} insured persons added")

"""Are the 43 insurance houses there?"""

from typing import Any

from django.core.management.base import BaseCommand

from openpias.server.providers.operations import houses


class Command(BaseCommand):
    """Adds the houses that are missing; harmless to repeat."""

    help = "Add the insurance houses that are not there yet."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        """Load and say how many."""
        self.stdout.write(f"{houses.load()} houses added")

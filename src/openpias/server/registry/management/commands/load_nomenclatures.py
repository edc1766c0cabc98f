"""Are the codes that ship with the platform in the lists?"""

from typing import Any

from django.core.management.base import BaseCommand

from openpias.server.registry.operations import nomenclatures


class Command(BaseCommand):
    """Adds the codes that are missing; harmless to repeat."""

    help = "Add the shipped codes that the lists do not have yet."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        """Load and say how many."""
        self.stdout.write(f"{nomenclatures.load()} codes added")

"""Are the demonstration's certificates let in?"""

from pathlib import Path
from typing import Any

import msgspec
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from openpias.server.certificates.operations import demo
from openpias.server.certificates.operations.demo import DemoEnrolment
from openpias.server.config.env import Profile


class Command(BaseCommand):
    """Enrols the demonstration's certificates; the production profile refuses."""

    help = "Let the certificates of the demonstration in."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file that says whose they are."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        """Read and enrol."""
        if settings.PROFILE is Profile.PRODUCTION:
            raise CommandError("The production profile has no demonstration certificates.")
        enrolments = msgspec.json.decode(options["file"].read_bytes(), type=list[DemoEnrolment])
        demo.enrol(enrolments, at=timezone.now())

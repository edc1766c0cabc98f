"""`python -m django send_trial_letter ADDRESS`: does mail leave this installation?"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from openpias.server.platform.mail import operations, texts
from openpias.server.platform.mail.models import Letter


class Command(BaseCommand):
    """Writes a trial letter, tries to deliver it at once and says what became of it."""

    help = "Send a trial letter and say whether the mail server took it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Ask for the address."""
        parser.add_argument("address")
        parser.add_argument("--language", default="ro", choices=["ro", "uk", "en"])

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django passes them
        """Send; ends with 1 when the letter did not leave."""
        at = timezone.now()
        try:
            with transaction.atomic():
                letter = operations.send(
                    kind=texts.TRIAL,
                    to=options["address"],
                    language=options["language"],
                    data={},
                    at=at,
                )
        except operations.LetterAddressError as error:
            raise CommandError(str(error)) from None
        operations.deliver(letter, at=at)
        row = Letter.objects.get(pk=letter)
        if row.failure:
            raise CommandError(f"Letter {letter}: {row.state}, {row.failure}.")
        self.stdout.write(f"Letter {letter}: {row.state}.")

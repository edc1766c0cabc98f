"""`python -m django background`: seal, relay and run jobs until asked to stop."""

import sys

from django.core.management.base import BaseCommand

from openpias.server.platform.audit.head_keys import ensure_head_key
from openpias.server.platform.outbox.background import run


class Command(BaseCommand):
    """Runs background work in one process; its logs go to standard output."""

    help = "Seal the audit trail, move events to the queue and run jobs, until SIGTERM."
    # No request is served here; the web server checks addresses and templates when it starts.
    requires_system_checks = ()

    def handle(self, *args: object, **options: object) -> None:  # noqa: ARG002 - Django passes them
        """Run; ends with 1 after a defect, so that a supervisor starts it again."""
        ensure_head_key()
        sys.exit(run())

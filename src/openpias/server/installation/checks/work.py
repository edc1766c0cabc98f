"""Does the installation work: who may come in, what is loaded, does background work keep up?"""

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.db.models import Max
from procrastinate.contrib.django.models import ProcrastinateWorker

from openpias.server.installation.checks.problems import Check, Place, Problem, error, warning
from openpias.server.platform.accounts import demo
from openpias.server.platform.accounts.enums import Role
from openpias.server.platform.accounts.models import Account
from openpias.server.platform.audit.queries import sealing_status
from openpias.server.platform.mail.queries import mail_status
from openpias.server.platform.outbox.background import background_status
from openpias.server.providers.models import InsuranceHouse
from openpias.server.registry.models import NomenclatureEntry

# The worker says every ten seconds that it lives.
_SILENT_AFTER = timedelta(seconds=45)
_EVENTS_LATE_AFTER = timedelta(minutes=1)


def codes(_place: Place) -> Iterator[Problem]:
    """Find forms without choices."""
    loaded = {
        "load_nomenclatures": NomenclatureEntry.objects.exists(),
        "load_houses": InsuranceHouse.objects.exists(),
    }
    for command, is_there in loaded.items():
        if not is_there:
            yield error(
                "codes",
                what=f"What {command} brings is not in the database: forms have no choices.",
                do=f"python -m django {command}",
            )


def demo_accounts(place: Place) -> Iterator[Problem]:
    """Find accounts of the demonstration that are open in production."""
    names = [each.username for each in demo.ACCOUNTS]
    found = Account.objects.filter(username__in=names, is_active=True).count()
    if place.is_production and found:
        yield error(
            "demo-accounts",
            what=f"{found} accounts of the demonstration are open.",
            do="This database was a demonstration's: begin with an empty one.",
        )


def administrator(place: Place) -> Iterator[Problem]:
    """Find an installation into which nobody can let others in."""
    if not place.is_production:
        return
    held = Account.objects.filter(is_active=True, roles__contains=[Role.ADMINISTRATOR.value])
    if not held.exists():
        yield error(
            "no-administrator",
            what="There is no CNAS administrator: nobody can let others in.",
            do="openpias admin create --help",
        )


def background(place: Place) -> Iterator[Problem]:
    """Find a background process that is not there, or is behind."""
    seen = ProcrastinateWorker.objects.aggregate(seen=Max("last_heartbeat"))["seen"]
    waiting = background_status().event_waiting_since
    if seen is None or place.now - seen > _SILENT_AFTER:
        last = f"since {seen:%d-%m-%Y %H:%M} UTC" if seen else "so far"
        yield error(
            "background-silent",
            what=f"No background process has been heard {last}: letters and seals wait.",
            do="systemctl start openpias-background, or look into its log.",
        )
    elif waiting is not None and place.now - waiting > _EVENTS_LATE_AFTER:
        yield warning(
            "background-late",
            what=f"An event has waited for {_seconds(place.now - waiting)}.",
            do="Look into the log of the background process; a second one may run beside it.",
        )


def sealer(place: Place) -> Iterator[Problem]:
    """Find entries of the audit trail that wait for their seal."""
    status = sealing_status()
    if status.waiting_since is not None and status.is_late(now=place.now):
        yield error(
            "sealer-late",
            what=f"An audit entry has waited for {_seconds(place.now - status.waiting_since)}.",
            do="Start the background process, or end the transaction that has been open for so "
            "long: SELECT pid, xact_start, query FROM pg_stat_activity ORDER BY xact_start.",
        )


def letters(place: Place) -> Iterator[Problem]:
    """Find letters that cannot leave."""
    status = mail_status(now=place.now)
    if settings.MAIL_SERVER is None:
        yield warning(
            "mail-off",
            what=f"No mail server is set: {status.waiting} letters wait.",
            do="Set OPENPIAS_MAIL_URL, see docs/operations/mail.md.",
        )
    elif status.is_late(now=place.now):
        yield warning(
            "mail-late",
            what=f"{status.waiting} letters wait for the mail server.",
            do="Look whether it answers, and whether OPENPIAS_MAIL_URL is still right.",
        )


def virus_scanner(place: Place) -> Iterator[Problem]:
    """Find documents of strangers that nobody searches for viruses before staff save them."""
    if place.is_production and not settings.HELPDESK_CLAMD:
        yield warning(
            "no-virus-scanner",
            what="Documents of the helpdesk are judged by their structure alone.",
            do="Install ClamAV and set OPENPIAS_HELPDESK_CLAMD=/run/clamav/clamd.ctl.",
        )


def leaks(place: Place) -> Iterator[Problem]:
    """Find an installation that knows no leaked passwords."""
    if place.is_production and settings.LEAKED_PASSWORDS is None:
        yield warning(
            "no-leaked-passwords",
            what="New passwords are held against no list of leaked ones.",
            do="Place a list and set OPENPIAS_LEAKED_PASSWORDS, see docs/security/rules.md.",
        )


def _seconds(age: timedelta) -> str:
    return f"{int(age.total_seconds())} s"


CHECKS: tuple[Check, ...] = (
    codes,
    demo_accounts,
    administrator,
    background,
    sealer,
    letters,
    virus_scanner,
    leaks,
)

"""How does an operation get the incident that it may change, so that two at once find one result?"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from openpias.core.findings import Finding
from openpias.server.helpdesk.domain.mail.screening import ShownText, shown_text
from openpias.server.helpdesk.domain.outcomes import DeskProblem, DeskRefused, Done
from openpias.server.helpdesk.enums import IncidentState
from openpias.server.helpdesk.models import OPEN_STATES, Incident
from openpias.server.helpdesk.permissions import Permission
from openpias.server.helpdesk.queries import visibility
from openpias.server.platform.accounts.actors import Actor

LONGEST = 20_000


def allow(actor: Actor, permission: str) -> None:
    """Raise DeskRefused unless the actor may, for real."""
    if not actor.may(permission):
        raise DeskRefused(DeskProblem.NOT_ALLOWED)
    if actor.practice:
        raise DeskRefused(DeskProblem.PRACTICE)


@contextmanager
def held(
    public_id: str, actor: Actor, *, permission: str = Permission.HANDLE, open_only: bool = True
) -> Iterator[Incident]:
    """Hold an incident in a transaction of its own; raises DeskRefused.

    With `open_only`, one that is closed or merged is refused.
    """
    allow(actor, permission)
    reference = visibility.reference(public_id)
    with transaction.atomic():
        seen = visibility.incidents(actor).filter(public_id=reference) if reference else None
        incident = seen.select_for_update().first() if seen is not None else None
        if incident is None:
            raise DeskRefused(DeskProblem.UNKNOWN)
        if incident.state == IncidentState.MERGED and open_only:
            raise DeskRefused(DeskProblem.MERGED)
        if open_only and incident.state not in OPEN_STATES:
            raise DeskRefused(DeskProblem.CLOSED)
        yield incident


def done(incident: Incident, *, is_new: bool = True) -> Done:
    """Return how an operation ended."""
    return Done(incident=str(incident.public_id), reference=incident.reference, is_new=is_new)


def typed(
    text: str, *, path: str = "/text", longest: int = LONGEST, required: bool = True
) -> ShownText | Finding:
    """Return what somebody typed, without soft signs, or why it is not taken: a hard sign is in it.

    Control signs become blanks.
    """
    clean = "".join(char if char.isprintable() or char in "\r\n\t" else " " for char in text)
    clean = clean.replace("\r\n", "\n").strip()
    if required and not clean:
        return Finding(code="text-required", path=path)
    if len(clean) > longest:
        return Finding(code="text-too-long", path=path, facts={"limit": str(longest)})
    shown = shown_text(clean)
    if shown.hard:
        return Finding(code="typed-personal-data", path=path)
    return shown


def plain(text: str) -> str:
    """Return what was typed as it leaves in a letter."""
    clean = "".join(char if char.isprintable() or char in "\r\n\t" else " " for char in text)
    return clean.replace("\r\n", "\n").strip()

"""How content is a reporter? The link of the closing mail says which incident is meant, and signs it."""

import hmac
import uuid
from datetime import datetime

from django.db import transaction

from openpias.core.findings import Finding
from openpias.server.helpdesk.domain.outcomes import DeskProblem, DeskRefused, Done, NotSaved
from openpias.server.helpdesk.enums import Happening, IncidentState
from openpias.server.helpdesk.models import Incident, Satisfaction
from openpias.server.helpdesk.models.vault import Purpose, keyed
from openpias.server.helpdesk.operations import trail
from openpias.server.helpdesk.operations.holding import done, typed

PATH = "/asistenta/parere/"
_MARKS = range(1, 6)
_LONGEST = 1000


def path_of(incident: Incident) -> str:
    """Return the path of the page on which this incident is rated."""
    return f"{PATH}{incident.public_id.hex}.{_mac(incident.public_id)}"


def meant(token: str) -> str | None:
    """Return the reference of the closed incident that a link means; None for a link of nobody's."""
    incident = _incident(token)
    return incident.reference if incident else None


def rate(token: str, *, mark: int, comment: str = "", at: datetime) -> Done | NotSaved:
    """Write how content the reporter is; written again, the latest counts. Raises DeskRefused."""
    shown = typed(comment, path="/comment", longest=_LONGEST, required=False)
    problems = [shown] if isinstance(shown, Finding) else []
    if mark not in _MARKS:
        problems.append(Finding(code="mark-wrong", path="/mark"))
    if problems or isinstance(shown, Finding):
        return NotSaved(findings=tuple(problems))
    with transaction.atomic():
        incident = _incident(token)
        if incident is None:
            raise DeskRefused(DeskProblem.LINK_INVALID)
        row, is_new = Satisfaction.objects.select_for_update().get_or_create(
            incident=incident, defaults={"mark": mark, "comment": shown.text, "given_at": at}
        )
        is_changed = not is_new and (row.mark, row.comment) != (mark, shown.text)
        if is_changed:
            row.mark, row.comment, row.given_at = mark, shown.text, at
            row.save()
        if is_new or is_changed:
            trail.happened(incident, Happening.RATED, facts={"mark": mark}, at=at)
        return done(incident, is_new=is_new or is_changed)


def _incident(token: str) -> Incident | None:
    name, _, mac = token.partition(".")
    try:
        public_id = uuid.UUID(hex=name)
    except ValueError:
        return None
    if not mac.isascii() or not hmac.compare_digest(_mac(public_id), mac):
        return None
    return Incident.objects.filter(public_id=public_id, state=IncidentState.CLOSED).first()


def _mac(public_id: uuid.UUID) -> str:
    return keyed(public_id.hex, purpose=Purpose.RATING).hex()[:32]

"""What of the helpdesk is forgotten when its time has come?"""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from openpias.server.helpdesk.domain.policy import policy_on
from openpias.server.helpdesk.domain.retention import KeptHelpdesk, term_on
from openpias.server.helpdesk.enums import Happening, IncidentState
from openpias.server.helpdesk.models import (
    OPEN_STATES,
    AttachedDocument,
    Incident,
    IncidentEntry,
    IncidentField,
    RawMessage,
    Recording,
    Satisfaction,
)
from openpias.server.helpdesk.operations import clocks, held, trail
from openpias.server.platform.clock import day_of

_BATCH = 500


def forget(*, at: datetime) -> dict[str, int]:
    """Erase what is past its term and return how much of each; harmless to repeat.

    Writes an audit row where anything went. Counts, references and the months' figures stay.
    """
    gone = {name: act(at) for name, act in _ACTS.items()}
    if any(gone.values()):
        with transaction.atomic():
            trail.tell(
                "retention-applied", "", facts=dict(gone), actor=None, at=at, kind="helpdesk"
            )
    return gone


def close_silent(*, at: datetime) -> int:
    """Close incidents whose reporter was asked and did not answer; return how many.

    Without a letter: whoever did not answer a question wants none. A later mail reopens it.
    """
    term = policy_on(day_of(at)).auto_closed_after
    silent = Incident.objects.filter(state=IncidentState.WAITING, paused_at__lt=at - term)
    closed = 0
    for key in list(silent.values_list("pk", flat=True)[:_BATCH]):
        with transaction.atomic():
            incident = Incident.objects.select_for_update().get(pk=key)
            if incident.state != IncidentState.WAITING:
                continue
            clocks.resume(incident, at=at)
            incident.state, incident.closed_at, incident.changed_at = IncidentState.CLOSED, at, at
            incident.save()
            trail.happened(incident, Happening.CLOSED, facts={"silent": True}, at=at)
            closed += 1
    return closed


def _originals(at: datetime) -> int:
    """Erase mails past their term; an incident whose held mails are gone is held no longer."""
    old = RawMessage.objects.filter(expires_at__lte=at, erased_at=None)
    rows = list(old.values_list("pk", "incident")[:_BATCH])
    with transaction.atomic():
        count = held.erase_rows([each[0] for each in rows], at=at)
        incidents = {each[1] for each in rows if each[1] is not None}
        still = set(
            RawMessage.objects.filter(
                incident__in=incidents, state="held", erased_at=None
            ).values_list("incident", flat=True)
        )
        Incident.objects.filter(pk__in=incidents - still).update(is_held=False)
    return count


def _recordings(at: datetime) -> int:
    old = Recording.objects.filter(expires_at__lte=at, erased_at=None)
    rows = list(old.values_list("pk", flat=True)[:_BATCH])
    return Recording.objects.filter(pk__in=rows).update(sealed=None, erased_at=at)


def _closed(at: datetime) -> int:
    """Empty incidents that ended long ago: no text, no document, no sender; what is counted stays."""
    term = term_on(KeptHelpdesk.CLOSED_INCIDENT, day_of(at))
    if term is None:
        return 0
    old = Incident.objects.filter(closed_at__lt=at - term, emptied_at=None)
    keys = list(old.exclude(state__in=OPEN_STATES).values_list("pk", flat=True)[:_BATCH])
    with transaction.atomic():
        AttachedDocument.objects.filter(incident__in=keys).delete()
        IncidentField.objects.filter(incident__in=keys).delete()
        Satisfaction.objects.filter(incident__in=keys).update(comment="")
        IncidentEntry.objects.filter(incident__in=keys).update(
            subject="", text="", presentation="", sealed_text=None, facts={}
        )
        messages = RawMessage.objects.filter(incident__in=keys)
        held.erase_rows(list(messages.values_list("pk", flat=True)), at=at)
        Recording.objects.filter(incident__in=keys).update(sealed=None, erased_at=at)
        Incident.objects.filter(pk__in=keys).update(
            sealed_reporter=None,
            reporter_key=None,
            subject="",
            search_text="",
            stamp_code="",
            resolution="",
            emptied_at=at,
        )
    return len(keys)


_ACTS: dict[str, Callable[[datetime], int]] = {
    "originals": _originals,
    KeptHelpdesk.RECORDING.value: _recordings,
    KeptHelpdesk.CLOSED_INCIDENT.value: _closed,
}

"""How is an incident written, whatever the way it was reported?"""

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from openpias.core.calendar.helpdesk_hours import HelpdeskClock
from openpias.core.names.diacritics import fold, normalise
from openpias.server.helpdesk.domain import clocks, policy
from openpias.server.helpdesk.domain.scrubbing import scrubbed
from openpias.server.helpdesk.enums import (
    Channel,
    Happening,
    HeaderField,
    Mailbox,
    Priority,
    ReporterKind,
)
from openpias.server.helpdesk.models import Incident, IncidentField
from openpias.server.helpdesk.operations import references, trail
from openpias.server.helpdesk.operations.rows import Rows
from openpias.server.helpdesk.queries import reporters
from openpias.server.helpdesk.queries.reporters import Reporter
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.audit.entries import Fact
from openpias.server.platform.clock import day_of
from openpias.server.platform.ordered_ids import ordered_id


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundField:
    """A field of the header as it was read or typed."""

    field: HeaderField
    value: str
    confidence: str = "certain"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewIncident:
    """What an incident begins with; texts are without personal data already.

    `lacks` are codes of findings. `is_registered` says that the register knows the provider, `is_proven`
    that it is the provider who wrote.
    """

    mailbox: Mailbox
    channel: Channel
    reporter_kind: ReporterKind
    reporter: Reporter
    subject: str
    presentation: str
    language: str = "ro"
    fields: Sequence[FoundField] = ()
    provider_name: str = ""
    house: str = ""
    is_registered: bool = False
    is_proven: bool = False
    lacks: Sequence[str] = ()
    priority: Priority = Priority.NORMAL
    is_held: bool = False
    has_hidden: bool = False
    request_key: bytes | None = None
    facts: dict[str, str | int] = field(default_factory=dict)


def create(new: NewIncident, *, actor: Actor | None, at: datetime) -> Incident:
    """Write an incident with its fields, clocks, trail and event; the transaction is open."""
    rows = Rows()
    (reference,) = references.draw(new.mailbox, year=day_of(at).year)
    incident = draft(new, reference=reference, rows=rows, actor=actor, at=at)
    rows.write(at=at)
    return incident


def draft(
    new: NewIncident, *, reference: str, rows: Rows, actor: Actor | None, at: datetime
) -> Incident:
    """Put an incident with its fields, clocks, trail and event to the rows, and return it."""
    opened_by = actor.account_id if actor else None
    incident = _incident(new, reference=reference, clock=rows.clock, opened_by=opened_by, at=at)
    incident.sealed_reporter = (
        reporters.sealed(new.reporter, incident) if new.reporter != Reporter() else None
    )
    incident.search_text = search_text(incident, new.presentation)
    rows.incidents.append(incident)
    rows.fields.extend(_field(incident, each) for each in new.fields)
    facts: dict[str, Fact] = {"mailbox": str(new.mailbox), "channel": str(new.channel), **new.facts}
    opened = Happening.OPENED
    if actor is not None:
        # Where nobody did anything, the desk does not want to see a line of its own.
        rows.entries.append(trail.line(incident, opened, facts=facts, actor=actor, at=at))
    rows.changes.append(trail.change_of(incident, opened.value, facts=facts, actor=actor, at=at))
    return incident


def _incident(
    new: NewIncident, *, reference: str, clock: HelpdeskClock, opened_by: int | None, at: datetime
) -> Incident:
    values = {each.field: each.value for each in new.fields}
    due = clocks.dues(
        at,
        new.priority,
        paused=timedelta(),
        policy=policy.policy_on(day_of(at)),
        hours=clock,
    )
    return Incident(
        public_id=ordered_id(at),
        mailbox=new.mailbox,
        channel=new.channel,
        reporter_kind=new.reporter_kind,
        reporter_key=reporters.key_of(new.reporter.address),
        language=new.language,
        subject=new.subject[:300],
        provider_code=values.get(HeaderField.FISCAL_CODE, "")[:20],
        provider_name=(new.provider_name or values.get(HeaderField.PROVIDER_NAME, ""))[:200],
        provider_kind=values.get(HeaderField.PROVIDER_KIND, "")[:40],
        house_code=new.house,
        is_registered=new.is_registered,
        is_proven=new.is_proven,
        stamp_code=values.get(HeaderField.STAMP_CODE, "")[:20],
        sub_unit=values.get(HeaderField.SUB_UNIT, "")[:200],
        category=values.get(HeaderField.CATEGORY, "")[:20],
        lacks=list(new.lacks),
        priority=new.priority,
        is_held=new.is_held,
        has_hidden=new.has_hidden,
        opened_at=at,
        opened_by=opened_by,
        changed_at=at,
        response_due_at=due.response,
        resolution_due_at=due.resolution,
        request_key=new.request_key,
        reference=reference,
    )


def _field(incident: Incident, found: FoundField) -> IncidentField:
    return IncidentField(
        incident=incident,
        field=found.field,
        found=found.value[:300],
        confidence=found.confidence,
        value=found.value[:300],
    )


def search_text(incident: Incident, presentation: str) -> str:
    """Return what a search looks in: folded, and without what not everybody at the desk may see."""
    said = f"{incident.subject} {incident.provider_name} {presentation[:20_000]}"
    plain = scrubbed(said, code=incident.provider_code).replace("\x00", " ")
    codes = f"{incident.reference} {incident.provider_code}"
    return fold(normalise(f"{codes} {plain}"))


def request_digest(kind: str, key: str, actor: Actor) -> bytes | None:
    """Return what finds the same request of the same actor again; None for no key."""
    if not key.strip():
        return None
    return hashlib.sha256(f"{kind}:{actor.account_id}:{key.strip()}".encode()).digest()


def mark() -> str:
    """Return eight hexadecimal digits for a message id."""
    return uuid.uuid4().hex[:8]

"""How is an incident opened by an operator on the telephone, and by a provider in the portal?"""

from collections.abc import Iterator
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from openpias.core.findings import Finding
from openpias.core.identifiers import fiscal_code
from openpias.server.helpdesk.domain.header.vocabulary import ALLOWED_CATEGORIES
from openpias.server.helpdesk.domain.inputs import IncidentInput
from openpias.server.helpdesk.domain.mail.screening import ShownText
from openpias.server.helpdesk.domain.outcomes import DeskProblem, DeskRefused, Done, NotSaved
from openpias.server.helpdesk.enums import (
    Channel,
    EntryKind,
    HeaderField,
    IncidentState,
    Mailbox,
    Priority,
    ReporterKind,
)
from openpias.server.helpdesk.models import Incident, IncidentEntry
from openpias.server.helpdesk.operations import clocks, creating, handling, trail
from openpias.server.helpdesk.operations.creating import FoundField, NewIncident
from openpias.server.helpdesk.operations.holding import allow, done, typed
from openpias.server.helpdesk.operations.registers import ProviderRegister
from openpias.server.helpdesk.permissions import Permission
from openpias.server.helpdesk.queries import visibility
from openpias.server.helpdesk.queries.reporters import Reporter
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.clock import day_of
from openpias.server.providers.enums import ProviderKind

_LONGEST_SUBJECT, _LONGEST_NAME = 200, 200


def from_call(
    said: IncidentInput, *, request_key: str, actor: Actor, at: datetime
) -> Done | NotSaved:
    """Open an incident from a telephone call, in the hands of whoever took the call.

    The same `request_key` opens it once. A number of a card's case links it.
    """
    allow(actor, Permission.OPEN_FROM_CALL)
    reporter = Reporter(
        address=said.caller_email.strip(),
        name=" ".join(said.caller_name.split())[:_LONGEST_NAME],
        phone=" ".join(said.caller_phone.split())[:40],
    )
    opened = _opened(said, Channel.TELEPHONE, reporter, request_key, actor=actor, at=at)
    if isinstance(opened, Done) and opened.is_new and said.card_case.strip():
        handling.link_case(opened.incident, number=said.card_case, actor=actor, at=at)
    return opened


def from_portal(
    said: IncidentInput, *, request_key: str, actor: Actor, at: datetime
) -> Done | NotSaved:
    """Open an incident of the provider for whom the actor works, which reads the answers in the portal."""
    allow(actor, Permission.OPEN_OWN)
    own = IncidentInput(
        mailbox=said.mailbox,
        category=said.category,
        subject=said.subject,
        text=said.text,
        stamp_code=said.stamp_code,
        sub_unit=said.sub_unit,
        fiscal_code=actor.provider.code,
        provider_name=actor.provider.name,
        language=said.language,
    )
    return _opened(own, Channel.PORTAL, Reporter(), request_key, actor=actor, at=at)


def reply_from_portal(
    public_id: str, *, text: str, request_key: str = "", actor: Actor, at: datetime
) -> Done | NotSaved:
    """Let a provider write on in an incident of its own; one that is closed goes on."""
    allow(actor, Permission.OPEN_OWN)
    shown = typed(text)
    if isinstance(shown, Finding):
        return NotSaved(findings=(shown,))
    key = creating.request_digest(f"reply:{public_id}", request_key, actor)
    reference = visibility.reference(public_id)
    with transaction.atomic():
        mine = visibility.own(actor).filter(public_id=reference) if reference else None
        incident = mine.select_for_update().first() if mine is not None else None
        if incident is None:
            raise DeskRefused(DeskProblem.UNKNOWN)
        if incident.state == IncidentState.MERGED:
            raise DeskRefused(DeskProblem.MERGED)
        if key is not None and IncidentEntry.objects.filter(request_key=key).exists():
            return done(incident, is_new=False)
        if incident.state == IncidentState.WAITING:
            clocks.resume(incident, at=at)
        elif incident.state == IncidentState.CLOSED:
            clocks.reopen(incident, at=at)
        incident.state, incident.changed_at = clocks.at_desk(incident), at
        incident.save()
        _write_text(incident, shown, key=key, actor=actor, at=at)
        return done(incident)


def _opened(
    said: IncidentInput,
    channel: Channel,
    reporter: Reporter,
    request_key: str,
    *,
    actor: Actor,
    at: datetime,
) -> Done | NotSaved:
    subject = typed(said.subject, path="/subject", longest=_LONGEST_SUBJECT)
    text = typed(said.text)
    problems = [each for each in (subject, text) if isinstance(each, Finding)]
    problems += _problems(said)
    if problems or isinstance(subject, Finding) or isinstance(text, Finding):
        return NotSaved(findings=tuple(problems))
    key = creating.request_digest("open", request_key, actor)
    try:
        with transaction.atomic():
            known = Incident.objects.filter(request_key=key).first() if key else None
            if known is not None:
                return done(known, is_new=False)
            new = _new(said, channel, reporter, subject, text, key=key, at=at)
            incident = creating.create(new, actor=actor, at=at)
            _write_text(incident, text, key=None, actor=actor, at=at)
            if channel is Channel.TELEPHONE:
                handling.give(incident, actor.account_id, actor.display_name)
                incident.save()
            return done(incident)
    except IntegrityError:
        # Sent twice at once: the second finds the first.
        return done(Incident.objects.get(request_key=key), is_new=False)


def _new(
    said: IncidentInput,
    channel: Channel,
    reporter: Reporter,
    subject: ShownText,
    text: ShownText,
    *,
    key: bytes | None,
    at: datetime,
) -> NewIncident:
    register = ProviderRegister(today=day_of(at))
    code = fiscal_code.tidy(said.fiscal_code)
    known = register.provider(code) if code else None
    values = {
        HeaderField.FISCAL_CODE: code,
        HeaderField.PROVIDER_NAME: " ".join(said.provider_name.split()),
        HeaderField.PROVIDER_KIND: said.provider_kind,
        HeaderField.STAMP_CODE: " ".join(said.stamp_code.split()),
        HeaderField.SUB_UNIT: " ".join(said.sub_unit.split()),
        HeaderField.CATEGORY: said.category,
    }
    return NewIncident(
        mailbox=Mailbox(said.mailbox),
        channel=channel,
        reporter_kind=ReporterKind(said.reporter_kind),
        reporter=reporter,
        subject=subject.text,
        presentation=text.text,
        language=said.language if said.language in {"ro", "uk", "en"} else "ro",
        fields=[FoundField(field=name, value=value) for name, value in values.items() if value],
        provider_name=known.name if known else "",
        house=register.house_of(code),
        is_registered=known is not None,
        is_proven=channel is Channel.PORTAL,
        priority=Priority(said.priority),
        has_hidden=bool(text.hidden or subject.hidden),
        request_key=key,
    )


def _write_text(
    incident: Incident, shown: ShownText, *, key: bytes | None, actor: Actor, at: datetime
) -> None:
    entry = IncidentEntry.objects.create(
        incident=incident,
        kind=EntryKind.INCOMING,
        at=at,
        account_id=actor.account_id,
        author_name=actor.display_name[:200],
        subject=incident.subject,
        text=shown.text,
        presentation=shown.text,
        hidden=shown.hidden,
        request_key=key,
    )
    facts = {"entry": str(entry.public_id)}
    trail.changed(incident, "reported", facts=facts, actor=actor, at=at)


def _problems(said: IncidentInput) -> Iterator[Finding]:
    lists = (
        ("/reporter_kind", said.reporter_kind, ReporterKind),
        ("/priority", said.priority, Priority),
    )
    for path, value, known in lists:
        if value not in {each.value for each in known}:
            yield Finding(code="value-unknown", path=path)
    if said.provider_kind and said.provider_kind not in {each.value for each in ProviderKind}:
        yield Finding(code="value-unknown", path="/provider_kind")
    if said.mailbox not in {each.value for each in Mailbox}:
        yield Finding(code="mailbox-unknown", path="/mailbox")
    elif said.category not in {each.value for each in ALLOWED_CATEGORIES[Mailbox(said.mailbox)]}:
        yield Finding(code="category-unknown", path="/category")
    is_code = bool(said.fiscal_code.strip()) and said.reporter_kind == ReporterKind.PROVIDER
    if is_code and isinstance(fiscal_code.parse(said.fiscal_code), fiscal_code.Problem):
        yield Finding(code="fiscal-code-wrong", path="/fiscal_code")
    if said.caller_email.strip():
        try:
            validate_email(said.caller_email.strip())
        except ValidationError:
            yield Finding(code="email-wrong", path="/caller_email")
    yield from _personal(said)


def _personal(said: IncidentInput) -> Iterator[Finding]:
    for path, value in (
        ("/provider_name", said.provider_name),
        ("/stamp_code", said.stamp_code),
        ("/sub_unit", said.sub_unit),
        ("/caller_name", said.caller_name),
    ):
        found = typed(value, path=path, longest=_LONGEST_NAME, required=False)
        if isinstance(found, Finding):
            yield found

"""How do mails open incidents, one or many at once?"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from openpias.core.findings import Finding, Severity
from openpias.server.helpdesk.domain import reporters as reporting
from openpias.server.helpdesk.domain.header import Field, Header, KnownProvider, check
from openpias.server.helpdesk.domain.mail.screening import ShownMail
from openpias.server.helpdesk.enums import (
    Channel,
    Confidence,
    Happening,
    HeaderField,
    Mailbox,
    ReporterKind,
)
from openpias.server.helpdesk.models import Incident, RawMessage
from openpias.server.helpdesk.operations import (
    arriving,
    attachments,
    creating,
    letters,
    receipts,
    references,
    trail,
)
from openpias.server.helpdesk.operations.creating import FoundField, NewIncident
from openpias.server.helpdesk.operations.registers import ProviderRegister
from openpias.server.helpdesk.operations.rows import Rows
from openpias.server.platform.clock import day_of

_OF_EVERYBODY = frozenset({"/subject", "/presentation"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """A mail that was read; `earlier` is an incident of its that ended too long ago to go on."""

    row: RawMessage
    mail: ShownMail
    earlier: Incident | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    """What a mail becomes, and everything to ask its reporter for."""

    arrived: Arrived
    new: NewIncident
    findings: Sequence[Finding]


def open_all(arrived: Sequence[Arrived], *, at: datetime) -> tuple[Incident, ...]:
    """Write the incident of each mail with all that belongs to it, in the transaction that is open.

    Entries, documents, trail, events, message ids and automatic answers, each table once. Waits for
    others that open incidents in the same mailboxes.
    """
    headers = [_header(each.mail, Mailbox(each.row.mailboxes[0])) for each in arrived]
    register = ProviderRegister(today=day_of(at))
    register.expect(headers)
    judged = [
        _judged(each, header, register) for each, header in zip(arrived, headers, strict=True)
    ]
    rows = Rows()
    incidents = tuple(
        creating.draft(
            each.new, reference=reference, rows=rows, actor=None, at=each.arrived.row.received_at
        )
        for each, reference in zip(judged, _references(arrived), strict=True)
    )
    brake = receipts.Brake(incidents, at=at)
    for incident, each in zip(incidents, judged, strict=True):
        _put_mail(incident, each, rows=rows, at=at)
        receipts.answer(incident, each.arrived.mail, each.findings, brake=brake, rows=rows, at=at)
    rows.write(at=at)
    return incidents


def _references(arrived: Sequence[Arrived]) -> Iterator[str]:
    """Draw for all, in an order in which nobody waits for somebody who waits."""
    wanted = Counter(map(_series, arrived))
    drawn = {
        (mailbox, year): iter(references.draw(mailbox, year=year, many=many))
        for (mailbox, year), many in sorted(wanted.items())
    }
    for each in arrived:
        yield next(drawn[_series(each)])


def _series(arrived: Arrived) -> tuple[Mailbox, int]:
    """Return in which mailbox and year a mail gets its reference."""
    return Mailbox(arrived.row.mailboxes[0]), day_of(arrived.row.received_at).year


def _put_mail(incident: Incident, judged: _Judged, *, rows: Rows, at: datetime) -> None:
    mail = judged.arrived.mail
    entry = arriving.entry_of(judged.arrived.row, mail, incident)
    documents = attachments.rows(mail, incident=incident, entry=entry)
    incident.pictures = attachments.worst(each.pictures for each in documents)
    rows.entries.append(entry)
    rows.documents.extend(documents)
    rows.events.extend(attachments.stored(documents))
    if mail.message_id:
        rows.message_ids.append(letters.known(incident, mail.message_id))
    if mail.is_hard:
        held, facts = Happening.HELD, {"kinds": sorted(entry.hidden)}
        rows.entries.append(trail.line(incident, held, facts=facts, actor=None, at=at))
        rows.changes.append(trail.change_of(incident, held.value, facts=facts, actor=None, at=at))


def _judged(arrived: Arrived, header: Header, register: ProviderRegister) -> _Judged:
    row, mail, earlier = arrived.row, arrived.mail, arrived.earlier
    mailbox = header.mailbox
    checked = check(header, subject=mail.subject.text, register=register)
    kind = reporting.kind_of(
        address=mail.sender,
        fields=mail.header,
        text=f"{mail.subject.text}\n{mail.presentation}",
        language=mail.language,
        staff=settings.HELPDESK_STAFF_DOMAINS,
    )
    findings = _for(kind, checked.findings)
    provider = checked.provider
    new = NewIncident(
        mailbox=mailbox,
        channel=Channel.MAIL,
        reporter_kind=kind,
        reporter=arriving.reporter_of(mail, phone=header.value(HeaderField.PHONE)),
        subject=mail.subject.text,
        presentation=mail.presentation,
        language=mail.language,
        fields=_fields(header, provider),
        provider_name=provider.name if provider else "",
        house=register.house_of(provider.fiscal_code) if provider else "",
        is_registered=provider is not None,
        lacks=[each.code for each in findings if each.severity is Severity.ERROR],
        is_held=mail.is_hard,
        has_hidden=bool(arriving.hidden_of(mail)),
        facts={
            "mail": str(row.public_id),
            "documents": len(mail.documents),
            **({"earlier": str(earlier.public_id)} if earlier else {}),
        },
    )
    return _Judged(arrived=arrived, new=new, findings=findings)


def _fields(header: Header, provider: KnownProvider | None) -> list[FoundField]:
    """Return what was found, with the fiscal code of a provider that is known by its name."""
    fields = [
        FoundField(field=field, value=found.value, confidence=str(found.confidence))
        for field, found in header.fields.items()
    ]
    if provider is not None and not header.value(HeaderField.FISCAL_CODE):
        likely = str(Confidence.LIKELY)
        code = provider.fiscal_code
        fields.append(FoundField(field=HeaderField.FISCAL_CODE, value=code, confidence=likely))
    return fields


def _header(mail: ShownMail, mailbox: Mailbox) -> Header:
    return Header(
        mailbox=mailbox,
        fields={
            HeaderField(name): Field(
                value=each.value, start=0, end=0, confidence=Confidence(each.confidence)
            )
            for name, each in mail.header.items()
        },
        presentation=mail.presentation,
        findings=tuple(
            Finding(code=code, path=path, severity=Severity(severity))
            for code, path, severity in mail.findings
        ),
    )


def _for(kind: ReporterKind, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return what this reporter is asked: only a provider for what a provider has."""
    if kind is ReporterKind.PROVIDER:
        return tuple(findings)
    return tuple(each for each in findings if each.path in _OF_EVERYBODY)

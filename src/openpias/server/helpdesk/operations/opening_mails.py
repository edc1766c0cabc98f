"""How does a mail open an incident?"""

from collections.abc import Sequence
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
    HeaderField,
    Mailbox,
    ReporterKind,
)
from openpias.server.helpdesk.models import Incident, RawMessage
from openpias.server.helpdesk.operations import arriving, creating
from openpias.server.helpdesk.operations.creating import FoundField, NewIncident
from openpias.server.helpdesk.operations.registers import ProviderRegister
from openpias.server.platform.clock import day_of

_OF_EVERYBODY = frozenset({"/subject", "/presentation"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """The incident, and everything to ask its reporter for."""

    incident: Incident
    findings: Sequence[Finding]


def open_from(
    row: RawMessage, mail: ShownMail, *, earlier: Incident | None, at: datetime
) -> Opened:
    """Write the incident of a mail, in the transaction that is open.

    `earlier` is one that ended too long ago to go on.
    """
    mailbox = Mailbox(row.mailboxes[0])
    register = ProviderRegister(today=day_of(at))
    header = _header(mail, mailbox)
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
    return Opened(incident=creating.create(new, actor=None, at=row.received_at), findings=findings)


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

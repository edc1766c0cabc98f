"""Who works at the helpdesk, and which incidents lie there? Everybody is invented."""

from openpias.server.helpdesk.domain.inputs import IncidentInput
from openpias.server.helpdesk.enums import Mailbox, MessageSource
from openpias.server.helpdesk.models import Incident, RawMessage
from openpias.server.helpdesk.operations import intake, opening, processing
from openpias.server.helpdesk.operations.intake import Envelope
from openpias.server.platform.accounts.enums import Role
from tests.factories import mails, people
from tests.factories.people import NOW


def operator(role=Role.HELPDESK_OPERATOR, **fields):
    """Return somebody of the desk."""
    return people.actor(roles=(role,), provider="HELPDESK", **fields)


def lead():
    """Return the lead."""
    return operator(Role.HELPDESK_LEAD, display_name="Coordonator")


def contractor():
    """Return an operator at the contractor, who sees no personal data."""
    return operator(Role.HELPDESK_CONTRACTOR, display_name="Operator la contractant")


def stored(raw, *, mailboxes=(Mailbox.SIUI,), mail_from="farmacia@exemplu.invalid", at=NOW):
    """Store a mail; return its row."""
    envelope = Envelope(mailboxes=tuple(mailboxes), mail_from=mail_from)
    found = intake.ingest(raw, envelope=envelope, source=MessageSource.SMTP, at=at)
    return RawMessage.objects.get(public_id=found.message)


def taken(raw, *, at=NOW, **fields):
    """Store a mail and read it; return its row."""
    row = stored(raw, at=at, **fields)
    processing.process(str(row.public_id), at=at)
    row.refresh_from_db()
    return row


def mailed(**fields) -> Incident:
    """Return the incident that a mail opened."""
    return taken(mails.mail(**fields)).incident


def said(**fields) -> IncidentInput:
    """Return what was said on the telephone, as an operator types it."""
    defaults = {
        "mailbox": "ceas",
        "category": "validation",
        "subject": "Cardul nu este recunoscut",
        "text": "La citire apare codul -43, la două terminale.",
        "caller_phone": "0745 123 456",
        "caller_name": "Ionescu Ana",
        "caller_email": "ana@exemplu.invalid",
    }
    return IncidentInput(**{**defaults, **fields})


def called(actor=None, *, request_key="one", **fields) -> Incident:
    """Return the incident that a call opened."""
    done = opening.from_call(
        said(**fields), request_key=request_key, actor=actor or operator(), at=NOW
    )
    return Incident.objects.get(public_id=done.incident)

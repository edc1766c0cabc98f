"""How does a letter of the desk leave, so that its answer finds the incident again?"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import formataddr

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from openpias.server.config.env import Profile
from openpias.server.helpdesk.domain import threads
from openpias.server.helpdesk.enums import Mailbox
from openpias.server.helpdesk.models import Incident, KnownMessageId
from openpias.server.helpdesk.models.vault import Purpose, keyed
from openpias.server.helpdesk.operations import creating
from openpias.server.helpdesk.queries import reporters
from openpias.server.platform.mail import operations as mail
from openpias.server.platform.mail.enums import Manner
from openpias.server.platform.mail.models import Letter
from openpias.server.platform.mail.operations import Conversation, LetterAddressError

_MOST_REFERENCES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Subject and paragraphs of a letter, in the reader's language."""

    kind: str
    subject: str
    paragraphs: Sequence[str]


def send(incident: Incident, wording: Wording, *, at: datetime) -> uuid.UUID | None:
    """Write a letter of the desk in the transaction that is open; None where there is no address."""
    letter = draft(incident, wording, manner=Manner.HUMAN, at=at)
    return mail.write(letter, at=at) if letter else None


def draft(incident: Incident, wording: Wording, *, manner: Manner, at: datetime) -> Letter | None:
    """Return a letter to the reporter, not written yet; None where there is no address.

    Its message id names the incident and is signed, so an answer finds it without being looked up.
    """
    reporter = reporters.of(incident)
    if not reporter.address:
        return None
    address = address_of(Mailbox(incident.mailbox))
    own = threads.own_id(
        incident.public_id, mark=creating.mark(), host=address.rpartition("@")[2], sign=sign
    )
    earlier = [each for each in (*reporter.references, reporter.message_id) if each]
    conversation = Conversation(
        sender=formataddr((gettext("Asistență e-PIAS"), address), "utf-8"),
        message_id=own,
        in_reply_to=reporter.message_id,
        references=tuple(earlier[-_MOST_REFERENCES:]),
        manner=manner,
        about=incident.public_id,
    )
    try:
        return mail.draft(
            kind=wording.kind,
            to=reporter.address,
            language=incident.language,
            subject=f"[{incident.reference}] {wording.subject}",
            body=body(wording.paragraphs, language=incident.language),
            conversation=conversation,
            at=at,
        )
    except LetterAddressError:
        return None


def know(incident: Incident, message_id: str) -> None:
    """Keep a message id as one of this incident; one that is known already stays where it is."""
    if message_id:
        KnownMessageId.objects.bulk_create([known(incident, message_id)], ignore_conflicts=True)


def known(incident: Incident, message_id: str) -> KnownMessageId:
    """Return a message id as one of this incident; nothing is written."""
    return KnownMessageId(key=id_key(message_id), incident=incident)


def id_key(message_id: str) -> bytes:
    """Return what finds a message id again."""
    return keyed(message_id, purpose=Purpose.MESSAGE_ID)


def sign(text: str) -> bytes:
    """Sign what stands in our message ids."""
    return keyed(text, purpose=Purpose.THREAD)


def address_of(mailbox: Mailbox) -> str:
    """Return the address of a mailbox."""
    found = [each for each, name in settings.HELPDESK_ADDRESSES.items() if name == mailbox.value]
    return found[0] if found else str(settings.MAIL_FROM)


def body(paragraphs: Sequence[str], *, language: str) -> str:
    """Return the text of a letter with greeting and footer."""
    with translation.override(language):
        footer = [
            gettext("Asistență tehnică e-PIAS. Răspundeți la acest mesaj și păstrați subiectul.")
        ]
        footer.append(
            gettext("Nu scrieți date ale persoanelor asigurate (CNP, nume, număr de card).")
        )
        if settings.PROFILE is not Profile.PRODUCTION:
            footer.append(gettext("Sistem demonstrativ: datele sunt inventate."))
        parts = [gettext("Bună ziua,"), *paragraphs, "--\n" + "\n".join(footer)]
    return "\n\n".join(parts) + "\n"

"""How is a letter written, delivered, given up and forgotten?

Letters have no audit entries: the change that a letter tells about has one, and the row stays.
"""

import time
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import structlog
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from openpias.server.platform.audit.operations import record
from openpias.server.platform.clock import day_of
from openpias.server.platform.database import statements
from openpias.server.platform.mail import holds, texts, transport
from openpias.server.platform.mail.enums import LetterState, Manner
from openpias.server.platform.mail.events import LetterWritten
from openpias.server.platform.mail.models import Letter
from openpias.server.platform.mail.policy import pause_after, terms
from openpias.server.platform.mail.texts import Data
from openpias.server.platform.mail.transport import LetterRefusedError, MailUnavailableError
from openpias.server.platform.ordered_ids import ordered_id
from openpias.server.platform.outbox.operations import announce

_BATCH = 100
# When a worker dies, so many wait until their hold ends.
_HELD = 20
# With the longest delivery on top still shorter than a hold; the next round goes on.
_DELIVERING_SECONDS = 60.0
# Every letter has this of its own, at once after the mail server took it.
_END = """
    UPDATE mail_letter SET state = %s, failure = %s, ended_at = %s, next_attempt_at = NULL
     WHERE id = %s AND state = 'waiting'
"""
_log = structlog.get_logger()


class LetterAddressError(ValueError):
    """What should be an e-mail address is none; the message does not quote it."""


def send(
    *,
    kind: str,
    to: str,
    language: str,
    data: Data,
    at: datetime,
    about: str | uuid.UUID = "",
    once: str = "",
) -> uuid.UUID:
    """Write a letter in the transaction that is open, and return its id; delivery comes later.

    Also announces LetterWritten. With `once`, an occasion that had its letter gets no second one,
    and the id of the first is returned. Raises LetterAddressError, and KeyError for an unknown
    kind or a value that the text names and `data` lacks.
    """
    rendered = texts.render(kind, language=language, data=data)
    values = {
        "kind": kind,
        "language": language,
        "recipient": _address(to),
        "subject": rendered.subject,
        "body": rendered.body,
        "about": str(about),
        "created_at": at,
        "next_attempt_at": at,
    }
    if once:
        letter, is_new = Letter.objects.get_or_create(
            once=once, defaults={"id": ordered_id(at), **values}
        )
    else:
        letter, is_new = Letter.objects.create(id=ordered_id(at), **values), True
    if is_new:
        announce(LetterWritten(letter=str(letter.pk)), at=at)
    return letter.pk


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """Where a letter stands in a conversation: from whom, its own id, and what it answers.

    `references` are message ids, the oldest first. `about` is the opaque id of what it is about.
    """

    sender: str
    message_id: str
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    manner: Manner = Manner.HUMAN
    about: str | uuid.UUID = ""


def write(letter: Letter, *, at: datetime) -> uuid.UUID:
    """Write a draft in the transaction that is open, and return its id.

    Also announces LetterWritten, so that it leaves at once.
    """
    letter.save(force_insert=True)
    announce(LetterWritten(letter=str(letter.pk)), at=at)
    return letter.pk


def write_all(letters: Iterable[Letter]) -> None:
    """Write drafts with one statement, in the transaction that is open.

    They leave with the next that are due, and cost no job of their own.
    """
    Letter.objects.bulk_create(letters)


def draft(
    *,
    kind: str,
    to: str,
    language: str,
    subject: str,
    body: str,
    conversation: Conversation,
    at: datetime,
) -> Letter:
    """Return a letter of a conversation; nothing is written.

    Subject and body are the caller's words; line breaks leave the subject and the ids, so that no
    value adds a header. Raises LetterAddressError.
    """
    return Letter(
        id=ordered_id(at),
        kind=kind,
        language=language,
        recipient=_address(to),
        subject=_one_line(subject)[: texts.LONGEST_SUBJECT],
        body=body,
        about=str(conversation.about),
        sender=_one_line(conversation.sender),
        message_id=_one_line(conversation.message_id),
        in_reply_to=_one_line(conversation.in_reply_to),
        references=" ".join(map(_one_line, conversation.references)),
        manner=conversation.manner,
        created_at=at,
        next_attempt_at=at,
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def deliver(letter_id: uuid.UUID, *, at: datetime) -> None:
    """Try to deliver one letter if it is due; harmless to repeat."""
    for letter in holds.one(letter_id, at=at):
        _attempt(letter, at=at)


def deliver_due(*, at: datetime) -> int:
    """Try letters that are due, oldest first, and return how many; stop when the server takes none."""
    until, tried = time.monotonic() + _DELIVERING_SECONDS, 0
    while tried < _BATCH:
        gone = _deliver_some(at=at, until=until)
        tried += gone
        if gone < _HELD:
            break
    return tried


def _deliver_some(*, at: datetime, until: float) -> int:
    """Try as many letters as are held at once; fewer come back when it is enough for now."""
    letters = holds.due(at=at, most=_HELD)
    for tried, letter in enumerate(letters):
        if time.monotonic() > until:
            holds.release(letters[tried:], at=at)
            return tried
        if not _attempt(letter, at=at):
            holds.release(letters[tried + 1 :], at=at)
            return tried
    return len(letters)


def forget(*, at: datetime) -> int:
    """Empty address, subject and body of letters past their term; return how many."""
    kept_for = terms(day_of(at)).kept_for
    old = Letter.objects.filter(ended_at__lt=at - kept_for, forgotten_at=None)
    count = old.update(
        recipient="", subject="", body="", in_reply_to="", references="", forgotten_at=at
    )
    if count:
        record(
            event="letters-forgotten",
            actor=None,
            subject_kind="letters",
            subject_ref="",
            facts={"letters": count},
            at=at,
        )
    return count


def _address(typed: str) -> str:
    try:
        validate_email(typed)
        typed.encode("ascii")
    except (ValidationError, UnicodeEncodeError):
        raise LetterAddressError("The recipient is not an e-mail address.") from None
    return typed


def _attempt(letter: Letter, *, at: datetime) -> bool:
    """Deliver a letter that is held; tell whether the server is worth another.

    No transaction is open while the server is talked to: an open one would hold the sealer back.
    """
    try:
        transport.hand_over(_outgoing(letter))
    except LetterRefusedError as error:
        _end(letter, LetterState.REFUSED, failure=error.code, at=at)
    except MailUnavailableError as error:
        _postpone(letter, failure=error.code, at=at)
        return not error.server
    else:
        _end(letter, LetterState.DELIVERED, failure="", at=at)
    return True


def _outgoing(letter: Letter) -> transport.Outgoing:
    return transport.Outgoing(
        id=letter.pk,
        recipient=letter.recipient,
        language=letter.language,
        subject=letter.subject,
        body=letter.body,
        created_at=letter.created_at,
        sender=letter.sender,
        message_id=letter.message_id,
        in_reply_to=letter.in_reply_to,
        references=letter.references,
        manner=Manner(letter.manner),
    )


def _postpone(letter: Letter, *, failure: str, at: datetime) -> None:
    again = at + pause_after(letter.attempts)
    if again > letter.created_at + terms(day_of(letter.created_at)).tried_for:
        _end(letter, LetterState.GIVEN_UP, failure=failure, at=at)
        return
    Letter.objects.filter(pk=letter.pk, state=LetterState.WAITING).update(
        next_attempt_at=again, failure=failure
    )
    _say("letter-waits", letter, failure=failure)


def _end(letter: Letter, state: LetterState, *, failure: str, at: datetime) -> None:
    statements.run(_END, [state.value, failure, at, letter.pk])
    _say(f"letter-{state}", letter, failure=failure)


def _say(event: str, letter: Letter, *, failure: str) -> None:
    write = _log.warning if failure else _log.info
    write(event, letter=str(letter.pk), kind=letter.kind, attempts=letter.attempts, failure=failure)

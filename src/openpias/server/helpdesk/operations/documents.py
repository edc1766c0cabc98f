"""How does an operator open a document, and listen to a recording? Each look is in the trail."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from openpias.server.helpdesk.domain.outcomes import DeskProblem, DeskRefused
from openpias.server.helpdesk.enums import Pictures, VirusCheck
from openpias.server.helpdesk.models import AttachedDocument, Recording
from openpias.server.helpdesk.models.vault import Purpose, UnsealError, unseal
from openpias.server.helpdesk.operations import trail
from openpias.server.helpdesk.operations.holding import allow
from openpias.server.helpdesk.permissions import Permission
from openpias.server.helpdesk.queries import visibility
from openpias.server.platform.accounts.actors import Actor

_TYPES = {
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "wav": "audio/wav",
}
_OPENS = frozenset({Pictures.NONE.value, Pictures.VERIFIED.value})


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedFile:
    """A file for whoever may see it."""

    name: str
    media_type: str
    content: bytes


def take(document_id: str, *, actor: Actor, at: datetime) -> OpenedFile:
    """Return a document without a find, whose pictures were read and which no virus check waits for.

    Raises DeskRefused.
    """
    allow(actor, Permission.READ_PERSONAL)
    reference = visibility.reference(document_id)
    with transaction.atomic():
        rows = AttachedDocument.objects.select_related("incident")
        row = rows.filter(public_id=reference).first() if reference else None
        if row is None:
            raise DeskRefused(DeskProblem.UNKNOWN)
        if row.sealed is None or row.has_hidden:
            raise DeskRefused(DeskProblem.NOT_THERE)
        if row.virus_check == VirusCheck.WAITING:
            raise DeskRefused(DeskProblem.UNCHECKED)
        if row.pictures not in _OPENS:
            raise DeskRefused(DeskProblem.PICTURES_UNVERIFIED)
        facts = {"document": str(row.public_id)}
        trail.tell("document-opened", row.incident.public_id, facts=facts, actor=actor, at=at)
        content = _unsealed(row.sealed, Purpose.DOCUMENT, row)
    return OpenedFile(name=row.name, media_type=_TYPES[row.format], content=content)


def listen(recording_id: str, *, actor: Actor, at: datetime) -> OpenedFile:
    """Return what was said to the IVR; raises DeskRefused."""
    allow(actor, Permission.READ_PERSONAL)
    reference = visibility.reference(recording_id)
    with transaction.atomic():
        rows = Recording.objects.select_related("incident")
        row = rows.filter(public_id=reference).first() if reference else None
        if row is None:
            raise DeskRefused(DeskProblem.UNKNOWN)
        if row.sealed is None or row.expires_at <= at:
            raise DeskRefused(DeskProblem.ERASED)
        facts = {"recording": str(row.public_id)}
        trail.tell("recording-heard", row.incident.public_id, facts=facts, actor=actor, at=at)
        content = _unsealed(row.sealed, Purpose.RECORDING, row)
    name = f"{row.incident.reference}.wav"
    return OpenedFile(name=name, media_type=_TYPES["wav"], content=content)


def _unsealed(
    sealed: bytes | memoryview, purpose: Purpose, row: AttachedDocument | Recording
) -> bytes:
    try:
        return unseal(sealed, purpose=purpose, ref=row.public_id)
    except UnsealError:
        raise DeskRefused(DeskProblem.ERASED) from None

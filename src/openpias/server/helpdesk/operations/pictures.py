"""Does a picture inside a document say who an insured person is?

Until it is read surely, the document does not open and the incident says so. A find hides the
document for good, and holds the mail that it came with, as one in its text does.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from openpias.server.helpdesk.domain.mail.screening import ShownText, shown_text
from openpias.server.helpdesk.domain.retention import KeptHelpdesk, term_on
from openpias.server.helpdesk.enums import Happening, MessageState, Pictures
from openpias.server.helpdesk.models import AttachedDocument, Incident, RawMessage
from openpias.server.helpdesk.models.vault import Purpose, UnsealError, unseal
from openpias.server.helpdesk.operations import trail
from openpias.server.helpdesk.operations.attachments import worst
from openpias.server.helpdesk.operations.reading import worker_environment
from openpias.server.helpdesk.queries import visibility
from openpias.server.platform.clock import day_of

MOST_TRIES = 2
_SECONDS = 600
_WORKER = "openpias.server.helpdesk.operations.pictures_worker"


@dataclass(frozen=True, slots=True, kw_only=True)
class PicturesRead:
    """What is written in the pictures of a document, and whether all were read surely."""

    texts: Sequence[str]
    is_sure: bool


def read(document_id: str, *, at: datetime) -> Pictures | None:
    """Read the pictures of a document that was not read, and write what follows; None where none is due.

    Harmless to repeat. Without tesseract, and where it is not sure, they stay unverified.
    """
    reference = visibility.reference(document_id)
    if reference is None:
        return None
    due = AttachedDocument.objects.filter(
        public_id=reference, pictures=Pictures.UNVERIFIED, picture_tries__lt=MOST_TRIES
    )
    row = due.exclude(sealed=None).first()
    if row is None or row.sealed is None or shutil.which("tesseract") is None:
        return None
    AttachedDocument.objects.filter(pk=row.pk).update(picture_tries=F("picture_tries") + 1)
    try:
        found = _asked(unseal(row.sealed, purpose=Purpose.DOCUMENT, ref=row.public_id))
    except (UnsealError, subprocess.SubprocessError, OSError, ValueError, KeyError):
        found = PicturesRead(texts=(), is_sure=False)
    shown = shown_text("\n\n".join(found.texts))
    with transaction.atomic():
        incident = Incident.objects.select_for_update().get(pk=row.incident_id)
        return _settle(row, incident, shown, is_sure=found.is_sure, at=at)


def waiting(*, most: int = 20) -> Sequence[str]:
    """Return documents whose pictures were not read and may still be."""
    due = AttachedDocument.objects.filter(
        pictures=Pictures.UNVERIFIED, picture_tries__lt=MOST_TRIES
    ).exclude(sealed=None)
    return [str(each) for each in due.order_by("pk").values_list("public_id", flat=True)[:most]]


def _settle(
    row: AttachedDocument, incident: Incident, shown: ShownText, *, is_sure: bool, at: datetime
) -> Pictures:
    if shown.hidden:
        state = Pictures.HIDDEN
        row.has_hidden = True
        row.hidden = {**row.hidden, **shown.hidden}
        if shown.hard:
            row.sealed, row.erased_at = None, at
            _hold(row, incident, shown, at=at)
        incident.has_hidden = True
    else:
        state = Pictures.VERIFIED if is_sure else Pictures.UNVERIFIED
    row.pictures = state
    row.save(update_fields=["pictures", "has_hidden", "hidden", "sealed", "erased_at"])
    incident.pictures = worst(each.pictures for each in incident.documents.all())
    incident.save(update_fields=["pictures", "has_hidden", "is_held"])
    facts = {"document": str(row.public_id), "pictures": state.value}
    trail.happened(incident, Happening.PICTURES_READ, facts=facts, at=at)
    return state


def _hold(row: AttachedDocument, incident: Incident, shown: ShownText, *, at: datetime) -> None:
    """Hold the mail that brought the document: its original is short-lived from now on."""
    term = term_on(KeptHelpdesk.HELD_ORIGINAL, day_of(at))
    message = row.entry.message_id
    if message is not None:
        RawMessage.objects.filter(pk=message).update(
            state=MessageState.HELD, expires_at=at + term if term else None
        )
    incident.is_held = True
    facts = {"kinds": sorted(shown.hidden)}
    trail.happened(incident, Happening.HELD, facts=facts, at=at)


def _asked(content: bytes) -> PicturesRead:
    done = subprocess.run(
        [sys.executable, "-m", _WORKER],
        input=content,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**worker_environment(), "OMP_THREAD_LIMIT": "1"},
        timeout=_SECONDS,
        check=True,
    )
    said = json.loads(done.stdout)
    return PicturesRead(texts=tuple(said["texts"]), is_sure=said["is_sure"] is True)

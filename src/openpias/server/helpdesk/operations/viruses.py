"""Does the virus scanner of this installation find something in a document? Without one, nothing is asked.

A document opens only after the scanner judged it. While the scanner is down or slow, documents wait,
closed, and are tried again; mails and incidents do not wait for it.
"""

import socket
import struct
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F

from openpias.server.helpdesk.enums import AttachmentRefusal, Happening, VirusCheck
from openpias.server.helpdesk.models import AttachedDocument
from openpias.server.helpdesk.models.vault import Purpose, UnsealError, unseal
from openpias.server.helpdesk.operations import trail

SECONDS = 20.0
_CHUNK = 1 << 16
_LONGEST_ANSWER = 4096


class ScannerUnavailable(Exception):  # noqa: N818 - named as clients of other services name it
    """The scanner did not judge; the document waits and is tried again."""


def first_state() -> VirusCheck:
    """Return how a document begins that is kept: waiting where there is a scanner."""
    return VirusCheck.WAITING if settings.HELPDESK_CLAMD else VirusCheck.NONE


def check_waiting(*, at: datetime, most: int = 200) -> int:
    """Ask the scanner about documents that wait, those tried least first; return how many were judged.

    Ends with the first that is not judged: it is the last one the next time. Harmless to repeat, and
    nothing is judged without a scanner, so that what once waited for one stays closed.
    """
    if not settings.HELPDESK_CLAMD:
        return 0
    waiting = AttachedDocument.objects.filter(virus_check=VirusCheck.WAITING).exclude(sealed=None)
    judged = 0
    for pk in list(waiting.order_by("virus_tries", "pk").values_list("pk", flat=True)[:most]):
        try:
            is_infected = is_found_in(_content(pk))
        except (ScannerUnavailable, UnsealError):
            AttachedDocument.objects.filter(pk=pk).update(virus_tries=F("virus_tries") + 1)
            break
        _settle(pk, is_infected=is_infected, at=at)
        judged += 1
    return judged


def is_found_in(content: bytes) -> bool:
    """Tell whether the scanner finds something in these bytes; speaks INSTREAM of clamd.

    Raises ScannerUnavailable where it does not answer in `SECONDS`, or does not judge, as with a
    document above its own limits.
    """
    try:
        said = _asked(content)
    except (OSError, ValueError) as error:
        raise ScannerUnavailable from error
    if said.endswith(b" FOUND"):
        return True
    if said == b"stream: OK":
        return False
    raise ScannerUnavailable


def _asked(content: bytes) -> bytes:
    with _connected(settings.HELPDESK_CLAMD) as scanner:
        scanner.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), _CHUNK):
            piece = content[start : start + _CHUNK]
            scanner.sendall(struct.pack(">I", len(piece)) + piece)
        scanner.sendall(struct.pack(">I", 0))
        said = b""
        while b"\0" not in said and len(said) < _LONGEST_ANSWER:
            more = scanner.recv(_LONGEST_ANSWER)
            if not more:
                break
            said += more
    return said.partition(b"\0")[0].strip()


def _connected(address: str) -> socket.socket:
    if not address.startswith("/"):
        host, _, port = address.rpartition(":")
        return socket.create_connection((host, int(port)), timeout=SECONDS)
    made = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    made.settimeout(SECONDS)
    try:
        made.connect(address)
    except OSError:
        made.close()
        raise
    return made


def _content(pk: int) -> bytes:
    row = AttachedDocument.objects.only("sealed", "public_id").get(pk=pk)
    if row.sealed is None:
        raise UnsealError
    return unseal(row.sealed, purpose=Purpose.DOCUMENT, ref=row.public_id)


def _settle(pk: int, *, is_infected: bool, at: datetime) -> None:
    with transaction.atomic():
        rows = AttachedDocument.objects.select_for_update(of=("self",)).select_related("incident")
        row = rows.get(pk=pk)
        if row.virus_check != VirusCheck.WAITING:
            return
        row.virus_check = VirusCheck.INFECTED if is_infected else VirusCheck.CLEAN
        if is_infected:
            row.refusal, row.sealed, row.erased_at = AttachmentRefusal.VIRUS.value, None, at
        row.save(update_fields=["virus_check", "refusal", "sealed", "erased_at"])
        facts = {"document": str(row.public_id), "virus_check": str(row.virus_check)}
        if is_infected:
            shown = {"name": row.name}
            trail.happened(row.incident, Happening.VIRUS_FOUND, facts=facts, shown=shown, at=at)
        else:
            trail.tell("document-checked", row.incident.public_id, facts=facts, actor=None, at=at)

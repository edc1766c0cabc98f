"""How are documents saved and recordings heard? Each time is written in the trail by the operation."""

import re
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from openpias.server.helpdesk.domain.outcomes import DeskRefused
from openpias.server.helpdesk.operations import documents
from openpias.server.helpdesk.permissions import Permission
from openpias.server.helpdesk.queries import incidents
from openpias.server.helpdesk.web.incident_page import shown
from openpias.server.helpdesk.web.opening import actor_of, not_found, told
from openpias.server.platform.accounts.door import requires

_RANGE = re.compile(r"bytes=(\d{1,12})-(\d{0,12})", re.ASCII)


@require_GET
@requires(Permission.READ_PERSONAL, real=True)
def document(request: HttpRequest, public_id: str, document: str) -> HttpResponse:
    """Save a document that passed the gate and holds nothing hidden."""
    actor, now, here = actor_of(request), timezone.now(), str(public_id)
    found = incidents.one(here, actor=actor, at=now)
    entries = found.entries if found else ()
    if str(document) not in {file.public_id for each in entries for file in each.documents}:
        raise not_found()
    try:
        taken = documents.take(str(document), actor=actor, at=now)
    except DeskRefused as refused:
        return shown(request, here, errors={"": told(refused)})
    return attachment(taken.content, name=taken.name, media_type=taken.media_type)


@require_GET
@requires(Permission.READ_PERSONAL, real=True)
def recording(request: HttpRequest, public_id: str, recording: str) -> HttpResponse:
    """Play a recorded message."""
    actor, now = actor_of(request), timezone.now()
    found = incidents.one(str(public_id), actor=actor, at=now)
    if found is None or str(recording) not in {each.public_id for each in found.recordings}:
        raise not_found()
    try:
        sound = documents.listen(str(recording), actor=actor, at=now).content
    except DeskRefused:
        raise not_found() from None
    return _sound(sound, asked=request.headers.get("Range", ""))


def attachment(content: bytes, *, name: str, media_type: str) -> HttpResponse:
    """Return bytes to be saved and never shown; the name is only a name."""
    response = HttpResponse(content, content_type=media_type)
    plain = "".join(each if each.isascii() and each.isalnum() else "-" for each in name)[:80]
    response.headers["Content-Disposition"] = (
        f'attachment; filename="{plain.rpartition("-")[0] or "document"}.{_ending(name)}"; '
        f"filename*=UTF-8''{quote(name[:120], safe='')}"
    )
    return response


def _ending(name: str) -> str:
    ending = name.rpartition(".")[2].lower()
    return ending if ending.isascii() and ending.isalnum() and len(ending) < 6 else "bin"


def _sound(sound: bytes, *, asked: str) -> HttpResponse:
    """Return the sound, or the part that a player asks for when somebody moves in it."""
    part = _RANGE.fullmatch(asked)
    start = int(part[1]) if part else 0
    end = min(int(part[2]) if part and part[2] else len(sound) - 1, len(sound) - 1)
    if not part or start > end:
        response = HttpResponse(sound, content_type="audio/wav")
    else:
        response = HttpResponse(sound[start : end + 1], content_type="audio/wav", status=206)
        response.headers["Content-Range"] = f"bytes {start}-{end}/{len(sound)}"
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Content-Disposition"] = 'inline; filename="mesaj.wav"'
    return response

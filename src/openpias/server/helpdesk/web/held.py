"""What becomes of a mail that was held for personal data, and of places hidden from caution?"""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from openpias.pages import Link
from openpias.server.helpdesk.domain.outcomes import DeskRefused, NotSaved
from openpias.server.helpdesk.operations import held
from openpias.server.helpdesk.permissions import Permission
from openpias.server.helpdesk.queries import incidents
from openpias.server.helpdesk.web import navigation
from openpias.server.helpdesk.web.acting import done
from openpias.server.helpdesk.web.incident_page import address, shown
from openpias.server.helpdesk.web.opening import (
    actor_of,
    errors_of,
    not_found,
    reason_missing,
    text_of,
    told,
)
from openpias.server.platform.accounts import interrupted
from openpias.server.platform.accounts.door import requires
from openpias.server.platform.http.pages import render


@require_POST
@requires(Permission.RELEASE_HELD, resumes=True, real=True)
def release(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let a held mail be read, with the reason why it holds no personal data."""
    typed = text_of(request, "release_reason")
    if not typed:
        return shown(request, str(public_id), errors={"release_reason": reason_missing()})
    return done(
        request, public_id, held.release, at_field="release_reason", said="released", reason=typed
    )


@require_POST
@requires(Permission.ERASE_HELD, resumes=True, real=True)
def erase(request: HttpRequest, public_id: str) -> HttpResponse:
    """Erase the original of a held mail before its term."""
    typed = text_of(request, "erase_reason")
    if not typed:
        return shown(request, str(public_id), errors={"erase_reason": reason_missing()})
    return done(
        request, public_id, held.erase, at_field="erase_reason", said="erased", reason=typed
    )


@require_POST
@requires(Permission.RELEASE_HELD, resumes=True, real=True)
def peek(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show what a held mail says to whoever may release it; the incident says why."""
    actor, here = actor_of(request), str(public_id)
    found = incidents.one(here, actor=actor, at=timezone.now())
    if found is None:
        raise not_found()
    if interrupted.is_back(request):
        return shown(request, here)
    fields = {"reason": "peek_reason", "note": "peek_note"}
    try:
        text = held.peek(
            here,
            reason=text_of(request, "peek_reason", most=20),
            note=text_of(request, "peek_note"),
            actor=actor,
            at=timezone.now(),
        )
    except DeskRefused as refused:
        return shown(request, here, errors={"": told(refused)})
    if isinstance(text, NotSaved):
        return shown(request, here, errors=errors_of(text, fields))
    return _whole(request, found.reference, here, text)


@require_POST
@requires(Permission.READ_PERSONAL, resumes=True, real=True)
def reveal(request: HttpRequest, public_id: str, entry: str) -> HttpResponse:
    """Show a text as it was written where only soft signs were hidden; the incident says why."""
    field, here = f"reason-{entry}", str(public_id)
    found = incidents.one(here, actor=actor_of(request), at=timezone.now())
    if found is None or str(entry) not in {each.public_id for each in found.entries}:
        raise not_found()
    if interrupted.is_back(request):
        return shown(request, here)
    note = f"note-{entry}"
    try:
        text = held.reveal(
            str(entry),
            reason=text_of(request, field, most=20),
            note=text_of(request, note),
            actor=actor_of(request),
            at=timezone.now(),
        )
    except DeskRefused as refused:
        return shown(request, here, errors={field: told(refused)})
    if isinstance(text, NotSaved):
        return shown(request, here, errors=errors_of(text, {"reason": field, "note": note}))
    return _whole(request, found.reference, here, text)


def _whole(request: HttpRequest, reference: str, public_id: str, text: str) -> HttpResponse:
    context = {"reference": reference, "address": address(public_id), "text": text}
    trail = [
        Link(text=_("Incidente"), href=navigation.QUEUE),
        Link(text=reference, href=address(public_id)),
    ]
    return render(request, "helpdesk/revealed.html", context, breadcrumbs=trail)

"""How does an operator answer, and how a note is written? Two addresses, so that none is the other."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from openpias.server.helpdesk.operations import answering
from openpias.server.helpdesk.permissions import Permission
from openpias.server.helpdesk.queries import ready_texts as texts
from openpias.server.helpdesk.web.acting import done
from openpias.server.helpdesk.web.incident_page import shown
from openpias.server.helpdesk.web.opening import actor_of, key_of, long_text_of, text_of
from openpias.server.platform.accounts.door import requires


@require_POST
@requires(Permission.HANDLE, resumes=True, real=True)
def answer(request: HttpRequest, public_id: str) -> HttpResponse:
    """Send an answer to whoever wrote, or put a ready one into the form first."""
    typed = long_text_of(request, "answer_text")
    if request.POST.get("insert"):
        return _inserted(request, str(public_id), typed)
    if not typed:
        return shown(request, str(public_id), errors={"answer_text": _("Scrieți răspunsul.")})
    return done(
        request,
        public_id,
        answering.answer,
        at_field="answer_text",
        said="answered",
        text=typed,
        waits=request.POST.get("waits") == "1",
        request_key=key_of(request),
    )


@require_POST
@requires(Permission.HANDLE, resumes=True, real=True)
def note(request: HttpRequest, public_id: str) -> HttpResponse:
    """Keep a note that only colleagues read."""
    typed = long_text_of(request, "note_text")
    if not typed:
        return shown(request, str(public_id), errors={"note_text": _("Scrieți nota.")})
    return done(
        request,
        public_id,
        answering.note,
        at_field="note_text",
        said="noted",
        text=typed,
        request_key=key_of(request),
    )


def _inserted(request: HttpRequest, public_id: str, typed: str) -> HttpResponse:
    chosen = text_of(request, "canned", most=40)
    found = texts.canned_one(chosen, actor=actor_of(request)) if chosen else None
    if found is None:
        return shown(request, public_id, errors={"canned": _("Alegeți un răspuns gata.")})
    whole = f"{typed}\n\n{found.text}" if typed else found.text
    return shown(request, public_id, typed={"answer_text": whole, "canned": ""})

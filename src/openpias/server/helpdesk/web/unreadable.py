"""Which messages could not be read, and what is done with each, so that none is lost in silence?"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from openpias.server.helpdesk.domain.outcomes import DeskRefused
from openpias.server.helpdesk.operations import unreadable as operations
from openpias.server.helpdesk.permissions import Permission
from openpias.server.helpdesk.queries import messages
from openpias.server.helpdesk.queries.messages import MessageRow
from openpias.server.helpdesk.web import labels, moments, navigation
from openpias.server.helpdesk.web.files import attachment
from openpias.server.helpdesk.web.opening import actor_of, told
from openpias.server.helpdesk.web.paging import addresses, number_of
from openpias.server.platform.accounts import interrupted
from openpias.server.platform.accounts.door import requires
from openpias.server.platform.http.pages import render

_SAID = "desk-unreadable-said"


@require_GET
@requires(Permission.READ_UNREADABLE, real=True)
def collection(request: HttpRequest) -> HttpResponse:
    """List messages that could not be read, the oldest first."""
    return _page(request)


@require_POST
@requires(Permission.READ_UNREADABLE, resumes=True, real=True)
def read_again(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let the message be read once more."""
    return _do(request, public_id, operations.read_again, field="", said="again")


@require_POST
@requires(Permission.READ_UNREADABLE, resumes=True, real=True)
def erase(request: HttpRequest, public_id: str) -> HttpResponse:
    """Erase the message, after whoever asks said that nothing of it is needed."""
    field = f"erase-{public_id}"
    if request.POST.get(field) != "1":
        return _page(request, errors={field: _("Bifați că nu mai este nevoie de mesaj.")})
    return _do(request, public_id, operations.erase, field=field, said="erased")


@require_POST
@requires(Permission.READ_UNREADABLE, real=True)
def download(request: HttpRequest, public_id: str) -> HttpResponse:
    """Save the message as it came; it may hold personal data, and the look is in the trail."""
    here = str(public_id)
    try:
        content = operations.download(here, actor=actor_of(request), at=timezone.now())
    except DeskRefused as refused:
        return _page(request, errors={"": told(refused)})
    return attachment(content, name=f"mesaj-{here[-12:]}.eml", media_type="message/rfc822")


def _do(
    request: HttpRequest,
    public_id: str,
    act: Callable[..., None],
    *,
    field: str,
    said: str,
) -> HttpResponse:
    if interrupted.is_back(request):
        return _page(request)
    try:
        act(str(public_id), actor=actor_of(request), at=timezone.now())
    except DeskRefused as refused:
        return _page(request, errors={field: told(refused)})
    request.session[_SAID] = said
    return HttpResponseRedirect(navigation.UNREADABLE)


def _page(request: HttpRequest, *, errors: Mapping[str, str] | None = None) -> HttpResponse:
    wrong, now = dict(errors or {}), timezone.now()
    found = messages.page(actor_of(request), number=number_of(request))
    context = {
        "tabs": navigation.tabs(request),
        "said": "" if wrong else _told(request.session.pop(_SAID, "")),
        "rows": [_row(each, now=now, errors=wrong) for each in found.rows if not each.is_erased],
        "total": found.total,
        "hrefs": addresses(navigation.UNREADABLE, {}, pages=found.pages),
        "page_number": found.number,
        "errors": wrong,
        "summary": list(wrong.items()),
    }
    return render(request, "helpdesk/unreadable.html", context, status=422 if wrong else 200)


def _row(message: MessageRow, *, now: datetime, errors: Mapping[str, str]) -> dict[str, Any]:
    one = message.public_id
    return {
        "id": one,
        "address": f"{navigation.UNREADABLE}/{one}",
        "name": _("Mesajul din %(when)s") % {"when": moments.near(message.received_at, now=now)},
        "mailboxes": ", ".join(labels.mailbox(each) for each in message.mailboxes),
        "source": labels.source(message.source),
        "size": f"{max(1, message.size // 1024)} kB",
        "failure": _failure(message.failure),
        "tries": message.tries,
        "until": moments.full(message.expires_at),
        "erases": f"erase-{one}" in errors,
    }


def _failure(code: str) -> str:
    return {
        "nested-too-deep": _("are prea multe niveluri"),
        "too-many-parts": _("are prea multe părți"),
        "malformed": _("este scris greșit"),
        "no-header": _("nu are antet de mesaj"),
        "reader-broke": _("citirea s-a întrerupt de fiecare dată"),
        "": _("motiv necunoscut"),
    }.get(code, _("forma lui nu se poate citi (%(code)s)") % {"code": code})


def _told(what: str) -> str:
    return {
        "again": _("Mesajul se citește din nou; dacă reușește, apare ca incident."),
        "erased": _("Mesajul este șters."),
    }.get(what, "")

"""Which messages could not be read, and what is done with each, so that none is lost in silence?"""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from openpias.server.helpdesk.domain.outcomes import DeskRefused, NotSaved
from openpias.server.helpdesk.enums import DiscardReason, OriginalReason
from openpias.server.helpdesk.operations import unreadable as operations
from openpias.server.helpdesk.operations.reasons import REASON_REQUIRED
from openpias.server.helpdesk.permissions import Permission
from openpias.server.helpdesk.queries import messages
from openpias.server.helpdesk.queries.messages import MessageRow
from openpias.server.helpdesk.web import labels, moments, navigation, reasons
from openpias.server.helpdesk.web.files import attachment
from openpias.server.helpdesk.web.opening import actor_of, errors_of, sent, text_of, told
from openpias.server.helpdesk.web.paging import addresses, number_of
from openpias.server.platform.accounts import interrupted
from openpias.server.platform.accounts.door import requires
from openpias.server.platform.http.error_texts import describe
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
@requires(Permission.READ_UNREADABLE, grave=True, resumes=True, real=True)
def erase(request: HttpRequest, public_id: str) -> HttpResponse:
    """Erase the message for a reason, after whoever asks said that nothing of it is needed."""
    here = str(public_id)
    ticked, field = f"erase-{here}", f"erase_reason-{here}"
    reason = text_of(request, field, most=20)
    if interrupted.is_back(request):
        return _page(request)
    errors = {}
    if reason not in set(DiscardReason):
        errors[field] = describe(REASON_REQUIRED).practice
    if request.POST.get(ticked) != "1":
        errors[ticked] = _("Bifați că nu mai este nevoie de mesaj.")
    if errors:
        return _page(request, errors=errors)
    return _do(request, here, partial(operations.erase, reason=reason), field=field, said="erased")


@require_POST
@requires(Permission.READ_UNREADABLE, grave=True, resumes=True, real=True)
def download(request: HttpRequest, public_id: str) -> HttpResponse:
    """Save the message as it came, for a reason; it may hold personal data."""
    here = str(public_id)
    field = f"save_reason-{here}"
    if interrupted.is_back(request):
        return _page(request)
    reason = text_of(request, field, most=20)
    try:
        content = operations.download(
            here, reason=reason, actor=actor_of(request), at=timezone.now()
        )
    except DeskRefused as refused:
        return _page(request, errors={field: told(refused)})
    if isinstance(content, NotSaved):
        return _page(request, errors=errors_of(content, {}, otherwise=field))
    return attachment(content, name=f"mesaj-{here[-12:]}.eml", media_type="message/rfc822")


def _do(
    request: HttpRequest,
    public_id: str,
    act: Callable[..., NotSaved | None],
    *,
    field: str,
    said: str,
) -> HttpResponse:
    if interrupted.is_back(request):
        return _page(request)
    try:
        answer = act(str(public_id), actor=actor_of(request), at=timezone.now())
    except DeskRefused as refused:
        return _page(request, errors={field: told(refused)})
    if isinstance(answer, NotSaved):
        return _page(request, errors=errors_of(answer, {}, otherwise=field))
    request.session[_SAID] = said
    return HttpResponseRedirect(navigation.UNREADABLE)


def _page(request: HttpRequest, *, errors: Mapping[str, str] | None = None) -> HttpResponse:
    wrong, now, typed = dict(errors or {}), timezone.now(), sent(request)
    found = messages.page(actor_of(request), number=number_of(request))
    context = {
        "tabs": navigation.tabs(request),
        "said": "" if wrong else _told(request.session.pop(_SAID, "")),
        "rows": [
            _row(each, now=now, filled={*wrong, *typed})
            for each in found.rows
            if not each.is_erased
        ],
        "total": found.total,
        "hrefs": addresses(navigation.UNREADABLE, {}, pages=found.pages),
        "page_number": found.number,
        "save_reasons": reasons.choices(OriginalReason),
        "erase_reasons": reasons.choices(DiscardReason),
        "typed": typed,
        "errors": wrong,
        "summary": list(wrong.items()),
    }
    return render(request, "helpdesk/unreadable.html", context, status=422 if wrong else 200)


def _row(message: MessageRow, *, now: datetime, filled: Collection[str]) -> dict[str, Any]:
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
        "saves": f"save_reason-{one}" in filled,
        "erases": f"erase_reason-{one}" in filled,
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

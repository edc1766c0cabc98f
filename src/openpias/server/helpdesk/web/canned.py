"""Which ready answers are there, and how are they written, changed and withdrawn?"""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openpias.pages import Choice, Link
from openpias.server.helpdesk.domain.inputs import CannedAnswerInput
from openpias.server.helpdesk.domain.outcomes import DeskRefused, NotSaved
from openpias.server.helpdesk.enums import Category, Mailbox
from openpias.server.helpdesk.operations import canned as operations
from openpias.server.helpdesk.permissions import Permission
from openpias.server.helpdesk.queries import ready_texts as texts
from openpias.server.helpdesk.web import labels, navigation, opening
from openpias.server.helpdesk.web.opening import actor_of, long_text_of, not_found, text_of
from openpias.server.platform.accounts import interrupted
from openpias.server.platform.accounts.door import requires
from openpias.server.platform.http.pages import render

_SAID = "desk-texts-said"
_FIELDS = {name: name for name in ("mailbox", "category", "language", "title", "text")}


@require_GET
@requires(Permission.HANDLE, real=True)
def collection(request: HttpRequest) -> HttpResponse:
    """List ready answers, by mailbox and category."""
    actor = actor_of(request)
    mailbox = request.GET.get("cutie", "")
    chosen = mailbox if mailbox in set(Mailbox) else ""
    context = {
        "tabs": navigation.tabs(request),
        "said": _told(request.session.pop(_SAID, "")),
        "rows": [
            {
                "href": f"{navigation.CANNED}/{each.public_id}",
                "title": each.title,
                "text": each.text,
                "facts": place(each.mailbox, each.category, language=each.language),
            }
            for each in texts.canned(actor, mailbox=chosen)
        ],
        "mailboxes": [("", _("Toate"))] + [(each.value, labels.mailbox(each)) for each in Mailbox],
        "chosen": chosen,
        "may_edit": actor.may(Permission.EDIT_TEXTS),
    }
    return render(request, "helpdesk/canned.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_TEXTS, resumes=True, real=True)
def new(request: HttpRequest) -> HttpResponse:
    """Write a ready answer."""
    if request.method == "GET" or interrupted.is_back(request):
        return _form(request, {**_typed(request), "language": "ro"}, {})
    return _save(request, "")


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_TEXTS, resumes=True, real=True)
def item(request: HttpRequest, public_id: str) -> HttpResponse:
    """Change a ready answer that stands as it was seen."""
    here = str(public_id)
    found = texts.canned_one(here, actor=actor_of(request))
    if found is None:
        raise not_found()
    if request.method == "GET":
        typed = {name: getattr(found, name) for name in _FIELDS} | {"seen": str(found.version)}
        return _form(request, typed, {}, public_id=here)
    if interrupted.is_back(request):
        return _form(request, _typed(request), {}, public_id=here)
    return _save(request, here)


@require_POST
@requires(Permission.EDIT_TEXTS, resumes=True, real=True)
def withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take a ready answer out of use."""
    here = str(public_id)
    if texts.canned_one(here, actor=actor_of(request)) is None:
        raise not_found()
    operations.withdraw_answer(here, actor=actor_of(request), at=timezone.now())
    request.session[_SAID] = "withdrawn"
    return HttpResponseRedirect(navigation.CANNED)


def place(mailbox: str, category: str, *, language: str = "") -> str:
    """Return where a text is used."""
    names = (
        labels.mailbox(Mailbox(mailbox)) if mailbox in set(Mailbox) else _("toate cutiile"),
        labels.category(Category(category)) if category in set(Category) else _("orice categorie"),
        {each.value: each.text for each in labels.languages()}.get(language, ""),
    )
    return " · ".join(name for name in names if name)


def choices() -> dict[str, list[Choice]]:
    """Return what may be chosen for a text."""
    return {
        "mailboxes": labels.mailboxes(),
        "categories": labels.categories(),
        "languages": labels.languages(),
    }


def seen_of(request: HttpRequest) -> int:
    """Return which version the form showed; 0 for a new text."""
    typed = text_of(request, "seen", most=9)
    return int(typed) if typed.isascii() and typed.isdigit() else 0


def _save(request: HttpRequest, public_id: str) -> HttpResponse:
    typed = _typed(request)
    try:
        answer = operations.save_answer(
            CannedAnswerInput(**{name: typed[name] for name in _FIELDS}),
            public_id=public_id,
            seen=seen_of(request),
            actor=actor_of(request),
            at=timezone.now(),
        )
    except DeskRefused as refused:
        return _form(request, typed, {"title": opening.told(refused)}, public_id=public_id)
    if isinstance(answer, NotSaved):
        errors = opening.errors_of(answer, _FIELDS, otherwise="text")
        return _form(request, typed, errors, public_id=public_id)
    request.session[_SAID] = "saved"
    return HttpResponseRedirect(navigation.CANNED)


def _typed(request: HttpRequest) -> dict[str, str]:
    typed = {name: text_of(request, name) for name in (*_FIELDS, "seen")}
    return {**typed, "text": long_text_of(request, "text")}


def _form(
    request: HttpRequest, typed: dict[str, str], wrong: opening.Errors, *, public_id: str = ""
) -> HttpResponse:
    errors = {name: wrong[name] for name in _FIELDS if name in wrong}
    context: dict[str, Any] = {
        "address": f"{navigation.CANNED}/{public_id or 'nou'}",
        "is_new": not public_id,
        "typed": typed,
        **choices(),
        "errors": errors,
        "summary": list(errors.items()),
    }
    trail = [Link(text=_("Răspunsuri gata"), href=navigation.CANNED)]
    status = 422 if errors else 200
    return render(request, "helpdesk/canned_form.html", context, status=status, breadcrumbs=trail)


def _told(what: str) -> str:
    return {
        "saved": _("Răspunsul gata este salvat."),
        "withdrawn": _("Răspunsul gata nu se mai folosește."),
    }.get(what, "")

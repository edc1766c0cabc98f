"""What does the desk know already, and which of it do providers read?"""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openpias.pages import Link
from openpias.server.helpdesk.domain.inputs import ArticleInput
from openpias.server.helpdesk.domain.outcomes import DeskRefused, NotSaved
from openpias.server.helpdesk.operations import canned as operations
from openpias.server.helpdesk.permissions import Permission
from openpias.server.helpdesk.queries import ready_texts as texts
from openpias.server.helpdesk.web import moments, navigation, opening
from openpias.server.helpdesk.web.canned import choices, place, seen_of
from openpias.server.helpdesk.web.opening import actor_of, long_text_of, not_found, text_of
from openpias.server.platform.accounts import interrupted
from openpias.server.platform.accounts.door import requires
from openpias.server.platform.http.pages import render

_FIELDS = {name: name for name in ("mailbox", "category", "title", "text")}


@require_GET
@requires(Permission.HANDLE, real=True)
def collection(request: HttpRequest) -> HttpResponse:
    """List articles, or those that hold some words."""
    actor, sought = actor_of(request), sought_of(request)
    context = {
        "tabs": navigation.tabs(request),
        "sought": sought,
        "rows": [
            {
                "href": f"{navigation.ARTICLES}/{each.public_id}",
                "title": each.title,
                "facts": place(each.mailbox, each.category),
                "is_public": each.is_public,
            }
            for each in texts.articles(actor, text=sought)
        ],
        "may_edit": actor.may(Permission.EDIT_TEXTS),
    }
    return render(request, "helpdesk/articles.html", context)


@require_GET
@requires(Permission.HANDLE, real=True)
def item(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show an article."""
    actor = actor_of(request)
    found = texts.article(str(public_id), actor=actor)
    if found is None:
        raise not_found()
    context = {
        "title": found.title,
        "text": found.text,
        "facts": place(found.mailbox, found.category),
        "is_public": found.is_public,
        "changed": _("%(name)s, %(at)s")
        % {"name": found.changed_by_name, "at": moments.full(found.changed_at)},
        "address": f"{navigation.ARTICLES}/{public_id}",
        "may_edit": actor.may(Permission.EDIT_TEXTS),
    }
    trail = [Link(text=_("Articole"), href=navigation.ARTICLES)]
    return render(request, "helpdesk/article.html", context, breadcrumbs=trail)


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_TEXTS, resumes=True, real=True)
def new(request: HttpRequest) -> HttpResponse:
    """Write an article."""
    if request.method == "GET" or interrupted.is_back(request):
        return _form(request, _typed(request), {})
    return _save(request, "")


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_TEXTS, resumes=True, real=True)
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """Change an article that stands as it was seen."""
    here = str(public_id)
    found = texts.article(here, actor=actor_of(request))
    if found is None:
        raise not_found()
    if request.method == "GET":
        typed = {name: getattr(found, name) for name in _FIELDS}
        typed |= {"seen": str(found.version), "is_public": "1" if found.is_public else ""}
        return _form(request, typed, {}, public_id=here)
    if interrupted.is_back(request):
        return _form(request, _typed(request), {}, public_id=here)
    return _save(request, here)


@require_POST
@requires(Permission.EDIT_TEXTS, resumes=True, real=True)
def withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take an article out of use."""
    here = str(public_id)
    if texts.article(here, actor=actor_of(request)) is None:
        raise not_found()
    operations.withdraw_article(here, actor=actor_of(request), at=timezone.now())
    return HttpResponseRedirect(navigation.ARTICLES)


def sought_of(request: HttpRequest) -> str:
    """Return the words that are sought, on one line and bounded."""
    typed = " ".join(request.GET.get("text", "").split())
    return "".join(each for each in typed if each.isprintable())[:100]


def _save(request: HttpRequest, public_id: str) -> HttpResponse:
    typed = _typed(request)
    said = ArticleInput(
        **{name: typed[name] for name in _FIELDS}, is_public=typed["is_public"] == "1"
    )
    try:
        answer = operations.save_article(
            said,
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
    return HttpResponseRedirect(f"{navigation.ARTICLES}/{answer.public_id}")


def _typed(request: HttpRequest) -> dict[str, str]:
    typed = {name: text_of(request, name) for name in (*_FIELDS, "seen", "is_public")}
    return {**typed, "text": long_text_of(request, "text")}


def _form(
    request: HttpRequest, typed: dict[str, str], wrong: opening.Errors, *, public_id: str = ""
) -> HttpResponse:
    errors = {name: wrong[name] for name in _FIELDS if name in wrong}
    end = f"{public_id}/modificare" if public_id else "nou"
    context: dict[str, Any] = {
        "address": f"{navigation.ARTICLES}/{end}",
        "is_new": not public_id,
        "typed": typed,
        **choices(),
        "errors": errors,
        "summary": list(errors.items()),
    }
    trail = [Link(text=_("Articole"), href=navigation.ARTICLES)]
    status = 422 if errors else 200
    return render(request, "helpdesk/article_form.html", context, status=status, breadcrumbs=trail)

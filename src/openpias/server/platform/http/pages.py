"""How does a page get its frame: who is signed in, where one may go, in which language?"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from jinja2 import BaseLoader, Environment

from openpias.pages import Banner, Language, Link, Notice, Page, UserMenu, environment
from openpias.server.config.env import Profile
from openpias.server.platform.http.error_texts import describe
from openpias.server.platform.http.problems import Problem

SERVICE_NAME = "e-PIAS"


@dataclass(frozen=True, slots=True, kw_only=True)
class NavigationItem:
    """A place of a module, shown to whoever holds the permission; an empty one is for everybody.

    `is_desk` says that this is where the day's work of such people waits.
    """

    text: str | Promise
    href: str
    permission: str = ""
    is_desk: bool = False


_navigation: list[NavigationItem] = []
_footer: list[NavigationItem] = []
_own_provider: list[NavigationItem] = []
_loaders: list[BaseLoader] = []
_notices: list[Callable[[], Sequence[Notice]]] = []


def register(
    *,
    loader: BaseLoader | None = None,
    navigation: Sequence[NavigationItem] = (),
    footer: Sequence[NavigationItem] = (),
    notices: Callable[[], Sequence[Notice]] | None = None,
    own_provider: NavigationItem | None = None,
) -> None:
    """Add a module's templates, places and what it announces; called once when it starts.

    `notices` is asked for every page, so it keeps what it knows, and never raises for a silent
    database. `own_provider` is where the name of one's provider leads.
    """
    if loader is not None:
        _loaders.append(loader)
    if notices is not None:
        _notices.append(notices)
    if own_provider is not None:
        _own_provider.append(own_provider)
    _navigation.extend(navigation)
    _footer.extend(footer)


def places_of(actor: Any) -> list[str]:
    """Return where somebody may go: their desk first, then in the order of the menu."""
    items = [each for each in _navigation if not each.permission or actor.may(each.permission)]
    return [each.href for each in sorted(items, key=lambda each: not each.is_desk)]


@cache
def _environment(static_url: str) -> Environment:
    # Django's translation module follows the language of the request.
    return environment(translations=translation, loaders=tuple(_loaders), static_url=static_url)


def _static_url() -> str:
    """Return where files are: at the door a file would cost a connection, and so a token's signature."""
    return f"{settings.PUBLIC_URL if settings.SECOND_FACTOR else ''}{settings.STATIC_URL}"


def render(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
    breadcrumbs: Sequence[Link] = (),
) -> HttpResponse:
    """Render a template inside the frame."""
    values = {
        "page": _page(request, breadcrumbs),
        "csrf_token": get_token(request),
        **(context or {}),
    }
    text = _environment(_static_url()).get_template(template).render(values)
    response = HttpResponse(text, status=status)
    response.headers["Content-Language"] = translation.get_language() or "ro"
    return response


def problem_page(request: HttpRequest, problem: Problem) -> HttpResponse:
    """Render a problem for a person."""
    texts = describe(problem.code, problem.facts)
    happened, _dot, advice = texts.practice.partition(". ")
    context = {
        "title": _title(problem.status),
        "happened": happened.rstrip(".") + ".",
        "practice": advice or _("Întoarceți-vă la pagina dinainte și încercați din nou."),
        "supplier": texts.supplier,
        "reference": problem.reference or None,
    }
    response = render(request, "problem.html", context, status=problem.status)
    for name, value in problem.headers.items():
        response.headers[name] = value
    return response


def _title(status: int) -> str:
    titles = {
        403: _("Nu aveți acces aici"),
        404: _("Pagina nu a fost găsită"),
        413: _("Datele sunt prea mari"),
        429: _("Prea multe încercări"),
        503: _("Sistemul nu este disponibil acum"),
    }
    return titles.get(status) or _("Ceva nu a mers")


def _page(request: HttpRequest, breadcrumbs: Sequence[Link]) -> Page:
    actor = getattr(request, "actor", None)
    banners = [Banner.DEMO] if settings.PROFILE is not Profile.PRODUCTION else []
    if actor is not None and actor.practice:
        banners.append(Banner.PRACTICE)
    user = None
    if actor is not None:
        practice = _("Ieșire din exersare") if actor.practice else _("Mod de exersare")
        user = UserMenu(
            name=actor.display_name,
            provider=actor.provider.name,
            provider_href=next((each.href for each in _links(_own_provider, request, actor)), ""),
            links=(
                Link(text=practice, href="/exersare"),
                Link(text=_("Sesiunile mele"), href="/sesiuni"),
                Link(text=_("Schimbarea parolei"), href="/parola"),
            ),
            sign_out_action="/iesire",
        )
    return Page(
        language=translation.get_language() or "ro",
        service_name=SERVICE_NAME,
        languages=[Language(code=code, name=name) for code, name in settings.LANGUAGES],
        language_action="/limba",
        language_next=request.path if request.method == "GET" else "/",
        navigation=_links(_navigation, request, actor) if actor else (),
        user=user,
        banners=banners,
        notices=[notice for each in _notices for notice in each()],
        breadcrumbs=breadcrumbs,
        footer=_links(_footer, request, actor),
        support=support_of(actor),
        csrf_token=get_token(request),
    )


def support_of(actor: Any) -> str:
    """Return whom the user asks: the contact of their own house, or nothing where none is known."""
    if actor is None or not actor.provider.house_contact:
        return ""
    return f"{actor.provider.house_name}, {actor.provider.house_contact}"


def _links(items: Sequence[NavigationItem], request: HttpRequest, actor: Any) -> list[Link]:
    return [
        Link(text=str(item.text), href=item.href, current=request.path.startswith(item.href))
        for item in items
        if not item.permission or (actor is not None and actor.may(item.permission))
    ]

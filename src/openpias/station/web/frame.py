"""What stands around the content of a page of the station?"""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from openpias.pages import Banner, Link, Page, UserMenu
from openpias.station.web import languages
from openpias.station.web.texts import Translate


def language_of(request: Request) -> str:
    """Return the reader's language."""
    return languages.chosen(request.cookies.get(languages.COOKIE, ""))


def translate(request: Request) -> Translate:
    """Return what turns Romanian texts into the reader's language."""
    return languages.translations(language_of(request)).gettext


def render(
    request: Request, template: str, context: Mapping[str, Any], *, status: int = 200
) -> Response:
    """Render a template inside the frame."""
    language = language_of(request)
    values = {"page": _page(request, language), **context}
    text = languages.templates(language).get_template(template).render(values)
    return HTMLResponse(text, status_code=status, headers={"Content-Language": language})


def fragment(request: Request, template: str, context: Mapping[str, Any]) -> str:
    """Render a part of a page."""
    return languages.templates(language_of(request)).get_template(template).render(context)


def _page(request: Request, language: str) -> Page:
    _, path = translate(request), request.url.path
    about = request.app.state.about if "app" in request.scope else None
    has_token = about is not None and request.app.state.workplace.sign_in is not None
    places = (
        ("/pacienti", _("Fișier → Pacienți")),
        *((("/sesiune", _("Sesiune")),) if has_token else ()),
        ("/raportare", _("Semnează raportarea")),
        ("/cazuri", _("Cazuri")),
        ("/pin-uitat", _("PIN uitat")),
        ("/coduri", _("Coduri de eroare")),
    )
    return Page(
        language=language,
        service_name=_("Stația"),
        home_href="/pacienti",
        languages=languages.switch(),
        language_action="/limba",
        language_next=path if request.method == "GET" else "/pacienti",
        navigation=[
            Link(text=text, href=href, current=path.startswith(href)) for href, text in places
        ]
        if about
        else [],
        user=UserMenu(name=about.username, provider=about.unit) if about else None,
        banners=[Banner.DEMO] if about and about.is_demo else [],
    )

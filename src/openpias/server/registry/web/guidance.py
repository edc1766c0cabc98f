"""Where does somebody find out how a page is used? The Romanian guide, and what is accessible."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from openpias.server.platform.accounts.door import public
from openpias.server.platform.http.pages import render

# The classes that the design system gives to plain elements.
_CLASSES = {
    "h1": "govuk-heading-l",
    "h2": "govuk-heading-m",
    "h3": "govuk-heading-s",
    "p": "govuk-body",
    "ul": "govuk-list govuk-list--bullet",
    "ol": "govuk-list govuk-list--number",
    "table": "govuk-table",
    "tr": "govuk-table__row",
    "th": "govuk-table__header",
    "td": "govuk-table__cell",
    "a": "govuk-link",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """The guide as HTML: what stands before its first part, its parts' ids and names, the parts."""

    beginning: Markup
    parts: tuple[tuple[str, str], ...]
    text: Markup


@require_GET
@public("how a page is used is no secret")
def guide(request: HttpRequest) -> HttpResponse:
    """Show the user's guide."""
    return render(request, "registry/help.html", {"title": _("Ajutor"), "guide": _guide()})


@require_GET
@public("everybody may know what they can expect")
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say how accessible the pages are, and whom to tell where they are not."""
    return render(request, "registry/accessibility.html")


@cache
def _guide() -> Guide:
    """Return the guide; it ships with the package, and raw HTML in it stays text."""
    text = (resources.files(__package__) / "guide" / "ghid.md").read_text(encoding="utf-8")
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(text)
    for token in tokens:
        for each in (token, *(token.children or ())):
            if each.nesting == 1 and each.tag in _CLASSES:
                each.attrSet("class", _CLASSES[each.tag])
    heads = [place for place, token in enumerate(tokens) if token.type == "heading_open"]
    parts = {place: f"parte-{place}" for place in heads if tokens[place].tag == "h2"}
    for place, name in parts.items():
        tokens[place].attrSet("id", name)
    first = min(parts)

    def html(some: Sequence[Token]) -> Markup:
        return Markup(reader.renderer.render(some, reader.options, {}))  # noqa: S704 - our own text

    return Guide(
        beginning=html(tokens[:first]),
        parts=tuple((name, tokens[place + 1].content) for place, name in parts.items()),
        text=html(tokens[first:]),
    )

"""Where does somebody find out how a page is used? The Romanian guide, and what is accessible."""

from functools import cache
from importlib import resources

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from markdown_it import MarkdownIt
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


@require_GET
@public("how a page is used is no secret")
def guide(request: HttpRequest) -> HttpResponse:
    """Show the user's guide."""
    return render(request, "registry/help.html", {"title": _("Ajutor"), "text": _guide()})


@require_GET
@public("everybody may know what they can expect")
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say how accessible the pages are, and whom to tell where they are not."""
    return render(request, "registry/accessibility.html")


@cache
def _guide() -> Markup:
    """Return the guide as HTML; it ships with the package, and raw HTML in it stays text."""
    text = (resources.files(__package__) / "guide" / "ghid.md").read_text(encoding="utf-8")
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(text)
    for token in tokens:
        for each in (token, *(token.children or ())):
            if each.nesting == 1 and each.tag in _CLASSES:
                each.attrSet("class", _CLASSES[each.tag])
    return Markup(reader.renderer.render(tokens, reader.options, {}))  # noqa: S704 - our own text

"""How does a house confirm an act that cannot be done by mistake: what it does, and a button?"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from openpias.pages import Link
from openpias.server.platform.http.pages import render


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked: `effects` are sentences about what follows, `rows` what the act is about."""

    heading: str
    rows: Sequence[dict[str, str]]
    effects: Sequence[str]
    button: str
    back: str
    kind: str = "save"
    warning: str = ""
    once: bool = True


def ask(request: HttpRequest, question: Question, *, trail: Sequence[Link]) -> HttpResponse:
    """Show the question; its form goes to the address of the page."""
    return render(
        request,
        "reporting/house_question.html",
        {"question": question, "action": request.path},
        breadcrumbs=trail,
    )

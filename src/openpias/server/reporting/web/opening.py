"""Who asks about reports, and what did they type?"""

import uuid

from django.http import HttpRequest

from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.http.error_texts import describe
from openpias.server.platform.http.problems import Problem
from openpias.server.reporting.domain.outcomes import ReportingProblem, ReportingRefused

_LONGEST = 300
_STATUS = {ReportingProblem.UNKNOWN: 404, ReportingProblem.NOT_ALLOWED: 403}


def actor_of(request: HttpRequest) -> Actor:
    """Return who asks; practice mode is refused, because every report here is somebody's."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if actor.practice:
        raise Problem(status=403, code=ReportingProblem.PRACTICE)
    return actor


def not_found() -> Problem:
    """Return the answer to an address that means nothing to whoever asks."""
    return Problem(status=404, code="not-found")


def refused(refusal: ReportingRefused) -> Problem:
    """Return the page of a refusal of which no form can tell."""
    known = {each.value: status for each, status in _STATUS.items()}
    return Problem(status=known.get(refusal.code, 409), code=refusal.code)


def text_of(request: HttpRequest, name: str, *, most: int = _LONGEST) -> str:
    """Return what was typed into a field on one line, without what a database cannot hold."""
    typed = " ".join(request.POST.get(name, "").split())
    return "".join(each for each in typed if each.isprintable())[:most]


def key_of(request: HttpRequest) -> uuid.UUID:
    """Return the key that the form drew, so that the button pressed twice acts once."""
    try:
        return uuid.UUID(request.POST.get("record", ""))
    except ValueError:
        raise Problem(status=400, code="bad-request") from None


def told(code: str) -> str:
    """Return what a refusal says to people."""
    return describe(code).practice

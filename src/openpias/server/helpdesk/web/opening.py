"""Who asks, what was typed, and what does a refusal of the desk say at which field?"""

import uuid
from collections.abc import Mapping

from django.http import HttpRequest
from django.utils.translation import gettext as _

from openpias.server.helpdesk.domain.outcomes import DeskProblem, DeskRefused, NotSaved
from openpias.server.helpdesk.domain.scrubbing import scrubbed
from openpias.server.helpdesk.permissions import Permission
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.accounts.door import actor_of
from openpias.server.platform.http.error_texts import describe
from openpias.server.platform.http.problems import Problem

__all__ = ["actor_of"]

LINE, TEXT = 300, 20_000
Errors = Mapping[str, str]
_KEPT = frozenset("\n\t")


class Typed(dict[str, str]):
    """What was typed by field; a field that was not sent is empty."""

    def __missing__(self, name: str) -> str:
        """Return nothing for what was not typed."""
        return ""


def sent(request: HttpRequest) -> Typed:
    """Return everything that a form sent, as it was typed."""
    return Typed({name: str(value) for name, value in request.POST.items()})


def for_reader(actor: Actor, text: str, *, code: str = "") -> str:
    """Return what somebody wrote, as far as this reader may see it; `code` is the provider's."""
    return text if actor.may(Permission.READ_PERSONAL) else scrubbed(text, code=code)


def not_found() -> Problem:
    """Return the answer to an address that means nothing to whoever asks."""
    return Problem(status=404, code="not-found")


def text_of(request: HttpRequest, name: str, *, most: int = LINE) -> str:
    """Return what was typed into a field on one line, without what a database cannot hold."""
    typed = " ".join(request.POST.get(name, "").split())
    return "".join(each for each in typed if each.isprintable())[:most]


def long_text_of(request: HttpRequest, name: str, *, most: int = TEXT) -> str:
    """Return what was typed on several lines, in the same way."""
    lines = request.POST.get(name, "").replace("\r\n", "\n").replace("\r", "\n")
    return "".join(each for each in lines if each.isprintable() or each in _KEPT)[:most].strip()


def key_of(request: HttpRequest) -> str:
    """Return the key that the form drew, so that the button pressed twice acts once."""
    try:
        return str(uuid.UUID(request.POST.get("record", "")))
    except ValueError:
        raise Problem(status=400, code="bad-request") from None


def drawn_key(request: HttpRequest) -> str:
    """Return the key of a form that is shown again, or a new one."""
    try:
        return str(uuid.UUID(request.POST.get("record", "")))
    except ValueError:
        return str(uuid.uuid4())


def told(refused: DeskRefused) -> str:
    """Return what a refusal says to people; what is not there for them raises the answer of that."""
    if refused.code == DeskProblem.UNKNOWN:
        raise not_found()
    if refused.code == DeskProblem.NOT_ALLOWED:
        raise Problem(status=403, code="not-allowed")
    return describe(refused.code).practice


def errors_of(refused: NotSaved, fields: Mapping[str, str], *, otherwise: str = "") -> Errors:
    """Return what was wrong by field of the form; `fields` maps names of the input to it."""
    errors: dict[str, str] = {}
    for each in refused.findings:
        name = each.path.strip("/").split("/")[0]
        field = fields.get(name, otherwise or name)
        errors.setdefault(field, describe(each.code, each.facts).practice)
    return errors


def unsaid(typed: Mapping[str, str]) -> dict[str, str]:
    """Return what is said where an incident has no subject, or does not say what happens."""
    missing = {
        "subject": _("Scrieți subiectul, în câteva cuvinte."),
        "text": _("Scrieți ce se întâmplă."),
    }
    return {name: text for name, text in missing.items() if not typed[name]}


def reason_missing() -> str:
    """Return what is said where a reason is due."""
    return _("Scrieți motivul.")

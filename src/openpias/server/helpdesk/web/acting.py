"""Which acts does an operator do on an incident? One address each, so that each button is one act."""

import functools
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from openpias.server.helpdesk.domain.outcomes import DeskRefused, Done, NotSaved
from openpias.server.helpdesk.enums import Category, HeaderField, Mailbox, Priority
from openpias.server.helpdesk.operations import (
    answering,
    calling_back,
    correcting,
    handling,
    merging,
)
from openpias.server.helpdesk.permissions import Permission
from openpias.server.helpdesk.queries import incidents
from openpias.server.helpdesk.web.incident_page import address, say, shown
from openpias.server.helpdesk.web.opening import (
    actor_of,
    errors_of,
    key_of,
    long_text_of,
    not_found,
    text_of,
    told,
)
from openpias.server.platform.accounts import interrupted
from openpias.server.platform.accounts.door import requires

_MOST_RESOLUTION = 1_000


def done(
    request: HttpRequest,
    public_id: str,
    act: Callable[..., Done | NotSaved],
    *,
    at_field: str,
    said: str,
    fields: Mapping[str, str] | None = None,
    **given: Any,
) -> HttpResponse:
    """Do an act and lead back to the incident; a refusal stands at `at_field` of the page.

    `fields` maps names of the act's input to those of the form.
    """
    here = str(public_id)
    if interrupted.is_back(request):
        return shown(request, here)
    try:
        answer = act(here, actor=actor_of(request), at=timezone.now(), **given)
    except DeskRefused as refused:
        return shown(request, here, errors={at_field: told(refused)})
    if isinstance(answer, NotSaved):
        return shown(request, here, errors=errors_of(answer, fields or {}, otherwise=at_field))
    say(request, said)
    return HttpResponseRedirect(address(answer.incident))


def _choose(
    request: HttpRequest,
    public_id: str,
    act: Callable[..., Done | NotSaved],
    *,
    name: str,
    among: type[StrEnum],
    wrong: str,
) -> HttpResponse:
    """Do an act with what was chosen from a list; anything else is answered with `wrong`."""
    typed = text_of(request, name, most=20)
    if typed not in set(among):
        return shown(request, str(public_id), errors={name: wrong})
    chosen = functools.partial(act, **{name: typed})
    return done(request, public_id, chosen, at_field=name, said="changed")


@require_POST
@requires(Permission.HANDLE, resumes=True, real=True)
def take(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take the incident into one's hands."""
    return done(request, public_id, handling.take, at_field="", said="taken")


@require_POST
@requires(Permission.HANDLE, resumes=True, real=True)
def assign(request: HttpRequest, public_id: str) -> HttpResponse:
    """Give the incident to a colleague, or back to nobody."""
    typed = text_of(request, "assign_to", most=18)
    if typed and not (typed.isascii() and typed.isdigit()):
        return shown(request, str(public_id), errors={"assign_to": _("Alegeți un coleg.")})
    to = int(typed) if typed else None
    return done(request, public_id, handling.assign, at_field="assign_to", said="assigned", to=to)


@require_POST
@requires(Permission.HANDLE, resumes=True, real=True)
def wait(request: HttpRequest, public_id: str) -> HttpResponse:
    """Stop the clocks until whoever wrote writes again."""
    return done(request, public_id, handling.wait, at_field="", said="waits")


@require_POST
@requires(Permission.HANDLE, resumes=True, real=True)
def resume(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let the clocks run again."""
    return done(request, public_id, handling.resume, at_field="", said="resumed")


@require_POST
@requires(Permission.CALL_BACK, resumes=True, real=True)
def call_back(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say that whoever called was called back, and how that ended."""
    return done(
        request,
        public_id,
        calling_back.call_back,
        at_field="call_outcome",
        said="called-back",
        fields={"outcome": "call_outcome", "note": "call_note"},
        outcome=text_of(request, "call_outcome", most=20),
        note=text_of(request, "call_note"),
        request_key=key_of(request),
    )


@require_POST
@requires(Permission.HANDLE, resumes=True, real=True)
def close(request: HttpRequest, public_id: str) -> HttpResponse:
    """End the incident and say how."""
    typed = long_text_of(request, "resolution", most=_MOST_RESOLUTION)
    if not typed:
        wrong = {"resolution": _("Scrieți cum s-a rezolvat.")}
        return shown(request, str(public_id), errors=wrong)
    return done(
        request, public_id, answering.close, at_field="resolution", said="closed", resolution=typed
    )


@require_POST
@requires(Permission.HANDLE, resumes=True, real=True)
def reopen(request: HttpRequest, public_id: str) -> HttpResponse:
    """Open an ended incident again, and say why."""
    return done(
        request,
        public_id,
        handling.reopen,
        at_field="",
        said="reopened",
        fields={"reason": "reopen_reason", "note": "reopen_note"},
        reason=text_of(request, "reopen_reason", most=20),
        note=text_of(request, "reopen_note"),
    )


@require_POST
@requires(Permission.HANDLE, resumes=True, real=True)
def merge(request: HttpRequest, public_id: str) -> HttpResponse:
    """Bring the incident into another one, chosen or written by its reference."""
    other = text_of(request, "merge_other", most=40)
    reference = other or text_of(request, "merge_into", most=40)
    field = "merge_other" if other or "merge_into" not in request.POST else "merge_into"
    into = incidents.by_reference(reference, actor=actor_of(request)) if reference else None
    if into is None:
        wrong = _("Nu există incident cu această referință.")
        missing = _("Alegeți sau scrieți incidentul care rămâne.")
        if incidents.one(str(public_id), actor=actor_of(request), at=timezone.now()) is None:
            raise not_found()
        return shown(request, str(public_id), errors={field: wrong if reference else missing})
    return done(request, public_id, merging.merge, at_field=field, said="merged", into=into)


@require_POST
@requires(Permission.HANDLE, resumes=True, real=True)
def link_case(request: HttpRequest, public_id: str) -> HttpResponse:
    """Link the incident to a case of a card."""
    typed = text_of(request, "case_number", most=20)
    if not typed:
        wrong = {"case_number": _("Scrieți numărul cazului de card.")}
        return shown(request, str(public_id), errors=wrong)
    return done(
        request, public_id, handling.link_case, at_field="case_number", said="linked", number=typed
    )


@require_POST
@requires(Permission.HANDLE, resumes=True, real=True)
def categorise(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say what the incident is about."""
    wrong = _("Alegeți categoria.")
    return _choose(
        request, public_id, handling.categorise, name="category", among=Category, wrong=wrong
    )


@require_POST
@requires(Permission.HANDLE, resumes=True, real=True)
def prioritise(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say how soon the incident wants an answer."""
    wrong = _("Alegeți prioritatea.")
    return _choose(
        request, public_id, handling.prioritise, name="priority", among=Priority, wrong=wrong
    )


@require_POST
@requires(Permission.HANDLE, resumes=True, real=True)
def move(request: HttpRequest, public_id: str) -> HttpResponse:
    """Bring the incident to the mailbox where it belongs."""
    wrong = _("Alegeți cutia.")
    return _choose(request, public_id, handling.move, name="mailbox", among=Mailbox, wrong=wrong)


@require_POST
@requires(Permission.HANDLE, resumes=True, real=True)
def correct(request: HttpRequest, public_id: str) -> HttpResponse:
    """Correct a field of the header; an empty value takes it away."""
    which = text_of(request, "field", most=20)
    if which not in set(HeaderField):
        return shown(request, str(public_id), errors={"": _("Alegeți câmpul de corectat.")})
    name = f"value-{which}"
    return done(
        request,
        public_id,
        correcting.correct,
        at_field=name,
        said="corrected",
        value=text_of(request, name, most=200),
        field=which,
    )


@require_POST
@requires(Permission.HANDLE, resumes=True, real=True)
def confirm_provider(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say that the provider of the header is who wrote, so that it sees the incident in the portal."""
    return done(request, public_id, correcting.confirm_provider, at_field="", said="confirmed")

"""How does a provider enter by hand, change and take back what is not reported through the portal?"""

import uuid
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from openpias.core.calendar import dates
from openpias.core.findings import Finding
from openpias.pages import Choice, Link
from openpias.server.platform.accounts import interrupted
from openpias.server.platform.accounts.door import requires
from openpias.server.platform.http.error_texts import describe
from openpias.server.platform.http.pages import render
from openpias.server.reporting.domain.distinct import BY_HAND, EntryInput
from openpias.server.reporting.domain.outcomes import NotSaved, ReportingRefused
from openpias.server.reporting.enums import RemovalReason
from openpias.server.reporting.operations import distinct as operations
from openpias.server.reporting.permissions import Permission
from openpias.server.reporting.queries import distinct
from openpias.server.reporting.queries.distinct import EntryView
from openpias.server.reporting.web import labels, navigation
from openpias.server.reporting.web.opening import actor_of, key_of, not_found, refused, text_of

_NAMES = ("kind", "identifier", "given_on", "service_code", "what", "quantity", "value")


@require_http_methods(["GET", "POST"])
@requires(Permission.RECORD, resumes=True, real=True)
def new(request: HttpRequest) -> HttpResponse:
    """Enter a service of a kind that is reported elsewhere."""
    if request.method == "GET":
        kind = request.GET.get("fel", "")
        blank = EntryInput(
            kind=kind if kind in set(BY_HAND) else "",
            given_on=dates.typed(timezone.localdate()),
        )
        return _page(request, blank, record=str(uuid.uuid4()))
    return _take(request, key_of(request), entry=None)


@require_http_methods(["GET", "POST"])
@requires(Permission.RECORD, resumes=True, real=True)
def item(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Show an entry, and take a correction."""
    entry = _entry(request, public_id)
    if request.method == "GET":
        return _page(request, _typed_of(entry), record=entry.public_id, entry=entry)
    return _take(request, public_id, entry=entry)


@require_http_methods(["GET", "POST"])
@requires(Permission.RECORD, real=True)
def remove(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Ask why, and take an entry out of the register."""
    entry, errors = _entry(request, public_id), {}
    reason = request.POST.get("reason", "")
    if request.method == "POST":
        if reason in set(RemovalReason):
            _remove(request, public_id, RemovalReason(reason))
            return HttpResponseRedirect(_month_of(entry))
        errors = {"reason": _("Alegeți motivul.")}
    context = {
        "entry": entry,
        "address": f"{navigation.REGISTER}/{entry.public_id}",
        "rows": [
            {"key": name, "value": value}
            for name, value in (
                (_("Ziua"), dates.typed(entry.given_on)),
                (_("Numărul"), entry.identifier),
                (_("Ce s-a acordat"), entry.what),
            )
        ],
        "reasons": _reasons(),
        "reason": reason,
        "errors": errors,
        "summary": list(errors.items()),
    }
    status = 422 if errors else 200
    return render(
        request, "reporting/entry_removal.html", context, status=status, breadcrumbs=_trail()
    )


def _remove(request: HttpRequest, public_id: uuid.UUID, reason: RemovalReason) -> None:
    try:
        operations.remove(public_id, reason=reason, actor=actor_of(request), at=timezone.now())
    except ReportingRefused as refusal:
        raise refused(refusal) from None


def _take(request: HttpRequest, public_id: uuid.UUID, *, entry: EntryView | None) -> HttpResponse:
    typed = EntryInput(**{name: text_of(request, name) for name in _NAMES})
    if interrupted.is_back(request):
        return _page(request, typed, record=str(public_id), entry=entry)
    version = request.POST.get("version", "")
    seen = int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0
    try:
        saved = operations.enter(
            typed, public_id=public_id, actor=actor_of(request), at=timezone.now(), seen=seen
        )
    except ReportingRefused as refusal:
        raise refused(refusal) from None
    if isinstance(saved, NotSaved):
        return _page(request, typed, record=str(public_id), entry=entry, findings=saved.findings)
    day = dates.parse_full(typed.given_on)
    return HttpResponseRedirect(f"{navigation.REGISTER}?luna={day:%Y-%m}")


def _page(
    request: HttpRequest,
    typed: EntryInput,
    *,
    record: str,
    entry: EntryView | None = None,
    findings: Sequence[Finding] = (),
) -> HttpResponse:
    errors: dict[str, str] = {}
    for each in findings:
        errors.setdefault(each.path.strip("/"), describe(each.code, each.facts).practice)
    names = _labels()
    context: dict[str, Any] = {
        "typed": asdict(typed),
        "record": record,
        "version": entry.version if entry else 0,
        "is_new": entry is None,
        "address": f"{navigation.REGISTER}/{record if entry else 'nou'}",
        "names": names,
        "kinds": labels.kinds(BY_HAND),
        "errors": errors,
        "summary": [(name, f"{names[name]}: {errors[name]}") for name in names if name in errors],
    }
    status = 422 if errors else 200
    return render(request, "reporting/entry.html", context, status=status, breadcrumbs=_trail())


def _labels() -> dict[str, str]:
    return {
        "kind": _("Felul serviciului"),
        "identifier": _("Numărul persoanei"),
        "given_on": _("Ziua serviciului"),
        "what": _("Ce s-a acordat"),
        "service_code": _("Codul serviciului"),
        "quantity": _("Cantitatea"),
        "value": _("Valoarea (lei)"),
    }


def _reasons() -> list[Choice]:
    texts = {
        RemovalReason.TYPED_TWICE: _("a fost scris de două ori"),
        RemovalReason.WRONG_PERSON: _("este al altei persoane"),
        RemovalReason.NOT_GIVEN: _("serviciul nu a fost acordat"),
        RemovalReason.REPORTED: _("serviciul a intrat între timp într-un raport"),
    }
    return [Choice(value=each.value, text=texts[each]) for each in RemovalReason]


def _typed_of(entry: EntryView) -> EntryInput:
    return EntryInput(
        kind=entry.kind,
        identifier=entry.identifier,
        given_on=dates.typed(entry.given_on),
        service_code=entry.service_code,
        what=entry.what,
        quantity=labels.quantity(entry.quantity),
        value=labels.money(entry.value) if entry.value is not None else "",
    )


def _entry(request: HttpRequest, public_id: uuid.UUID) -> EntryView:
    found = distinct.entry(public_id, actor=actor_of(request))
    if found is None:
        raise not_found()
    return found


def _month_of(entry: EntryView) -> str:
    return f"{navigation.REGISTER}?luna={entry.given_on:%Y-%m}"


def _trail() -> list[Link]:
    return [Link(text=_("Evidența distinctă"), href=navigation.REGISTER)]

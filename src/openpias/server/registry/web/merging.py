"""How do two numbers of one person become one, and two again?

Only what was compared is merged: a number changed after the comparison is compared anew.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from openpias.server.platform.accounts import interrupted
from openpias.server.platform.accounts.door import actor_of, requires
from openpias.server.platform.http.error_texts import describe
from openpias.server.platform.http.pages import render
from openpias.server.registry.domain.changes import ChangeRefused, NotChanged
from openpias.server.registry.enums import LookupReason
from openpias.server.registry.operations import lookups, merges
from openpias.server.registry.operations.lookups import Proof
from openpias.server.registry.permissions import Permission
from openpias.server.registry.queries import histories
from openpias.server.registry.queries.persons import PersonView
from openpias.server.registry.web.persons import details, document_text

DONE_KEY = "merging"
_FIELDS = ("kept", "merged")


@require_http_methods(["GET", "POST"])
@requires(Permission.MERGE, grave=True, resumes=True)
def merge(request: HttpRequest) -> HttpResponse:
    """Show two records side by side, merge them, and list what was merged."""
    if request.method == "GET":
        return _page(request)
    found = {name: _by_number(request, request.POST.get(name, "")) for name in _FIELDS}
    errors = {name: _unknown(request, name) for name in _FIELDS if found[name] is None}
    pair = [person for person in found.values() if person]
    if not errors and _is_confirmed(request) and not interrupted.is_back(request):
        kept, merged = (person.public_id for person in pair)
        reason = request.POST.get("reason", "")
        answer = merges.merge(
            kept, merged, reason=reason, actor=actor_of(request), at=timezone.now()
        )
        if not isinstance(answer, ChangeRefused):
            return _done(request, "merged")
        field = "reason" if answer.reason is NotChanged.REASON_REQUIRED else "kept"
        errors[field] = describe(answer.reason).practice
    return _page(request, errors=errors, pair=pair if len(pair) == len(_FIELDS) else ())


@require_http_methods(["POST"])
@requires(Permission.MERGE, grave=True, resumes=True)
def undo_merge(request: HttpRequest, public_id: str) -> HttpResponse:
    """Undo a merge with a reason."""
    if interrupted.is_back(request):
        return _page(request)
    reason = request.POST.get(f"reason-{public_id}", "")
    answer = merges.undo(public_id, reason=reason, actor=actor_of(request), at=timezone.now())
    if not isinstance(answer, ChangeRefused):
        return _done(request, "parted")
    return _page(request, errors={f"reason-{public_id}": describe(answer.reason).practice})


def _unknown(request: HttpRequest, name: str) -> str:
    if not request.POST.get(name, "").strip():
        return _("Scrieți numărul de pe fișă.")
    return _("Niciun număr ca acesta. Verificați cifrele pe fișă.")


def _is_confirmed(request: HttpRequest) -> bool:
    """Tell whether the numbers are still those that were compared."""
    sent = request.POST
    same = all(sent.get(name, "") == sent.get(f"compared-{name}") for name in _FIELDS)
    return same and sent.get("confirm") == "1"


def _done(request: HttpRequest, what: str) -> HttpResponse:
    request.session[DONE_KEY] = what
    return HttpResponseRedirect("/unire")


def _page(
    request: HttpRequest,
    *,
    errors: Mapping[str, str] | None = None,
    pair: Sequence[PersonView] = (),
) -> HttpResponse:
    texts = {"merged": _("Numerele au fost unite."), "parted": _("Unirea a fost anulată.")}
    in_force = histories.merges_in_force(actor=actor_of(request))
    context = {
        "numbers": {name: request.POST.get(name, "") for name in _FIELDS},
        "reason": request.POST.get("reason", ""),
        "done": texts.get(request.session.pop(DONE_KEY, "")),
        "columns": [
            {"text": text}
            for text in (_("Ce se compară"), _("Numărul care rămâne"), _("Numărul care se unește"))
        ],
        "compared": _side_by_side(pair),
        "merges": in_force,
        "reasons": {
            each.public_id: request.POST.get(f"reason-{each.public_id}", "") for each in in_force
        },
        "errors": errors or {},
        "summary": list((errors or {}).items()),
    }
    return render(request, "registry/merge.html", context, status=422 if errors else 200)


def _side_by_side(pair: Sequence[PersonView]) -> list[list[str]]:
    """Return a row for each field, with a mark where the two records say the same."""
    if not pair:
        return []
    kept, merged = ({row["key"]: row["value"] for row in _facts(person)} for person in pair)
    rows = []
    for field in [*kept, *(each for each in merged if each not in kept)]:
        values = (kept.get(field, "–"), merged.get(field, "–"))
        rows.append([field, values[0], _("la fel") if values[0] == values[1] else values[1]])
    return rows


def _facts(person: PersonView) -> list[dict[str, Any]]:
    documents = "; ".join(document_text(each) for each in person.documents)
    numbers = ", ".join(each.value for each in person.identifiers)
    return [
        {"key": _("Numere"), "value": numbers},
        *details(person),
        {"key": _("Documente"), "value": documents or "–"},
    ]


def _by_number(request: HttpRequest, number: str) -> PersonView | None:
    tidy = "".join(number.split())
    if not tidy:
        return None
    return lookups.open_person(
        Proof(number=tidy),
        reason=LookupReason.CORRECTION,
        actor=actor_of(request),
        at=timezone.now(),
    )

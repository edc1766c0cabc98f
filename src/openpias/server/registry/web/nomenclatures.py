"""Which codes are there, since when, who says so, and how does an administrator edit them?"""

from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from openpias.core.calendar import dates
from openpias.pages import Choice, Link
from openpias.server.platform.accounts.door import actor_of, requires
from openpias.server.platform.http.pages import render
from openpias.server.platform.http.problems import Problem
from openpias.server.registry.domain.nomenclature_inputs import KINDS, EntryInput
from openpias.server.registry.domain.outcomes import Refused
from openpias.server.registry.enums import NomenclatureList
from openpias.server.registry.operations.nomenclatures import (
    ListsNotEditable,
    require_editor,
    save_entry,
)
from openpias.server.registry.permissions import Permission
from openpias.server.registry.queries import nomenclatures as queries
from openpias.server.registry.queries.nomenclatures import EntryView
from openpias.server.registry.web import forms

ADDRESS = "/nomenclatoare"
_FIELDS = ("code", "name_ro", "name_uk", "name_en", "kind", "valid_from", "valid_to", "provenance")


@require_GET
@requires(Permission.READ_NOMENCLATURES)
def collection(request: HttpRequest) -> HttpResponse:
    """Show which lists there are."""
    rows = [
        [
            {"text": _title(name), "href": f"{ADDRESS}/{name.value}"},
            name.value,
            str(len(queries.entries(name))),
        ]
        for name in NomenclatureList
    ]
    columns = [
        {"text": _("Lista")},
        {"text": _("În interfața JSON")},
        {"text": _("Coduri"), "numeric": True},
    ]
    return render(request, "registry/nomenclatures.html", {"rows": rows, "columns": columns})


@require_GET
@requires(Permission.READ_NOMENCLATURES)
def item(request: HttpRequest, name: str) -> HttpResponse:
    """Show one list: codes, names, validity and provenance."""
    listed = _list(name)
    actor = actor_of(request)
    may_edit = actor.may(Permission.EDIT_NOMENCLATURES) and not actor.practice
    columns = [_("Denumirea"), _("Codul"), _("Felul"), _("Valabil"), _("De unde se știe")]
    context = {
        "title": _title(listed),
        "name": listed.value,
        "may_edit": may_edit,
        "columns": [
            *({"text": text} for text in columns[:-1]),
            {"text": columns[-1], "wide": True},
        ],
        "rows": [
            _row(each, listed, may_edit=may_edit)
            for each in queries.entries_with_provenance(listed)
        ],
    }
    trail = [Link(text=_("Nomenclatoare"), href=ADDRESS)]
    return render(request, "registry/nomenclature.html", context, breadcrumbs=trail)


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_NOMENCLATURES)
def add(request: HttpRequest, name: str) -> HttpResponse:
    """Add a code to a list."""
    listed = _list(name)
    _require_editor(request)
    if request.method == "GET":
        return _form(request, listed, EntryInput(), is_new=True)
    return _save(request, listed, _typed(request), is_new=True)


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_NOMENCLATURES)
def edit(request: HttpRequest, name: str, code: str) -> HttpResponse:
    """Change a code's names, validity and provenance."""
    listed = _list(name)
    found = [each for each in queries.entries_with_provenance(listed) if each.code.code == code]
    if not found:
        raise Problem(status=404, code="not-found")
    _require_editor(request)
    if request.method == "GET":
        return _form(request, listed, _as_typed(found[0]), is_new=False, seen=found[0].state)
    return _save(request, listed, _typed(request, code=code), is_new=False)


def _save(
    request: HttpRequest, listed: NomenclatureList, typed: EntryInput, *, is_new: bool
) -> HttpResponse:
    seen = request.POST.get("seen", "")
    answer = save_entry(
        typed, name=listed, is_new=is_new, seen=seen, actor=actor_of(request), at=timezone.now()
    )
    if isinstance(answer, Refused):
        errors = forms.errors_of(answer.findings)
        return _form(request, listed, typed, is_new=is_new, seen=seen, errors=errors)
    return HttpResponseRedirect(f"{ADDRESS}/{listed.value}")


def _form(
    request: HttpRequest,
    listed: NomenclatureList,
    typed: EntryInput,
    *,
    is_new: bool,
    seen: str = "",
    errors: dict[str, str] | None = None,
) -> HttpResponse:
    wrong = errors or {}
    context = {
        "title": _title(listed),
        "name": listed.value,
        "is_new": is_new,
        "typed": typed,
        "seen": seen,
        "kinds": [Choice(value=kind, text=_kind(kind)) for kind in KINDS[listed] if kind],
        "errors": wrong,
        "summary": list(wrong.items()),
    }
    trail = [
        Link(text=_("Nomenclatoare"), href=ADDRESS),
        Link(text=_title(listed), href=f"{ADDRESS}/{listed.value}"),
    ]
    status = 422 if wrong else 200
    return render(request, "registry/code.html", context, status=status, breadcrumbs=trail)


def _typed(request: HttpRequest, *, code: str = "") -> EntryInput:
    sent = {field: request.POST.get(field, "") for field in _FIELDS}
    return EntryInput(**{**sent, **({"code": code} if code else {})})


def _as_typed(entry: EntryView) -> EntryInput:
    code = entry.code
    return EntryInput(
        code=code.code,
        name_ro=code.name("ro"),
        name_uk=code.name("uk"),
        name_en=code.name("en"),
        kind=code.kind,
        valid_from=dates.typed(code.valid_from) if code.valid_from else "",
        valid_to=dates.typed(code.valid_to) if code.valid_to else "",
        provenance=entry.provenance,
    )


def _row(entry: EntryView, listed: NomenclatureList, *, may_edit: bool) -> list[object]:
    code = entry.code
    href = f"{ADDRESS}/{listed.value}/{code.code}"
    name = code.name(translation.get_language() or "ro")
    return [
        {"text": name, "href": href} if may_edit else name,
        code.code,
        _kind(code.kind) if code.kind else "–",
        validity(code.valid_from, code.valid_to),
        entry.provenance,
    ]


def validity(first: date | None, last: date | None) -> str:
    """Return in words from when until when something holds."""
    if first and last:
        return _("de la %(first)s până la %(last)s") % {
            "first": dates.typed(first),
            "last": dates.typed(last),
        }
    if first:
        return _("de la %(first)s") % {"first": dates.typed(first)}
    if last:
        return _("până la %(last)s") % {"last": dates.typed(last)}
    return _("oricând")


def _kind(kind: str) -> str:
    return {
        "person": _("persoană"),
        "family": _("membru al familiei"),
        "country": _("țară"),
        "icao": _("cod ICAO, fără țară"),
        "rutier": _("rutier"),
        "feroviar": _("feroviar"),
        "aeroportuar": _("aeroport"),
        "portuar": _("port maritim"),
        "fluvial": _("port fluvial sau bac"),
        "nastere": _("naștere în România"),
        "necunoscut": _("necunoscut"),
        "exempt": _("fără viză"),
        "short": _("scurtă ședere"),
        "transit": _("tranzit"),
        "long": _("lungă ședere"),
        "other": _("alt fel"),
        "identity": _("arată identitatea"),
        "travel": _("arată identitatea și dreptul de a călători"),
        "status": _("arată statutul"),
        "civil": _("act de stare civilă"),
        "medical": _("document medical al unității"),
        "pays": _("plătește contribuția"),
        "free": _("asigurat fără plată"),
        "co-insured": _("coasigurat"),
        "insured": _("asigurat în România"),
        "foreign": _("cu drept din altă parte"),
    }.get(kind, kind)


def _title(name: NomenclatureList) -> str:
    return {
        NomenclatureList.CATEGORIES: _("Categorii"),
        NomenclatureList.CITIZENSHIPS: _("Cetățenii"),
        NomenclatureList.ENTRY_POINTS: _("Puncte de intrare"),
        NomenclatureList.VISA_TYPES: _("Tipuri de viză"),
        NomenclatureList.DOCUMENT_TYPES: _("Tipuri de documente"),
        NomenclatureList.SEXES: _("Gen"),
        NomenclatureList.INSURANCE_CATEGORIES: _("Categorii de asigurat"),
        NomenclatureList.INSURANCE_STATES: _("Stări de asigurare"),
    }[name]


def _list(name: str) -> NomenclatureList:
    if name not in set(NomenclatureList):
        raise Problem(status=404, code="not-found")
    return NomenclatureList(name)


def _require_editor(request: HttpRequest) -> None:
    try:
        require_editor(actor_of(request))
    except ListsNotEditable as refusal:
        raise Problem(status=403, code=refusal.code) from None

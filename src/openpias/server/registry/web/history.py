"""What was changed about a person, from what to what, when and why?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from openpias.core.calendar import dates
from openpias.core.calendar.dates import PartialDate, Precision
from openpias.pages import Link
from openpias.server.platform.accounts.door import requires
from openpias.server.platform.accounts.queries import provider_names
from openpias.server.platform.http.pages import render
from openpias.server.registry.domain import latin_forms
from openpias.server.registry.enums import NomenclatureList, PersonStatus
from openpias.server.registry.permissions import Permission
from openpias.server.registry.queries import histories
from openpias.server.registry.queries.histories import Change
from openpias.server.registry.queries.persons import PersonView
from openpias.server.registry.web import labels
from openpias.server.registry.web.persons import opened, with_latin

# Facts that were added beside the person's own fields; their reason is no text that somebody typed.
_ADDED = frozenset({"permit", "other_number"})
_PERMIT_DAYS = ("issued_on", "valid_from", "expires_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One change as people read it: rows of a field and what became of it; why, where it was said."""

    change: Change
    rows: Sequence[tuple[str, str]]
    reason: str


@require_GET
@requires(Permission.READ_OWN)
def page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show a person's changes, latest first."""
    person = opened(request, public_id)
    changes = histories.changes(person.id)
    names = provider_names(change.provider_code for change in changes)
    context = {
        "person": person,
        "changes": [_section(each, names) for each in told(person, changes)],
    }
    return render(request, "registry/history.html", context, breadcrumbs=trail(person))


def told(person: PersonView, changes: Sequence[Change]) -> list[Told]:
    """Return the changes, latest first as they came, each with what differs before and after it."""
    after = _state(_as_kept(person))
    found = []
    for change in changes:
        before = _state(change.before)
        rows = [
            (label, f"{before[label] or '–'} → {after[label] or '–'}")
            for label in before
            if before[label] != after.get(label, before[label])
        ]
        told_already = {"permit"} if "permits" in change.before else set()
        added = [
            name for name in sorted(_ADDED) if name in change.fields and name not in told_already
        ]
        is_added = not _ADDED.isdisjoint(change.fields)
        rows.extend((_added_label(name), _("adăugat")) for name in added)
        found.append(Told(change=change, rows=rows, reason="" if is_added else change.reason))
        after = before
    return found


def trail(person: PersonView) -> list[Link]:
    """Return the way to a page about one person."""
    name = f"{person.surname} {person.given_name}".strip()
    return [
        Link(text=_("Înregistrările mele"), href="/persoane"),
        Link(text=name, href=f"/persoane/{person.public_id}"),
    ]


def _section(each: Told, names: Mapping[str, str]) -> Mapping[str, Any]:
    change = each.change
    rows = [
        *each.rows,
        (_("De ce"), each.reason),
        (_("Cine"), names.get(change.provider_code, change.provider_code)),
    ]
    return {
        "version": change.version + 1,
        "moment": f"{timezone.localtime(change.changed_at):%d-%m-%Y %H:%M}",
        "rows": [{"key": key, "value": value} for key, value in rows if value],
    }


def _added_label(name: str) -> str:
    return {"permit": _("Permis de ședere"), **labels.field_labels()}[name]


def _as_kept(person: PersonView) -> Mapping[str, Any]:
    """Return a person as versions are kept."""
    names = (
        *("surname", "given_name", "surname_latin", "given_name_latin"),
        *("sex", "category", "citizenship", "entry_point", "visa_type"),
    )
    return {
        **{name: getattr(person, name) for name in names},
        "birth_date": person.birth.value.isoformat(),
        "birth_precision": person.birth.precision.value,
        "entry_date": person.entry_date.isoformat() if person.entry_date else None,
        "documents": [
            {"type": each.type, "series": each.series, "number": each.number, "issuer": each.issuer}
            | {"date": each.date.isoformat() if each.date else None}
            for each in person.documents
        ],
        "copies_kept": person.copies_kept,
        "no_identity_reason": person.no_identity_reason,
        "status": person.status.value,
        "permits": [
            {"permit_number": each.permit_number}
            | {name: getattr(each, name).isoformat() for name in _PERMIT_DAYS}
            for each in person.permits
        ],
    }


def _state(kept: Mapping[str, Any]) -> dict[str, str]:
    """Return the state of a person as texts in the reader's language, by the label of the field."""
    names = labels.field_labels()
    birth = PartialDate(
        value=date.fromisoformat(kept["birth_date"]), precision=Precision(kept["birth_precision"])
    )
    codes = {
        "sex": NomenclatureList.SEXES,
        "category": NomenclatureList.CATEGORIES,
        "citizenship": NomenclatureList.CITIZENSHIPS,
        "entry_point": NomenclatureList.ENTRY_POINTS,
        "visa_type": NomenclatureList.VISA_TYPES,
    }
    return {
        names["surname"]: _name(kept["surname"], kept["surname_latin"]),
        names["given_name"]: _name(kept["given_name"], kept["given_name_latin"]),
        names["birth_date"]: birth.typed(),
        **{names[field]: labels.name_of(name, kept[field]) for field, name in codes.items()},
        names["entry_date"]: _day(kept["entry_date"]),
        names["documents"]: "; ".join(_document(each) for each in kept["documents"]),
        _("Am păstrat copii ale documentelor"): _("da") if kept["copies_kept"] else _("nu"),
        names["no_identity_reason"]: kept["no_identity_reason"],
        _("Starea"): labels.status_of_person(PersonStatus(kept["status"])),
        # States of before permits were kept along say nothing about them.
        **(
            {_("Permise de ședere"): "; ".join(_permit(each) for each in kept["permits"])}
            if "permits" in kept
            else {}
        ),
    }


def _name(name: str, latin: str) -> str:
    """Return a name; a Latin form that follows from it would only be told twice."""
    return with_latin(name, latin) if latin_forms.is_typed(latin, name=name) else name


def _permit(kept: Mapping[str, Any]) -> str:
    days = " / ".join(_day(kept[name]) for name in _PERMIT_DAYS)
    return f"{kept['permit_number']}, {days}"


def _document(kept: Mapping[str, Any]) -> str:
    kind = labels.name_of(NomenclatureList.DOCUMENT_TYPES, kept["type"])
    number = f"{kept['series']} {kept['number']}".strip()
    return ", ".join(part for part in (kind, number, _day(kept["date"]), kept["issuer"]) if part)


def _day(text: str | None) -> str:
    return dates.typed(date.fromisoformat(text)) if text else ""

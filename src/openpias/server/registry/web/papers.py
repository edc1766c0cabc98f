"""Which papers does a browser get beside the slip? The empty form, and a person's own record."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET

from openpias.core.calendar import dates
from openpias.core.names.matching_keys import MatchFacts
from openpias.core.slips import papers
from openpias.core.slips.papers import Choice, Name, PaperForm, PersonRecord, Table
from openpias.server.platform.accounts.door import actor_of, requires
from openpias.server.platform.http.problems import Problem
from openpias.server.registry.enums import NomenclatureList, RegistrationKind
from openpias.server.registry.operations import records
from openpias.server.registry.operations.records import PersonalRecord
from openpias.server.registry.permissions import Permission
from openpias.server.registry.queries.nomenclatures import entries
from openpias.server.registry.web import history, labels
from openpias.server.registry.web.persons import details, document_text, opened


@require_GET
@requires(Permission.REGISTER)
def form(request: HttpRequest) -> HttpResponse:
    """Print the empty form that is filled in by hand while the system is down."""
    empty = PaperForm(
        sexes=_choices(NomenclatureList.SEXES),
        categories=_choices(NomenclatureList.CATEGORIES),
        practice=actor_of(request).practice,
    )
    return _pdf(papers.render_form(empty), name="formular")


@require_GET
@requires(Permission.PRINT_RECORD)
def record(request: HttpRequest, public_id: str) -> HttpResponse:
    """Print all that is held about a person, and everybody who looked at it."""
    person, now = opened(request, public_id), timezone.now()
    found = records.collect(person, actor=actor_of(request), at=now)
    if found is None:
        raise Problem(status=403, code="not-allowed")
    printed = PersonRecord(
        subject=f"{person.surname} {person.given_name}".strip(),
        tables=[_held(found), _numbers(found), _reported(found), _changed(found), _looks(found)],
        issued=f"OpenPIAS · {actor_of(request).provider.name} · {_moment(now)}",
        practice=person.practice,
    )
    return _pdf(papers.render_record(printed), name="date")


def _choices(name: NomenclatureList) -> list[Choice]:
    today = timezone.localdate()
    valid = [code for code in entries(name) if code.is_valid_on(today)]
    return [Choice(ro=code.name("ro"), uk=code.name("uk")) for code in valid]


def _held(found: PersonalRecord) -> Table:
    person = found.person
    with override("ro"):
        rows = [[each["key"], each["value"]] for each in details(person)]
        rows.extend([_("Document"), document_text(document)] for document in person.documents)
        for permit in person.permits:
            until = dates.typed(permit.expires_on)
            rows.append([_("Permis de ședere"), f"{permit.permit_number}, {until}"])
    return Table(
        name=Name(ro="Datele păstrate", uk="Дані, що зберігаються", en="Data held"),
        columns=[_FIELD, _VALUE],
        widths=[1, 2],
        rows=rows,
    )


def _numbers(found: PersonalRecord) -> Table:
    with override("ro"):
        rows = [
            [labels.kind_of_number(each.kind), each.value, labels.state_of_number(each.state)]
            for each in found.person.identifiers
        ]
    return Table(
        name=Name(ro="Numerele", uk="Номери", en="Numbers"),
        columns=[_KIND, _NUMBER, _STATE],
        widths=[2, 2, 1],
        rows=rows,
    )


def _reported(found: PersonalRecord) -> Table:
    rows = [
        [
            _moment(each.at),
            _KINDS[each.kind],
            _provider(found, each.provider_code),
            _as_typed(each.facts) if each.facts else "–",
        ]
        for each in found.registrations
    ]
    return Table(
        name=Name(ro="Cum au fost scrise", uk="Як їх записано", en="How they were reported"),
        columns=[_WHEN, _KIND, _WHO, _AS],
        widths=[2, 2, 3, 3],
        rows=rows,
    )


def _changed(found: PersonalRecord) -> Table:
    with override("ro"):
        rows = [
            [
                _moment(each.change.changed_at),
                "; ".join(f"{label}: {text}" for label, text in each.rows) or "–",
                each.reason or "–",
                _provider(found, each.change.provider_code),
            ]
            for each in history.told(found.person, found.changes)
        ]
    return Table(
        name=Name(ro="Ce s-a schimbat", uk="Що змінено", en="What was changed"),
        columns=[_WHEN, _FIELD, _WHY, _WHO],
        widths=[2, 5, 2, 2],
        rows=rows,
    )


def _looks(found: PersonalRecord) -> Table:
    rows = [
        [
            _moment(each.at),
            _EVENTS.get(each.event, each.event),
            _provider(found, each.provider_code),
            _reason(each.facts.get("reason")),
        ]
        for each in found.accesses
    ]
    return Table(
        name=Name(ro="Cine le-a văzut", uk="Хто їх переглядав", en="Who looked at them"),
        columns=[_WHEN, _WHAT, _WHO, _WHY],
        widths=[2, 3, 3, 2],
        rows=rows,
    )


def _as_typed(facts: MatchFacts) -> str:
    spellings = (f"{each.surname} {each.given_name}".strip() for each in facts.spellings())
    return " · ".join(spellings)


def _reason(reason: object) -> str:
    texts = {str(choice.value): str(choice.text) for choice in labels.reasons()}
    return texts.get(str(reason), "–")


def _provider(found: PersonalRecord, code: str) -> str:
    return found.providers.get(code) or code or "OpenPIAS"


def _moment(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%d-%m-%Y %H:%M}"


def _pdf(content: bytes, *, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response


_FIELD = Name(ro="Câmpul", uk="Поле", en="Field")
_VALUE = Name(ro="Valoarea", uk="Значення", en="Value")
_KIND = Name(ro="Felul", uk="Вид", en="Kind")
_NUMBER = Name(ro="Numărul", uk="Номер", en="Number")
_STATE = Name(ro="Starea", uk="Стан", en="State")
_WHEN = Name(ro="Când", uk="Коли", en="When")
_WHAT = Name(ro="Ce", uk="Що", en="What")
_WHO = Name(ro="Cine", uk="Хто", en="Who")
_WHY = Name(ro="De ce", uk="Чому", en="Why")
_AS = Name(ro="Numele scris", uk="Записане ім’я", en="Name as typed")
_KINDS = {
    RegistrationKind.TEMPORARY: "număr unic temporar",
    RegistrationKind.PERMIT: "permis de ședere",
    RegistrationKind.IMPORT: "import",
    RegistrationKind.CORRECTION: "corectare",
    RegistrationKind.READMISSION: "fișă înscrisă din nou după o restaurare",
}
_EVENTS = {
    "person-registered": "a înregistrat persoana",
    "person-joined": "a scris-o din nou; a primit același număr",
    "person-opened": "a deschis datele",
    "candidate-shown": "a văzut că există (date ascunse)",
    "person-corrected": "a corectat datele",
    "number-withdrawn": "a retras numărul",
    "slip-readmitted": "a înscris din nou fișa, după o restaurare",
    "persons-merged": "a unit două înregistrări",
    "merge-undone": "a anulat unirea",
    "slip-printed": "a tipărit fișa",
    "record-printed": "a tipărit această copie",
    "person-erased": "a șters datele",
}

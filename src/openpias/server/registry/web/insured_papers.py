"""How is all that is held about an insured person printed for them?"""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_GET

from openpias.core.slips import papers
from openpias.core.slips.papers import Name, PersonRecord, Table
from openpias.server.platform.accounts.door import actor_of, requires
from openpias.server.platform.http.problems import Problem
from openpias.server.registry.operations import insured_records
from openpias.server.registry.operations.insured_records import InsuredRecord
from openpias.server.registry.permissions import Permission
from openpias.server.registry.web import insured_history, insured_labels, labels
from openpias.server.registry.web.insured_persons import opened


@require_GET
@requires(Permission.PRINT_RECORD)
def record(request: HttpRequest, public_id: str) -> HttpResponse:
    """Print all that is held about an insured person, and everybody who looked at it."""
    insured, now = opened(request, public_id), timezone.now()
    found = insured_records.collect(insured, actor=actor_of(request), at=now)
    if found is None:
        raise Problem(status=403, code="not-allowed")
    printed = PersonRecord(
        subject=insured.name,
        tables=[_held(found), _insurances(found), _doctors(found), _changed(found), _looks(found)],
        issued=f"OpenPIAS · {actor_of(request).provider.name} · {_moment(now)}",
        practice=False,
    )
    response = HttpResponse(papers.render_record(printed), content_type="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="date.pdf"'
    return response


def _held(found: InsuredRecord) -> Table:
    with override("ro"):
        rows = [[each["key"], each["value"]] for each in insured_labels.details(found.insured)]
    return Table(
        name=Name(ro="Datele păstrate", uk="Дані, що зберігаються", en="Data held"),
        columns=[
            Name(ro="Câmpul", uk="Поле", en="Field"),
            Name(ro="Valoarea", uk="Значення", en="Value"),
        ],
        widths=[1, 2],
        rows=rows,
    )


def _insurances(found: InsuredRecord) -> Table:
    with override("ro"):
        rows = [
            insured_labels.insurance_row(found.insured, each, may_edit=False)
            for each in found.insured.insurances
        ]
    return Table(
        name=Name(ro="Asigurarea", uk="Страхування", en="Insurance"),
        columns=[
            _PERIOD,
            Name(ro="Categoria", uk="Категорія", en="Category"),
            Name(ro="Starea", uk="Стан", en="State"),
        ],
        widths=[2, 3, 2],
        rows=rows,
    )


def _doctors(found: InsuredRecord) -> Table:
    with override("ro"):
        rows = [
            insured_labels.doctor_row(found.insured, each, may_edit=False)
            for each in found.insured.family_doctors
        ]
    return Table(
        name=Name(ro="Medicii de familie", uk="Сімейні лікарі", en="Family doctors"),
        columns=[
            _PERIOD,
            Name(ro="Medicul", uk="Лікар", en="Doctor"),
            Name(ro="Cod de parafă", uk="Код печатки", en="Stamp code"),
            Name(ro="Cabinetul", uk="Кабінет", en="Practice"),
        ],
        widths=[2, 2, 1, 2],
        rows=rows,
    )


def _changed(found: InsuredRecord) -> Table:
    with override("ro"):
        rows = [
            [
                _moment(each.change.changed_at),
                "; ".join(f"{label}: {text}" for label, text in each.rows) or "–",
                each.reason or "–",
                each.change.house_code,
            ]
            for each in insured_history.told(found.insured, found.changes)
        ]
    return Table(
        name=Name(ro="Ce s-a schimbat", uk="Що змінено", en="What was changed"),
        columns=[_WHEN, Name(ro="Câmpul", uk="Поле", en="Field"), _WHY, _WHO],
        widths=[2, 5, 2, 2],
        rows=rows,
    )


def _looks(found: InsuredRecord) -> Table:
    reasons = {str(choice.value): str(choice.text) for choice in labels.reasons()}
    rows = [
        [
            _moment(each.at),
            _EVENTS.get(each.event, each.event),
            found.providers.get(each.provider_code) or each.provider_code or "OpenPIAS",
            reasons.get(str(each.facts.get("reason")), "–"),
        ]
        for each in found.accesses
    ]
    return Table(
        name=Name(ro="Cine le-a văzut", uk="Хто їх переглядав", en="Who looked at them"),
        columns=[_WHEN, Name(ro="Ce", uk="Що", en="What"), _WHO, _WHY],
        widths=[2, 3, 3, 2],
        rows=rows,
    )


def _moment(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%d-%m-%Y %H:%M}"


_PERIOD = Name(ro="Perioada", uk="Період", en="Period")
_WHEN = Name(ro="Când", uk="Коли", en="When")
_WHO = Name(ro="Cine", uk="Хто", en="Who")
_WHY = Name(ro="De ce", uk="Чому", en="Why")
_EVENTS = {
    "insured-enrolled": "a luat persoana în evidență",
    "insured-corrected": "a corectat datele",
    "insured-moved": "a mutat persoana la altă casă",
    "insurance-added": "a adăugat o perioadă de asigurare",
    "insurance-ended": "a schimbat ultima zi de asigurare",
    "insurance-removed": "a scos o perioadă de asigurare",
    "family-doctor-chosen": "a scris medicul de familie",
    "family-doctor-ended": "a încheiat medicul de familie",
    "insured-searched": "a căutat persoana",
    "insured-opened": "a deschis datele",
    "insured-record-printed": "a tipărit această copie",
}

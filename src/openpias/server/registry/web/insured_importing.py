"""How does a house send a file of insured persons, and see which rows were refused?"""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from openpias.core.findings import Finding
from openpias.pages import Choice, Link
from openpias.server.platform.accounts.door import actor_of, requires
from openpias.server.platform.http.error_texts import describe
from openpias.server.platform.http.pages import render
from openpias.server.platform.http.problems import Problem
from openpias.server.registry import houses
from openpias.server.registry.domain.insured_rows import COLUMNS, REQUIRED
from openpias.server.registry.domain.insured_scope import house_of
from openpias.server.registry.operations import insured_imports
from openpias.server.registry.operations.insured_imports import ImportRefused
from openpias.server.registry.permissions import Permission
from openpias.server.registry.queries import insured_imports as queries
from openpias.server.registry.queries.insured_imports import ImportView, RefusedRowView
from openpias.server.registry.web import forms, insured_labels
from openpias.server.registry.web.insured_persons import ADDRESS, not_in_practice, trail
from openpias.server.registry.web.persons import page_number

MOST_MEGABYTES = 1
PAGE = f"{ADDRESS}/import"


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_INSURED)
def upload(request: HttpRequest) -> HttpResponse:
    """Take a file in and lead to what became of it; show the files that were taken in before."""
    not_in_practice(request)
    own = house_of(actor_of(request))
    house = own or request.POST.get("house", "")
    if request.method == "GET":
        return _upload_page(request, house, ())
    file = request.FILES.get("file")
    if file is None or file.file is None:
        return _upload_page(request, house, [Finding(code="file-required", path="/file")])
    if file.size is None or file.size > MOST_MEGABYTES * 2**20:
        facts = {"limit": str(MOST_MEGABYTES)}
        found = Finding(code="file-too-large", path="/file", facts=facts)
        return _upload_page(request, house, [found])
    answer = insured_imports.import_file(
        file.file, house=house, actor=actor_of(request), now=timezone.now
    )
    if isinstance(answer, ImportRefused):
        return _upload_page(request, house, [answer.finding])
    return HttpResponseRedirect(f"{PAGE}/{answer.public_id}")


@require_GET
@requires(Permission.EDIT_INSURED)
def result(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show what became of a file: counts, and each refused row with what to do."""
    not_in_practice(request)
    run = queries.import_run(public_id, house=house_of(actor_of(request)))
    if run is None:
        raise Problem(status=404, code="not-found")
    refused = queries.refused_rows(public_id, number=page_number(request))
    context = {
        "run": run,
        "rows": _counts(run),
        "columns": [
            {"text": _("Rândul din fișier")},
            {"text": _("Coloana")},
            {"text": _("Ce este de făcut"), "wide": True},
        ],
        "refused": [_refused(each) for each in refused.rows],
        "page_number": refused.number,
        "hrefs": [f"{PAGE}/{public_id}?p={each}" for each in range(1, refused.pages + 1)],
    }
    crumbs = [*trail(), Link(text=_("Import de asigurați"), href=PAGE)]
    return render(request, "registry/insured_import.html", context, breadcrumbs=crumbs)


def _upload_page(request: HttpRequest, house: str, findings: Sequence[Finding]) -> HttpResponse:
    own = house_of(actor_of(request))
    errors = forms.errors_of(findings)
    columns = [_("Început la"), _("Casa"), _("Rânduri"), _("Adăugate"), _("Refuzate"), _("Starea")]
    context: dict[str, Any] = {
        "required": ", ".join(REQUIRED),
        "optional": ", ".join(name for name in COLUMNS if name not in REQUIRED),
        "limit": MOST_MEGABYTES,
        "houses": [Choice(value=code, text=name) for code, name in houses.houses()]
        if own is None
        else [],
        "house": house,
        "columns": [{"text": text} for text in columns],
        "rows": [_run(each) for each in queries.imports(house=own)],
        "errors": errors,
        "summary": forms.summary_of(errors, insured_labels.field_labels()),
    }
    status = 422 if errors else 200
    template = "registry/insured_upload.html"
    return render(request, template, context, status=status, breadcrumbs=trail())


def _run(run: ImportView) -> list[Any]:
    moment = f"{timezone.localtime(run.started_at):%d-%m-%Y %H:%M}"
    return [
        {"text": moment, "href": f"{PAGE}/{run.public_id}"},
        run.house_code,
        str(run.rows_done),
        str(run.added),
        str(run.refused),
        _("încheiat") if run.finished_at else _("neîncheiat: trimiteți din nou același fișier"),
    ]


def _counts(run: ImportView) -> list[dict[str, str]]:
    rows = [
        (_("Rânduri citite"), run.rows_done),
        (_("Persoane noi"), run.added),
        (_("Persoane cărora li s-a adăugat ceva"), run.changed),
        (_("Rânduri care erau deja așa"), run.unchanged),
        (_("Rânduri refuzate"), run.refused),
    ]
    return [{"key": key, "value": str(value)} for key, value in rows]


def _refused(row: RefusedRowView) -> list[str]:
    columns = dict.fromkeys(each["path"].strip("/") or "–" for each in row.findings)
    texts = dict.fromkeys(describe(each["code"], each["facts"]).practice for each in row.findings)
    return [str(row.row_number), ", ".join(columns), " ".join(texts)]

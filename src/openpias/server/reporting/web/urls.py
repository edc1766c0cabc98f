"""Which pages does reporting have?"""

from django.urls import URLPattern, URLResolver, path

from openpias.server.reporting.web import (
    building,
    drafts,
    hand_entries,
    house_urls,
    overview,
    own_reports,
    record_page,
    register,
    report_page,
    rules_catalogue,
    sending,
)

_DRAFT, _BUILT = "raportare/servicii/<uuid:public_id>", "raportare/construite/<uuid:public_id>"
_REPORT, _ENTRY = "raportare/rapoarte/<uuid:public_id>", "raportare/evidenta/<uuid:public_id>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("raportare", overview.home),
    path("raportare/servicii", drafts.collection),
    path("raportare/servicii/nou", drafts.new),
    path(_DRAFT, drafts.item),
    path(f"{_DRAFT}/retragere", drafts.withdraw),
    path("raportare/luna", building.choose),
    path(_BUILT, building.item),
    path(f"{_BUILT}/fisier.xml", building.unsigned),
    path(f"{_BUILT}/semnat", building.signed),
    path(f"{_BUILT}/desfacere", building.take_apart),
    path("raportare/trimitere", sending.page),
    path("raportare/rapoarte", own_reports.collection),
    path(_REPORT, report_page.item),
    path(f"{_REPORT}/raspuns", report_page.answer),
    path(f"{_REPORT}/program-propriu", sending.own),
    path("raportare/inregistrari/<int:number>", record_page.item),
    path("raportare/evidenta", register.page),
    path("raportare/evidenta.csv", register.csv),
    path("raportare/evidenta.pdf", register.pdf),
    path("raportare/evidenta/nou", hand_entries.new),
    path(_ENTRY, hand_entries.item),
    path(f"{_ENTRY}/stergere", hand_entries.remove),
    path("raportare/reguli", rules_catalogue.collection),
    *house_urls.urlpatterns,
]

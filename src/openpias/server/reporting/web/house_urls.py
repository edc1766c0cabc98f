"""Which pages of reporting do houses and CNAS have?"""

from django.urls import URLPattern, URLResolver, path

from openpias.server.reporting.web import (
    dead_letters,
    declared_days,
    house_files,
    house_records,
    house_registers,
    house_report_page,
    list_acts,
    nomenclatures,
    pauses,
    periods,
    queue,
    today,
)

_HOUSE, _LISTS = "raportare/casa", "raportare/liste"
_REPORT, _PERIOD = f"{_HOUSE}/rapoarte/<uuid:public_id>", f"{_HOUSE}/perioade/<uuid:public_id>"
_REGISTER = f"{_HOUSE}/evidenta"
_PAUSE, _LIST = f"{_HOUSE}/pauze/<uuid:public_id>", f"{_LISTS}/<str:name>"

urlpatterns: list[URLPattern | URLResolver] = [
    path(_HOUSE, today.home),
    path(f"{_HOUSE}/rapoarte", queue.collection),
    path(_REPORT, house_report_page.item),
    path(f"{_REPORT}/constatari", house_report_page.findings),
    path(f"{_REPORT}/servicii", house_records.collection),
    path(f"{_REPORT}/raspuns", house_files.feedback),
    path(f"{_REPORT}/fisier", house_files.original),
    path(f"{_REPORT}/repornire", dead_letters.retry),
    path(f"{_HOUSE}/inregistrari/<int:number>", house_records.item),
    path(_REGISTER, house_registers.collection),
    path(f"{_REGISTER}.csv", house_registers.counts),
    path(f"{_REGISTER}/<str:house>/<str:code>", house_registers.item),
    path(f"{_REGISTER}/<str:house>/<str:code>/registru.csv", house_registers.csv),
    path(f"{_REGISTER}/<str:house>/<str:code>/registru.pdf", house_registers.pdf),
    path(f"{_HOUSE}/oprite", dead_letters.collection),
    path(f"{_HOUSE}/perioade", periods.collection),
    path(f"{_HOUSE}/perioade/luna", periods.open_month),
    path(f"{_PERIOD}/inchidere", periods.close),
    path(f"{_PERIOD}/deschidere", periods.reopen),
    path(f"{_HOUSE}/pauze", pauses.collection),
    path(f"{_HOUSE}/pauze/noua", pauses.declare),
    path(f"{_HOUSE}/pauze/recalculare", pauses.recomputing),
    path(_PAUSE, pauses.change),
    path(f"{_PAUSE}/retragere", pauses.withdraw),
    path(f"{_HOUSE}/zile", declared_days.collection),
    path(f"{_HOUSE}/zile/noua", declared_days.declare),
    path(f"{_HOUSE}/zile/<uuid:public_id>/retragere", declared_days.withdraw),
    path(_LISTS, nomenclatures.collection),
    path(_LIST, nomenclatures.item),
    path(f"{_LIST}/import", list_acts.upload),
    path(f"{_LIST}/incheiere/<str:first>/<path:code>", list_acts.end),
]

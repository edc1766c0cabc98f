"""Which pages does the register have?"""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.views.decorators.http import require_safe

from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.accounts.door import public
from openpias.server.platform.http.pages import places_of
from openpias.server.registry.web import (
    changing,
    erasing,
    figures,
    guidance,
    history,
    insured_history,
    insured_importing,
    insured_papers,
    insured_periods,
    insured_persons,
    look_ups,
    merging,
    navigation,
    nomenclatures,
    papers,
    persons,
    registering,
    rules,
    searching,
    set_aside,
    verification,
)


@require_safe
@public("leads to a page that has its own permission")
def _home(request: HttpRequest) -> HttpResponse:
    """Lead to the first place of the menu that is open to whoever is here."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        return HttpResponseRedirect(registering.FIRST_TAB)
    own = [item.href for item in navigation.ITEMS if actor.may(item.permission)]
    places = sorted([*own, *places_of(actor)], key=lambda href: href in navigation.ASIDE)
    return HttpResponseRedirect(next(iter(places), "/ajutor"))


urlpatterns = [
    path("", _home),
    path("numar-unic-temporar", registering.temporary_number),
    path("permis", registering.permit),
    path("persoane", persons.collection),
    path("persoane/<str:public_id>", persons.item),
    path("persoane/<str:public_id>/fisa.pdf", persons.slip),
    path("cautare", searching.search),
    path("ajutor", guidance.guide),
    path("accesibilitate", guidance.accessibility),
    path("verificare", verification.verify),
    path("persoane/<str:public_id>/corectare", changing.correct),
    path("persoane/<str:public_id>/retragere", changing.withdraw),
    path("persoane/<str:public_id>/istoric", history.page),
    path("persoane/<str:public_id>/stergere", erasing.erase),
    path("persoane/<str:public_id>/date.pdf", papers.record),
    path("formular-pe-hartie.pdf", papers.form),
    path("de-hotarat", set_aside.collection),
    path("de-hotarat/<str:public_id>", set_aside.item),
    path("nomenclatoare", nomenclatures.collection),
    path("nomenclatoare/<str:name>", nomenclatures.item),
    path("nomenclatoare/<str:name>/cod-nou", nomenclatures.add),
    path("nomenclatoare/<str:name>/<str:code>", nomenclatures.edit),
    path("cautari-fara-urmare", look_ups.page),
    path("reguli", rules.collection),
    path("unire", merging.merge),
    path("situatii", figures.page),
    path("situatii.csv", figures.file),
    path("situatii/<str:name>.svg", figures.plot),
    path("unire/<str:public_id>/anulare", merging.undo_merge),
    path("familii/<str:family>/fise.pdf", persons.family_slips),
    path("asigurati", insured_persons.search),
    path("asigurati/nou", insured_persons.enrol),
    path("asigurati/import", insured_importing.upload),
    path("asigurati/import/<str:public_id>", insured_importing.result),
    path("asigurati/<str:public_id>", insured_persons.item),
    path("asigurati/<str:public_id>/corectare", insured_persons.correct),
    path("asigurati/<str:public_id>/mutare", insured_persons.move),
    path("asigurati/<str:public_id>/perioade", insured_periods.insure),
    path("asigurati/<str:public_id>/perioade/<str:period>", insured_periods.insurance),
    path("asigurati/<str:public_id>/medici", insured_periods.choose_doctor),
    path("asigurati/<str:public_id>/medici/<str:chosen>", insured_periods.doctor),
    path("asigurati/<str:public_id>/istoric", insured_history.history),
    path("asigurati/<str:public_id>/stergere", insured_history.erase),
    path("asigurati/<str:public_id>/date.pdf", insured_papers.record),
]

"""Which pages do houses and providers have?"""

from django.urls import path

from openpias.server.providers.web import (
    contracts,
    houses,
    licences,
    own_record,
    phones,
    physicians,
    provider_page,
    providers,
    public,
    work_sites,
)

urlpatterns = [
    path("case-de-asigurari", public.houses),
    path("case", houses.collection),
    path("case/<str:code>", houses.item),
    path("datele-furnizorului", own_record.item),
    path("furnizori", providers.collection),
    path("furnizori/nou", providers.enter),
    path("furnizori/<str:public_id>", provider_page.item),
    path("furnizori/<uuid:public_id>/contracte/nou", contracts.add),
    path("furnizori/<uuid:public_id>/contracte/<uuid:contract>", contracts.end),
    path("furnizori/<uuid:public_id>/puncte-de-lucru/nou", work_sites.add),
    path("furnizori/<uuid:public_id>/puncte-de-lucru/<uuid:site>", work_sites.edit),
    path("furnizori/<uuid:public_id>/medici/nou", physicians.add),
    path("furnizori/<uuid:public_id>/medici/<uuid:physician>", physicians.edit),
    path("furnizori/<str:public_id>/telefon", phones.item),
    path("furnizori/<str:public_id>/serie/<str:house>", licences.licence),
    path("furnizori/<str:public_id>/serie/<str:house>/anulare", licences.cancel),
    path("furnizori/<str:public_id>/deblocare/<str:house>", licences.unlock),
]

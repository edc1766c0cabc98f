"""Which JSON addresses does the register have?"""

from django.urls import path

from openpias.server.registry.rest import (
    lookups,
    nomenclatures,
    permits,
    published,
    temporary_numbers,
)

urlpatterns = [
    path("temporary-numbers", temporary_numbers.collection),
    path("temporary-numbers/<str:number>", temporary_numbers.item),
    path("temporary-numbers/<str:number>/slip.pdf", temporary_numbers.slip),
    path("permits", permits.collection),
    path("permits/<str:public_id>/slip.pdf", permits.slip),
    path("look-ups", lookups.collection),
    path("nomenclatures/<str:name>", nomenclatures.item),
    path("slips/keys.json", published.keys),
    path("slips/status-list", published.status_list),
]

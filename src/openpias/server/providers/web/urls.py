"""Which pages do houses and providers have?"""

from django.urls import path

from openpias.server.providers.web import houses, providers, public

urlpatterns = [
    path("case-de-asigurari", public.houses),
    path("case", houses.collection),
    path("case/<str:code>", houses.item),
    path("furnizori", providers.collection),
    path("furnizori/nou", providers.enter),
    path("furnizori/<str:public_id>", providers.item),
    path("furnizori/<str:public_id>/serie/<str:house>", providers.licence),
    path("furnizori/<str:public_id>/serie/<str:house>/anulare", providers.cancel),
    path("furnizori/<str:public_id>/deblocare/<str:house>", providers.unlock),
]

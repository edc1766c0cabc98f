"""Which pages does the register have?"""

from django.urls import path
from django.views.generic import RedirectView

from openpias.server.platform.accounts.door import public
from openpias.server.registry.web import persons, registering

_home = public("leads to a page that has its own permission")(
    RedirectView.as_view(url=registering.FIRST_TAB)
)

urlpatterns = [
    path("", _home),
    path("numar-unic-temporar", registering.temporary_number),
    path("permis", registering.permit),
    path("persoane", persons.collection),
    path("persoane/<str:public_id>", persons.item),
    path("persoane/<str:public_id>/fisa.pdf", persons.slip),
    path("familii/<str:family>/fise.pdf", persons.family_slips),
]

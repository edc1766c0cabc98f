"""Which pages do outages have? They are read on the status page."""

from django.urls import path

from openpias.server.platform.outages.web import announcing

urlpatterns = [
    path("stare/intrerupere-noua", announcing.add),
    path("stare/intreruperi/<uuid:public_id>", announcing.edit),
    path("stare/intreruperi/<uuid:public_id>/retragere", announcing.withdraw),
]

"""Which page of reporting is at which address?"""

from django.urls import path

from openpias.server.reporting.web import rules_catalogue

urlpatterns = [
    path("raportare/reguli", rules_catalogue.collection),
]

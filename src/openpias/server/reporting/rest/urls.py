"""Which addresses of reporting do stations call?"""

from django.urls import path

from openpias.server.reporting.rest import reports

urlpatterns = [
    path("reports/<str:report_id>/unsigned", reports.unsigned),
    path("reports/<str:report_id>/signed", reports.signed),
]

"""Under which address is a feedback file fetched?"""

from django.urls import path

from openpias.server.reporting.soap import reports

urlpatterns = [path(f"{reports.FEEDBACK}<str:token>", reports.feedback_file)]

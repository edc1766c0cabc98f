"""Which addresses do programs use to open a session?"""

from django.urls import path

from openpias.server.certificates.rest import validator

urlpatterns = [path("OCSP/validator", validator.validator)]

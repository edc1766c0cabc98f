"""Which addresses do programs use to open a session?"""

from django.urls import path

from openpias.server.certificates.rest import sessions, validator

urlpatterns = [
    path("OCSP/validator", validator.validator),
    path("api/v1/challenges", sessions.new_challenge),
    path("api/v1/sessions", sessions.collection),
]

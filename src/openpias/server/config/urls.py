"""Which address leads where? For people in Romanian, for machines in English under /api/v1/."""

from django.urls import URLPattern, URLResolver, include, path

from openpias.server.config import health, openapi, soap
from openpias.server.platform.soap import handlers

handlers.bind(soap.HANDLERS)

urlpatterns: list[URLPattern | URLResolver] = [
    path("health", health.health),
    path("api/v1/openapi.json", openapi.document),
    path("api/v1/", include("openpias.server.registry.rest.urls")),
    path("api/v1/", include("openpias.server.cards.rest.urls")),
    path("api/v1/", include("openpias.server.reporting.rest.urls")),
    path("", include("openpias.server.platform.accounts.urls")),
    path("", include("openpias.server.platform.outages.web.urls")),
    path("", include("openpias.server.platform.status.web.urls")),
    path("", include("openpias.server.platform.soap.urls")),
    path("", include("openpias.server.reporting.soap.urls")),
    path("", include("openpias.server.certificates.rest.urls")),
    path("", include("openpias.server.certificates.web.urls")),
    path("", include("openpias.server.helpdesk.web.urls")),
    path("", include("openpias.server.reporting.web.urls")),
    path("", include("openpias.server.cards.web.urls")),
    path("", include("openpias.server.providers.web.urls")),
    path("", include("openpias.server.registry.web.urls")),
]

handler400 = "openpias.server.platform.http.errors.bad_request"
handler403 = "openpias.server.platform.http.errors.forbidden"
handler404 = "openpias.server.platform.http.errors.not_found"
handler500 = "openpias.server.platform.http.errors.server_error"

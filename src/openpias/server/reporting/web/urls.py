"""Which pages does reporting have?"""

from django.urls import URLPattern, URLResolver, path

from openpias.server.reporting.web import house_urls, overview

urlpatterns: list[URLPattern | URLResolver] = [
    path("raportare", overview.home),
    *house_urls.urlpatterns,
]

"""Where is the state of the platform read?"""

from django.urls import path

from openpias.server.platform.status.web import pages

urlpatterns = [path("stare", pages.page), path("stare.json", pages.json)]

"""Which addresses has the official interface?"""

from django.urls import path

from openpias.interop.operations import SERVICES
from openpias.server.platform.soap import downloads
from openpias.server.platform.soap.views import endpoint

urlpatterns = [
    *(path(each.path.removeprefix("/"), endpoint(each)) for each in SERVICES.values()),
    path(f"{downloads.PATH}<str:token>", downloads.download),
]

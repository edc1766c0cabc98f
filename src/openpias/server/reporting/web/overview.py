"""What does a provider see of the month at a glance, and what comes next?"""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from openpias.server.platform.accounts.door import requires
from openpias.server.platform.http.pages import render
from openpias.server.reporting.permissions import Permission
from openpias.server.reporting.web import navigation


@require_GET
@requires(Permission.READ_OWN, real=True)
def home(request: HttpRequest) -> HttpResponse:
    """Show the month."""
    return render(request, "reporting/overview.html", {"tabs": navigation.tabs(request)})

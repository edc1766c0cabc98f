"""Whom does somebody ask who cannot sign in, so that their house is not known?"""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from openpias.server.platform.accounts.door import public
from openpias.server.platform.http.pages import render
from openpias.server.providers.queries import contacts


@require_safe
@public("somebody who cannot sign in asks here; it names offices, and nobody")
def houses(request: HttpRequest) -> HttpResponse:
    """Show every house with its seat and how its IT service is reached."""
    columns = [_("Casa"), _("Contact tehnic"), _("Cod"), _("Sediul")]
    context = {
        "columns": [{"text": text} for text in columns],
        "rows": [
            [each.name, each.contact or _("cel din contract"), each.code, each.seat]
            for each in contacts.known(today=timezone.localdate())
        ],
    }
    return render(request, "providers/public.html", context)

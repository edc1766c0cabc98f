"""What does a provider see of its own record, and whom does it ask to change it?"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from openpias.server.platform.accounts.door import actor_of, requires
from openpias.server.platform.http.pages import render, support_of
from openpias.server.providers.permissions import Permission
from openpias.server.providers.queries import providers as queries
from openpias.server.providers.queries import records
from openpias.server.providers.web import labels, sections


@require_GET
@requires(Permission.READ_OWN_PROVIDER)
def item(request: HttpRequest) -> HttpResponse:
    """Show one's own provider: contracts and their ends, work sites, physicians."""
    actor, today = actor_of(request), timezone.localdate()
    provider = queries.own(actor.provider.code)
    context: dict[str, Any] = {
        "provider": provider,
        "name": actor.provider.name,
        "support": support_of(actor),
    }
    if provider is not None:
        sites = records.work_sites(provider.public_id, house=None)
        found = records.physicians(provider.public_id, house=None)
        context |= {
            "kinds": ", ".join(labels.kind(kind) for kind in provider.kinds),
            "endings": sections.endings(provider, today=today),
            "contracts": sections.contracts(provider, today=today),
            "work_sites": sections.work_sites(sites, today=today),
            "physicians": sections.physicians(found, today=today),
        }
    return render(request, "providers/own_record.html", context)

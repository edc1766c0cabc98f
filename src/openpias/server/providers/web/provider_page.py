"""What does a house see of one provider: contracts, sites, physicians, licence series?"""

import uuid
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from openpias.pages import Link
from openpias.server.platform.accounts import queries as accounts
from openpias.server.platform.accounts.door import actor_of, requires
from openpias.server.platform.accounts.permissions import Permission as Accounts
from openpias.server.platform.http.pages import render
from openpias.server.providers.domain.scope import acts_for, house_of
from openpias.server.providers.permissions import Permission
from openpias.server.providers.queries import records
from openpias.server.providers.queries.providers import LicenceView, ProviderView
from openpias.server.providers.web import labels, sections
from openpias.server.providers.web.opening import address, opened


@require_GET
@requires(Permission.READ_PROVIDERS)
def item(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show one provider; licence series without the series."""
    return show(request, opened(request, public_id), errors={})


def show(
    request: HttpRequest, provider: ProviderView, *, errors: Mapping[str, str]
) -> HttpResponse:
    """Answer with the provider's page, with what was wrong in one of its forms."""
    actor, today = actor_of(request), timezone.localdate()
    house, may_edit = house_of(actor), actor.may(Permission.EDIT_PROVIDERS)
    base = address(provider) if may_edit else ""
    context = {
        "provider": provider,
        "kinds": ", ".join(labels.kind(kind) for kind in provider.kinds),
        "endings": sections.endings(provider, today=today) if may_edit else [],
        "contracts": sections.contracts(provider, today=today, base=base),
        "work_sites": sections.work_sites(
            records.work_sites(provider.public_id, house=house), today=today, base=base
        ),
        "physicians": sections.physicians(
            records.physicians(provider.public_id, house=house), today=today, base=base
        ),
        "houses": _houses(request, provider),
        "may_edit": may_edit,
        "may_issue": actor.may(Permission.ISSUE_LICENCES),
        "may_unlock": actor.may(Accounts.UNLOCK),
        "key": uuid.uuid4().hex,
        "errors": errors,
        "summary": list(errors.items()),
    }
    trail = [Link(text=_("Furnizori"), href="/furnizori")]
    status = 422 if errors else 200
    return render(request, "providers/provider.html", context, status=status, breadcrumbs=trail)


def _houses(request: HttpRequest, provider: ProviderView) -> list[dict[str, Any]]:
    given = {each.house: each for each in provider.licences}
    return [
        {
            "code": code,
            "licence": given.get(code),
            "since": f"{timezone.localtime(given[code].issued_at):%d-%m-%Y}"
            if code in given
            else "",
            "mine": acts_for(code, actor=actor_of(request)),
            "locked": _locked(given.get(code)),
        }
        for code in dict.fromkeys(each.house for each in provider.contracts)
    ]


def _locked(licence: LicenceView | None) -> str:
    """Return at what time the user name may be tried again; empty where it may be now."""
    until = accounts.locked_until(licence.username, at=timezone.now()) if licence else None
    return f"{timezone.localtime(until + timedelta(seconds=59)):%H:%M}" if until else ""

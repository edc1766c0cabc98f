"""Which look-ups of a practice, or of a house's practices, had no consequence?"""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.accounts.door import requires
from openpias.server.platform.http.pages import render
from openpias.server.registry.permissions import Permission
from openpias.server.registry.queries import look_ups
from openpias.server.registry.web import labels


@require_GET
@requires(Permission.READ_LOOK_UPS)
def page(request: HttpRequest) -> HttpResponse:
    """List them; no name and no number of a person stands here."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    reasons = {each.value: each.text for each in labels.reasons()}
    rows = [
        [
            f"{timezone.localtime(each.at):%d-%m-%Y %H:%M}",
            each.provider,
            each.who,
            reasons.get(each.reason, each.reason),
        ]
        for each in look_ups.not_followed(actor, at=timezone.now())
    ]
    columns = [_("Când"), _("Furnizorul"), _("Cine"), _("De ce")]
    context = {
        "days": look_ups.SHOWN_FOR.days,
        "columns": [{"text": text} for text in columns],
        "rows": rows,
    }
    return render(request, "registry/look_ups.html", context)

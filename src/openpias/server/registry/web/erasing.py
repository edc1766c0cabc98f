"""How is a person's data erased by people: who asks, what goes, what stays?"""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from openpias.pages import Link
from openpias.server.platform.accounts import interrupted
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.accounts.door import requires
from openpias.server.platform.http.error_texts import describe
from openpias.server.platform.http.pages import render
from openpias.server.registry.domain.changes import ChangeRefused, NotChanged, is_reason
from openpias.server.registry.operations import erasure
from openpias.server.registry.permissions import Permission
from openpias.server.registry.web.persons import details, opened
from openpias.server.registry.web.searching import ERASED_KEY


@require_http_methods(["GET", "POST"])
@requires(Permission.ERASE, grave=True, resumes=True)
def erase(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say what is erased and what stays; erase after a reason and a tick."""
    person = opened(request, public_id)
    actor: Actor = request.actor  # type: ignore[attr-defined]
    reason, confirmed = request.POST.get("reason", ""), request.POST.get("confirmed") == "1"
    is_sent = request.method == "POST" and not interrupted.is_back(request)
    errors = _wrong(reason, confirmed=confirmed) if is_sent else {}
    if is_sent and not errors:
        answer = erasure.erase(person.public_id, reason=reason, actor=actor, at=timezone.now())
        if not isinstance(answer, ChangeRefused):
            request.session[ERASED_KEY] = True
            return HttpResponseRedirect("/cautare")
        errors["reason"] = describe(answer.reason).practice
    context = {
        "person": person,
        "rows": details(person),
        "reason": reason,
        "confirmed": confirmed,
        "errors": errors,
        "summary": list(errors.items()),
    }
    trail = [Link(text=_("Persoana și fișa"), href=f"/persoane/{person.public_id}")]
    status = 422 if errors else 200
    return render(request, "registry/erase.html", context, status=status, breadcrumbs=trail)


def _wrong(reason: str, *, confirmed: bool) -> dict[str, str]:
    """Return what is missing, both at once."""
    errors = {}
    if not is_reason(reason):
        errors["reason"] = describe(NotChanged.REASON_REQUIRED).practice
    if not confirmed:
        errors["confirmed"] = _("Bifați că ați citit ce se șterge: datele nu se pot aduce înapoi.")
    return errors

"""Which houses are there, and how does an administrator change how they are reached?"""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from openpias.pages import Link
from openpias.server.platform.accounts.door import actor_of, requires
from openpias.server.platform.http.pages import render
from openpias.server.platform.http.problems import Problem
from openpias.server.providers.operations.houses import HouseContact, save_contact
from openpias.server.providers.permissions import Permission
from openpias.server.providers.queries.houses import house, houses

_LONGEST = {"address": 300, "email": 254, "phone": 40, "it_contact": 200}


@require_GET
@requires(Permission.READ_HOUSES)
def collection(request: HttpRequest) -> HttpResponse:
    """Show the houses with their seats and contacts."""
    may_edit = actor_of(request).may(Permission.EDIT_HOUSES)
    rows = [
        [
            {"text": each.code, "href": f"/case/{each.code}"} if may_edit else each.code,
            each.name,
            each.seat,
            each.it_contact or each.email or each.phone or "–",
        ]
        for each in houses()
    ]
    columns = [_("Codul"), _("Denumirea"), _("Sediul"), _("Contact")]
    context = {"rows": rows, "columns": [{"text": text} for text in columns]}
    return render(request, "providers/houses.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_HOUSES, real=True)
def item(request: HttpRequest, code: str) -> HttpResponse:
    """Show and change how a house is reached."""
    found = house(code)
    if found is None:
        raise Problem(status=404, code="not-found")
    if request.method == "GET":
        typed = {name: getattr(found, name) for name in _LONGEST}
        return _form(request, code, typed, {})
    typed = {name: request.POST.get(name, "").strip() for name in _LONGEST}
    too_long = _("Textul este prea lung.")
    errors = {name: too_long for name, limit in _LONGEST.items() if len(typed[name]) > limit}
    if typed["email"] and "@" not in typed["email"]:
        errors["email"] = _("Adresa de e-mail are forma nume@casa.ro.")
    if errors:
        return _form(request, code, typed, errors)
    save_contact(code, HouseContact(**typed), actor=actor_of(request), at=timezone.now())
    return HttpResponseRedirect("/case")


def _form(
    request: HttpRequest, code: str, typed: dict[str, str], errors: dict[str, str]
) -> HttpResponse:
    context = {"code": code, "typed": typed, "errors": errors, "summary": list(errors.items())}
    trail = [Link(text=_("Case"), href="/case")]
    status = 422 if errors else 200
    return render(request, "providers/house.html", context, status=status, breadcrumbs=trail)

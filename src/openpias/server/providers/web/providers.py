"""Which providers does a house have, and how does one enter with its contract?"""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from openpias.core.calendar import dates
from openpias.pages import Link
from openpias.server.platform.accounts import interrupted
from openpias.server.platform.accounts.door import actor_of, requires
from openpias.server.platform.http.pages import render
from openpias.server.providers.domain.inputs import ProviderInput
from openpias.server.providers.domain.scope import house_of
from openpias.server.providers.operations.providers import NotEntered
from openpias.server.providers.operations.providers import enter as enter_provider
from openpias.server.providers.permissions import Permission
from openpias.server.providers.queries import providers as queries
from openpias.server.providers.queries.providers import ProviderView
from openpias.server.providers.web import forms, labels

FILTER_KEY = "providers"
_TEXTS = ("fiscal_code", "name", "house", "contract_number", "valid_from", "valid_to")


@require_http_methods(["GET", "POST"])
@requires(Permission.READ_PROVIDERS)
def collection(request: HttpRequest) -> HttpResponse:
    """Show the providers of one's house, found by name or fiscal code."""
    if request.method == "POST":
        request.session[FILTER_KEY] = request.POST.get("q", "").replace("\0", "").strip()[:100]
        return HttpResponseRedirect("/furnizori")
    text = request.session.get(FILTER_KEY, "")
    asked = request.GET.get("p", "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
    shown = queries.page(house=house_of(actor_of(request)), text=text, number=number)
    today = timezone.localdate()
    columns = [_("Furnizorul"), _("Cod fiscal"), _("Felul"), _("Contract"), _("Serie de licență")]
    context = {
        "q": text,
        "may_enter": actor_of(request).may(Permission.EDIT_PROVIDERS),
        "columns": [{"text": each} for each in columns],
        "rows": [_row(each, today) for each in shown.rows],
        "page_number": shown.number,
        "hrefs": [f"/furnizori?p={each}" for each in range(1, shown.pages + 1)],
    }
    return render(request, "providers/providers.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.EDIT_PROVIDERS, resumes=True, real=True)
def enter(request: HttpRequest) -> HttpResponse:
    """Enter a provider with its contract, or another contract of a known one."""
    own = house_of(actor_of(request)) or ""
    if request.method == "GET":
        return _form(request, ProviderInput(house=own), {})
    typed = ProviderInput(
        **{name: request.POST.get(name, "") for name in _TEXTS},
        kinds=tuple(request.POST.getlist("kinds")),
    )
    if interrupted.is_back(request):
        return _form(request, typed, {})
    answer = enter_provider(typed, actor=actor_of(request), at=timezone.now())
    if isinstance(answer, NotEntered):
        return _form(request, typed, forms.errors_of(answer.findings))
    return HttpResponseRedirect(f"/furnizori/{answer.provider}")


def _form(request: HttpRequest, typed: ProviderInput, errors: dict[str, str]) -> HttpResponse:
    context: dict[str, Any] = {
        "typed": typed,
        "labels": labels.fields(),
        "kinds": labels.kinds(),
        "houses": labels.houses(only=house_of(actor_of(request))),
        "errors": errors,
        "summary": forms.summary_of(errors, labels.fields()),
    }
    trail = [Link(text=_("Furnizori"), href="/furnizori")]
    status = 422 if errors else 200
    return render(request, "providers/enter.html", context, status=status, breadcrumbs=trail)


def _row(provider: ProviderView, today: date) -> list[object]:
    in_force = [each for each in provider.contracts if each.is_in_force(today)]
    last = max((each.valid_to for each in in_force), default=None)
    until = _("până la %(day)s") % {"day": dates.typed(last)} if last else _("nu este în vigoare")
    return [
        {"text": provider.name, "href": f"/furnizori/{provider.public_id}"},
        provider.fiscal_code,
        ", ".join(labels.kind(kind) for kind in provider.kinds),
        until,
        ", ".join(each.username for each in provider.licences) or _("fără serie"),
    ]

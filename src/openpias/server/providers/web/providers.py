"""How does a house keep its providers, their contracts and their licence series?"""

import uuid
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from openpias.core.calendar import dates
from openpias.core.findings import Severity
from openpias.pages import Choice, Link
from openpias.server.platform.accounts import interrupted
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.accounts.door import requires
from openpias.server.platform.http.error_texts import describe
from openpias.server.platform.http.pages import render
from openpias.server.platform.http.problems import Problem
from openpias.server.providers.domain.inputs import ProviderInput
from openpias.server.providers.domain.outcomes import LicenceProblem
from openpias.server.providers.domain.scope import acts_for, house_of
from openpias.server.providers.operations import licences
from openpias.server.providers.operations.providers import NotEntered
from openpias.server.providers.operations.providers import enter as enter_provider
from openpias.server.providers.permissions import Permission
from openpias.server.providers.queries import providers as queries
from openpias.server.providers.queries.houses import houses
from openpias.server.providers.queries.providers import ProviderView
from openpias.server.providers.web import labels

FILTER_KEY = "providers"
_TEXTS = ("fiscal_code", "name", "house", "contract_number", "valid_from", "valid_to")


@require_http_methods(["GET", "POST"])
@requires(Permission.READ_PROVIDERS)
def collection(request: HttpRequest) -> HttpResponse:
    """Show the providers of one's house, found by name or fiscal code."""
    if request.method == "POST":
        request.session[FILTER_KEY] = request.POST.get("q", "").strip()[:100]
        return HttpResponseRedirect("/furnizori")
    text = request.session.get(FILTER_KEY, "")
    asked = request.GET.get("p", "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
    shown = queries.page(house=house_of(_actor(request)), text=text, number=number)
    today = timezone.localdate()
    columns = [_("Furnizorul"), _("Cod fiscal"), _("Felul"), _("Contract"), _("Serie de licență")]
    context = {
        "q": text,
        "may_enter": _actor(request).may(Permission.EDIT_PROVIDERS),
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
    own = house_of(_actor(request)) or ""
    if request.method == "GET":
        return _form(request, ProviderInput(house=own), {})
    typed = ProviderInput(
        **{name: request.POST.get(name, "") for name in _TEXTS},
        kinds=tuple(request.POST.getlist("kinds")),
    )
    if interrupted.is_back(request):
        return _form(request, typed, {})
    answer = enter_provider(typed, actor=_actor(request), at=timezone.now())
    if isinstance(answer, NotEntered):
        errors = {
            finding.path.strip("/"): describe(finding.code, finding.facts).practice
            for finding in reversed(answer.findings)
            if finding.severity is Severity.ERROR
        }
        return _form(request, typed, errors)
    return HttpResponseRedirect(f"/furnizori/{answer.provider}")


@require_GET
@requires(Permission.READ_PROVIDERS)
def item(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show one provider: contracts, licence series without the series."""
    return _provider_page(request, _opened(request, public_id), {})


@require_http_methods(["POST"])
@requires(Permission.ISSUE_LICENCES, real=True)
def licence(request: HttpRequest, public_id: str, house: str) -> HttpResponse:
    """Give a series and show it once; nothing keeps it."""
    provider = _opened(request, public_id)
    answer = licences.issue(
        public_id,
        house=house,
        request_key=request.POST.get("key", "")[:64] or uuid.uuid4().hex,
        actor=_actor(request),
        at=timezone.now(),
    )
    if isinstance(answer, LicenceProblem):
        return _refused(request, provider, answer)
    today = timezone.localdate()
    context = {
        "provider": provider,
        "house": house,
        "username": answer.username,
        "licence": answer.key,
        "contracts": [each for each in provider.contracts if each.house == house],
        "today": dates.typed(today),
    }
    return render(request, "providers/licence.html", context, breadcrumbs=_trail(provider))


@require_http_methods(["POST"])
@requires(Permission.ISSUE_LICENCES, real=True)
def cancel(request: HttpRequest, public_id: str, house: str) -> HttpResponse:
    """Cancel the valid series of a provider at a house."""
    provider = _opened(request, public_id)
    problem = licences.cancel(
        public_id,
        house=house,
        reason=request.POST.get(f"reason-{house}", ""),
        actor=_actor(request),
        at=timezone.now(),
    )
    if problem is LicenceProblem.REASON_REQUIRED:
        field = f"reason-{house}"
        return _provider_page(request, provider, {field: describe(problem).practice})
    if problem is not None:
        return _refused(request, provider, problem)
    return HttpResponseRedirect(f"/furnizori/{public_id}")


def _provider_page(
    request: HttpRequest, provider: ProviderView, errors: dict[str, str]
) -> HttpResponse:
    today = timezone.localdate()
    given = {each.house: each for each in provider.licences}
    seen = dict.fromkeys(each.house for each in provider.contracts)
    context = {
        "provider": provider,
        "kinds": ", ".join(labels.kind(kind) for kind in provider.kinds),
        "columns": [
            {"text": each} for each in (_("Casa"), _("Numărul"), _("Valabil"), _("Starea"))
        ],
        "contracts": [_contract(each, today) for each in provider.contracts],
        "houses": [
            {
                "code": code,
                "licence": given.get(code),
                "since": f"{timezone.localtime(given[code].issued_at):%d-%m-%Y}"
                if code in given
                else "",
                "mine": acts_for(code, actor=_actor(request)),
            }
            for code in seen
        ],
        "may_issue": _actor(request).may(Permission.ISSUE_LICENCES),
        "key": uuid.uuid4().hex,
        "errors": errors,
        "summary": list(errors.items()),
    }
    trail = [Link(text=_("Furnizori"), href="/furnizori")]
    status = 422 if errors else 200
    return render(request, "providers/provider.html", context, status=status, breadcrumbs=trail)


def _refused(request: HttpRequest, provider: ProviderView, problem: LicenceProblem) -> HttpResponse:
    if problem in {LicenceProblem.UNKNOWN, LicenceProblem.NOT_YOUR_HOUSE}:
        raise Problem(status=404, code="not-found")
    return _provider_page(request, provider, {"licence": describe(problem).practice})


def _form(request: HttpRequest, typed: ProviderInput, errors: dict[str, str]) -> HttpResponse:
    own = house_of(_actor(request))
    context: dict[str, Any] = {
        "typed": typed,
        "labels": labels.fields(),
        "kinds": labels.kinds(),
        "houses": [
            Choice(value=each.code, text=f"{each.code} – {each.name}")
            for each in houses()
            if own in {None, each.code}
        ],
        "errors": errors,
        "summary": [(name, f"{labels.fields()[name]}: {text}") for name, text in errors.items()],
    }
    trail = [Link(text=_("Furnizori"), href="/furnizori")]
    status = 422 if errors else 200
    return render(request, "providers/enter.html", context, status=status, breadcrumbs=trail)


def _opened(request: HttpRequest, public_id: str) -> ProviderView:
    provider = queries.provider(public_id, house=house_of(_actor(request)))
    if provider is None:
        raise Problem(status=404, code="not-found")
    return provider


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


def _contract(contract: Any, today: date) -> list[str]:
    days = {"first": dates.typed(contract.valid_from), "last": dates.typed(contract.valid_to)}
    state = _("în vigoare") if contract.is_in_force(today) else _("nu este în vigoare")
    return [contract.house, contract.number, _("%(first)s – %(last)s") % days, state]


def _trail(provider: ProviderView) -> list[Link]:
    return [
        Link(text=_("Furnizori"), href="/furnizori"),
        Link(text=provider.name, href=f"/furnizori/{provider.public_id}"),
    ]


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor

"""How does an operator compare a request with what is known, and decide it?"""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from openpias.pages import Link
from openpias.server.certificates.domain.outcomes import DecisionProblem
from openpias.server.certificates.domain.user_names import proposed
from openpias.server.certificates.enums import OwnerKind, RequestState
from openpias.server.certificates.operations import decisions
from openpias.server.certificates.operations.decisions import Approved
from openpias.server.certificates.permissions import Permission
from openpias.server.certificates.queries import requests as queries
from openpias.server.certificates.queries.requests import Compared
from openpias.server.certificates.web import labels
from openpias.server.platform.accounts import interrupted
from openpias.server.platform.accounts import operations as accounts
from openpias.server.platform.accounts.door import actor_of, requires
from openpias.server.platform.accounts.second_factor import Refusal
from openpias.server.platform.http.error_texts import describe
from openpias.server.platform.http.pages import render
from openpias.server.platform.http.problems import Problem


@require_GET
@requires(Permission.DECIDE)
def collection(request: HttpRequest) -> HttpResponse:
    """Show what waits for a decision, and what was decided lately."""
    actor = actor_of(request)
    columns = [_("Bonul"), _("Cine"), _("Titularul"), _("Rolul"), _("Sosită la")]
    decided = [*columns[:4], _("Hotărâtă la"), _("Cum")]
    context = {
        "columns": [{"text": text} for text in columns],
        "waiting": [
            [*_cells(each), labels.moment(each.created_at)] for each in queries.waiting(actor)
        ],
        "decided_columns": [{"text": text} for text in decided],
        "decided": [
            [*_cells(each), labels.moment(each.decided_at), labels.state(each.state)]
            for each in queries.decided(actor)
            if each.decided_at is not None
        ],
    }
    return render(request, "certificates/requests.html", context)


@require_GET
@requires(Permission.DECIDE)
def item(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show one request beside what is known."""
    return _page(request, _opened(request, public_id), {})


@require_POST
@requires(Permission.DECIDE, grave=True, resumes=True, real=True)
def approve(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let the certificate in; staff get a first password, shown once."""
    compared = _opened(request, public_id)
    username = request.POST.get("username", "")[:80]
    if interrupted.is_back(request):
        return _page(request, compared, {}, username=username)
    answer = decisions.approve(
        public_id, username=username, actor=actor_of(request), at=timezone.now()
    )
    if isinstance(answer, Refusal | DecisionProblem):
        if answer is DecisionProblem.UNKNOWN:
            raise Problem(status=404, code="not-found")
        field = "username" if answer.startswith("user-name") else "approve"
        return _page(request, compared, {field: describe(answer).practice}, username=username)
    if answer.first_password:
        return _first_password(request, compared, answer)
    return HttpResponseRedirect(f"/inrolari/{public_id}")


@require_POST
@requires(Permission.DECIDE, resumes=True, real=True)
def refuse(request: HttpRequest, public_id: str) -> HttpResponse:
    """Refuse the request with a reason."""
    compared = _opened(request, public_id)
    reason = request.POST.get("reason", "")
    if interrupted.is_back(request):
        return _page(request, compared, {}, reason=reason)
    problem = decisions.refuse(public_id, reason=reason, actor=actor_of(request), at=timezone.now())
    if problem is DecisionProblem.UNKNOWN:
        raise Problem(status=404, code="not-found")
    if problem is not None:
        return _page(request, compared, {"reason": describe(problem).practice}, reason=reason)
    return HttpResponseRedirect("/inrolari")


def _page(
    request: HttpRequest,
    compared: Compared,
    errors: dict[str, str],
    *,
    username: str = "",
    reason: str = "",
) -> HttpResponse:
    row = compared.request
    is_provider = row.owner_kind == OwnerKind.PROVIDER
    context = {
        "request_id": row.public_id,
        "receipt": row.receipt,
        "waits": row.state == RequestState.WAITING,
        "decision": labels.state(row.state),
        "decision_reason": row.reason,
        "asked": _asked(compared),
        "certificate": labels.certificate_rows(compared.certificate),
        "warnings": _warnings(compared),
        "is_staff": not is_provider,
        "is_own": compared.is_own,
        "username": username or proposed(row.email),
        "reason": reason,
        "errors": errors,
        "summary": list(errors.items()),
    }
    trail = [Link(text=_("Înrolări"), href="/inrolari")]
    status = 422 if errors else 200
    return render(request, "certificates/request.html", context, status=status, breadcrumbs=trail)


def _asked(compared: Compared) -> list[dict[str, str]]:
    row = compared.request
    rows = [
        (_("Cine cere"), labels.owner(row.owner_kind)),
        (_("Furnizorul în registru"), compared.provider),
        (
            _("Cod fiscal (CUI)"),
            _noted(row.fiscal_code, labels.same(compared.comparison.fiscal_code)),
        ),
        (_("Casa de asigurări"), row.house),
        (
            _("Titularul certificatului"),
            _noted(row.holder, labels.same(compared.comparison.holder)),
        ),
        (_("Rolul"), labels.role(row.role)),
        (_("E-mail"), row.email),
        (_("Sosită la"), labels.moment(row.created_at)),
    ]
    return [{"key": key, "value": value} for key, value in rows if value]


def _noted(value: str, note: str) -> str:
    return f"{value} ({note})" if value else ""


def _warnings(compared: Compared) -> list[str]:
    row = compared.request
    texts = []
    if row.owner_kind == OwnerKind.PROVIDER and not compared.provider:
        texts.append(_("Furnizorul nu este în registru cu această casă. Scrieți întâi contractul."))
    elif row.owner_kind == OwnerKind.PROVIDER and not compared.in_contract:
        texts.append(_("Contractul furnizorului cu casa nu este în vigoare."))
    if compared.here:
        texts.append(_("Acest certificat este deja înrolat aici."))
    if compared.elsewhere:
        texts.append(
            _("Aceeași cheie este înrolată și în alte %(count)s locuri.")
            % {"count": compared.elsewhere}
        )
    if compared.is_own:
        texts.append(_("Cererea este a dumneavoastră: o hotărăște alt operator."))
    return texts


def _first_password(request: HttpRequest, compared: Compared, answer: Approved) -> HttpResponse:
    context = {
        "again": False,
        "back": "/inrolari",
        "holder": compared.request.holder,
        "role": labels.role(compared.request.role),
        "username": answer.username,
        "password": answer.first_password,
        "ends": labels.moment(accounts.first_password_ends(timezone.now())),
    }
    return render(request, "certificates/first_password.html", context)


def _cells(row: queries.EnrolmentRequest) -> list[object]:
    who = (
        f"{row.fiscal_code}_{row.house}"
        if row.fiscal_code
        else row.house or labels.owner(row.owner_kind)
    )
    link = {"text": row.receipt, "href": f"/inrolari/{row.public_id}"}
    return [link, who, row.holder, labels.role(row.role)]


def _opened(request: HttpRequest, public_id: str) -> Compared:
    compared = queries.compared(public_id, actor=actor_of(request), at=timezone.now())
    if compared is None:
        raise Problem(status=404, code="not-found")
    return compared

"""Which certificates open the door, and how is one ended?"""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from openpias.core.pki import certificates
from openpias.pages import Link
from openpias.server.certificates.domain.outcomes import DecisionProblem
from openpias.server.certificates.operations import withdrawals
from openpias.server.certificates.permissions import Permission
from openpias.server.certificates.queries import enrolled as queries
from openpias.server.certificates.queries.enrolled import EnrolledCertificate
from openpias.server.certificates.web import labels
from openpias.server.platform.accounts import interrupted
from openpias.server.platform.accounts import operations as accounts
from openpias.server.platform.accounts import queries as account_queries
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.accounts.door import actor_of, requires, requires_any
from openpias.server.platform.accounts.permissions import Permission as Accounts
from openpias.server.platform.http.error_texts import describe
from openpias.server.platform.http.pages import render
from openpias.server.platform.http.problems import Problem

_SOON_DAYS = 30
_READS = (Permission.READ, Permission.READ_OWN)


@require_http_methods(["GET", "POST"])
@requires_any(*_READS)
def collection(request: HttpRequest) -> HttpResponse:
    """Show a page of certificates; the one that expires first stands on top."""
    text = request.POST.get("q", "").strip()[:100]
    asked = request.GET.get("p", "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
    rows, pages = queries.page(actor_of(request), text=text, number=number)
    columns = [_("Titularul"), _("Furnizorul sau casa"), _("Rolul"), _("Expiră"), _("Starea")]
    context = {
        "q": text,
        "columns": [{"text": each} for each in columns],
        "rows": [_row(each) for each in rows],
        "page_number": number,
        "hrefs": [f"/certificate?p={each}" for each in range(1, pages + 1)],
    }
    return render(request, "certificates/certificates.html", context)


@require_http_methods(["GET"])
@requires_any(*_READS)
def item(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show one certificate with its latest checks."""
    return _page(request, _opened(request, public_id), {})


@require_POST
@requires(Permission.DECIDE, real=True)
def withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    """End the certificate at once."""
    enrolled = _opened(request, public_id)
    problem = withdrawals.withdraw(
        public_id,
        reason=request.POST.get("reason", ""),
        actor=actor_of(request),
        at=timezone.now(),
    )
    if problem is DecisionProblem.UNKNOWN:
        raise Problem(status=404, code="not-found")
    if problem is not None:
        return _page(request, enrolled, {"reason": describe(problem).practice})
    return HttpResponseRedirect(f"/certificate/{public_id}")


@require_POST
@requires(Accounts.UNLOCK, real=True)
def unlock(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let somebody of the staff try again at once who typed ten wrong passwords."""
    enrolled = _opened(request, public_id)
    if not _lets_in(enrolled, actor=actor_of(request)):
        raise Problem(status=404, code="not-found")
    accounts.unlock(username=enrolled.username, actor=actor_of(request), at=timezone.now())
    return HttpResponseRedirect(f"/certificate/{public_id}")


@require_POST
@requires(Permission.DECIDE_STAFF, grave=True, resumes=True, real=True)
def new_password(request: HttpRequest, public_id: str) -> HttpResponse:
    """Give somebody of the staff who lost the password a first one again, shown once."""
    enrolled, actor = _opened(request, public_id), actor_of(request)
    if not _lets_in(enrolled, actor=actor) or enrolled.ended_at is not None:
        raise Problem(status=404, code="not-found")
    version = request.POST.get("version", "")
    if interrupted.is_back(request) or not version.isdecimal() or len(version) > 9:
        return _page(request, enrolled, {})
    password = accounts.give_first_password(
        username=enrolled.username, version=int(version), actor=actor, at=timezone.now()
    )
    if password is None:
        return _page(request, enrolled, {"password": describe("password-given-already").practice})
    context = {
        "again": True,
        "holder": enrolled.holder,
        "role": labels.role(enrolled.role),
        "username": enrolled.username,
        "password": password,
        "ends": labels.moment(accounts.first_password_ends(timezone.now())),
        "back": f"/certificate/{public_id}",
    }
    return render(request, "certificates/first_password.html", context)


def _lets_in(enrolled: EnrolledCertificate, *, actor: Actor) -> bool:
    """Tell whether this is the personal account of another one, whom CNAS alone lets in."""
    name = enrolled.username
    return bool(name) and name != actor.username and actor.may(Permission.DECIDE_STAFF)


def _version(enrolled: EnrolledCertificate, *, actor: Actor) -> int | None:
    """Return the credential in whose place a new first password may be given; None for no one's."""
    if enrolled.ended_at is not None or not _lets_in(enrolled, actor=actor):
        return None
    return account_queries.credential_version(enrolled.username)


def _locked(enrolled: EnrolledCertificate) -> str:
    """Return at what time a personal account may be tried again; empty where it may be now."""
    name = enrolled.username
    until = account_queries.locked_until(name, at=timezone.now()) if name else None
    return f"{timezone.localtime(until + timedelta(seconds=59)):%H:%M}" if until else ""


def _page(
    request: HttpRequest, enrolled: EnrolledCertificate, errors: dict[str, str]
) -> HttpResponse:
    facts = certificates.read(bytes(enrolled.der))
    owner = [
        {"key": _("Titularul"), "value": enrolled.holder},
        {"key": _("Furnizorul sau casa"), "value": _owner(enrolled)},
        {"key": _("Rolul"), "value": labels.role(enrolled.role)},
        {"key": _("Înrolat la"), "value": labels.moment(enrolled.enrolled_at)},
        {"key": _("Starea"), "value": _state(enrolled)},
    ]
    columns = [_("Verificat la"), _("Ce s-a aflat"), _("Dovezi")]
    context = {
        "enrolled": enrolled,
        "owner": owner,
        "rows": [] if isinstance(facts, certificates.Problem) else labels.certificate_rows(facts),
        "columns": [{"text": each} for each in columns],
        "checks": [
            [labels.moment(each.at), labels.found(each.state), str(len(each.evidence))]
            for each in queries.checks(enrolled)
        ],
        "locked": _locked(enrolled),
        "may_unlock": _lets_in(enrolled, actor=actor_of(request)),
        "version": _version(enrolled, actor=actor_of(request)),
        "may_withdraw": enrolled.ended_at is None and actor_of(request).may(Permission.DECIDE),
        "errors": errors,
        "summary": list(errors.items()),
    }
    trail = [Link(text=_("Certificate"), href="/certificate")]
    status = 422 if errors else 200
    return render(
        request, "certificates/certificate.html", context, status=status, breadcrumbs=trail
    )


def _row(enrolled: EnrolledCertificate) -> list[object]:
    return [
        {"text": enrolled.holder, "href": f"/certificate/{enrolled.public_id}"},
        _owner(enrolled),
        labels.role(enrolled.role),
        labels.day(enrolled.valid_until),
        _state(enrolled),
    ]


def _owner(enrolled: EnrolledCertificate) -> str:
    return enrolled.username or f"{enrolled.owner_code}_{enrolled.house}"


def _state(enrolled: EnrolledCertificate) -> str:
    if enrolled.ended_at is not None:
        facts = {"day": labels.day(enrolled.ended_at), "reason": enrolled.end_reason}
        return _("retras la %(day)s: %(reason)s") % facts
    left = queries.days_left(enrolled, at=timezone.now())
    if left < 0:
        return _("expirat")
    return _("expiră curând") if left <= _SOON_DAYS else _("valabil")


def _opened(request: HttpRequest, public_id: str) -> EnrolledCertificate:
    enrolled = queries.one(public_id, actor=actor_of(request))
    if enrolled is None:
        raise Problem(status=404, code="not-found")
    return enrolled

"""What happens when somebody signs in, shows the certificate again, or leaves?"""

from dataclasses import dataclass
from datetime import datetime
from typing import cast
from urllib.parse import urlencode

import structlog
from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openpias.pages import Choice
from openpias.server.platform.accounts import (
    credentials,
    interrupted,
    login_names,
    operations,
    presented,
    second_factor,
    sessions,
)
from openpias.server.platform.accounts.door import public, requires
from openpias.server.platform.accounts.entering import TOO_MANY, seconds_until
from openpias.server.platform.accounts.middleware import VERSION_KEY
from openpias.server.platform.accounts.models import Account
from openpias.server.platform.accounts.permissions import Permission
from openpias.server.platform.accounts.second_factor import Factor, Refusal, Shown
from openpias.server.platform.accounts.web import waiting
from openpias.server.platform.http.error_texts import describe
from openpias.server.platform.http.pages import render

_log = structlog.get_logger("openpias.door")
_BACKEND = "django.contrib.auth.backends.ModelBackend"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Attempt:
    """What was typed."""

    username: str
    password: str
    destination: str
    house: str = ""

    @property
    def full_name(self) -> str:
        """Return the user name with the house that was chosen."""
        return f"{self.username.strip()}_{self.house}" if self.house else self.username


@dataclass(frozen=True, slots=True, kw_only=True)
class _Failure:
    """At which field, and what to do.

    `supplier` is filled where the certificate is refused, `until` where the name has to wait.
    """

    field: str
    text: str
    supplier: str = ""
    until: datetime | None = None


@require_http_methods(["GET", "POST"])
@public("nobody is signed in before this page")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Show the form and open a session; a wrong pair keeps the user name that was typed."""
    attempt = _Attempt(
        username=_storable(request.POST.get("username", "")),
        password=request.POST.get("password", ""),
        house=_storable(request.POST.get("house", "")),
        destination=request.POST.get("next") or request.GET.get("next", ""),
    )
    if second_factor.is_required() and not presented.came_by_the_door(request):
        return _lead_to_the_door(request, attempt)
    shown = _shown(request)
    if request.method == "GET" or isinstance(shown, Refusal):
        failure = _refused(shown) if isinstance(shown, Refusal) else None
        return _form(request, attempt, failure)
    entered = _entered(request, attempt, shown)
    if isinstance(entered, _Failure):
        return _form(request, attempt, entered)
    back = interrupted.waits(request)
    return HttpResponseRedirect(_ours("/continuare" if back else _safe(request, attempt)))


@require_http_methods(["GET", "POST"])
@requires(Permission.USE_OWN_ACCOUNT)
def confirm(request: HttpRequest) -> HttpResponse:
    """Ask for the certificate again before a grave act; it must be the one of the session."""
    attempt = _Attempt(username="", password="", destination=request.GET.get("next", ""))
    shown = _shown(request)
    if shown is None or isinstance(shown, Refusal):
        return _form_of_confirmation(request, attempt, shown)
    account = cast(Account, request.user)
    factor = second_factor.port().factor_of(shown, account=account, at=timezone.now())
    same = isinstance(factor, Factor) and factor.certificate == request.session.get(
        sessions.CERTIFICATE_KEY
    )
    if not same:
        return _form_of_confirmation(request, attempt, Refusal.ENROLLED_ELSEWHERE)
    # A key that somebody else may know by now opens no grave act.
    request.session.cycle_key()
    request.session[sessions.CONFIRMED_KEY] = timezone.now().isoformat()
    back = interrupted.waits(request)
    return HttpResponseRedirect(_ours("/continuare" if back else _safe(request, attempt)))


@require_GET
@requires(Permission.USE_OWN_ACCOUNT)
def resume(request: HttpRequest) -> HttpResponse:
    """Give back the form that the end of the session interrupted."""
    form = interrupted.take(request, account_id=request.actor.account_id)  # type: ignore[attr-defined]
    if form is None:
        return HttpResponseRedirect("/")
    context = {"path": form.path, "fields": form.fields, "mark": interrupted.KEPT_FIELD}
    return render(request, "accounts/resume.html", context)


@require_POST
@public("leaving is open to whoever is here")
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session, and let the browser forget what it kept of it."""
    logout(request)
    response = HttpResponseRedirect("/autentificare")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _shown(request: HttpRequest) -> Shown | Refusal | None:
    """Return the certificate that was believed; None where none is asked for and none was shown."""
    certificate = presented.certificate(request)
    if certificate is None:
        return Refusal.MISSING if second_factor.is_required() else None
    return second_factor.port().examine(certificate, at=timezone.now())


def _entered(request: HttpRequest, attempt: _Attempt, shown: Shown | None) -> _Failure | None:
    """Open the session, or say why not. The password is compared before the certificate's owner."""
    name = attempt.full_name
    try:
        account = credentials.check(name, attempt.password, at=timezone.now())
    except credentials.TooManyFailuresError as refusal:
        _log.warning("sign-in-refused", reason="too-many-failures")
        text = waiting.told(refusal.until)
        return _Failure(field="username", text=text, until=refusal.until)
    except credentials.ContractEndedError:
        _note(name, reason="contract-ended")
        return _Failure(field="username", text=describe("contract-ended").practice)
    except credentials.FirstPasswordError as refusal:
        _note(name, reason=refusal.code)
        return _Failure(field="password", text=describe(refusal.code).practice)
    if account is None:
        _note(name, reason="password")
        return _why_not(attempt)
    factor = _factor(shown, account)
    if isinstance(factor, Refusal):
        _note(name, reason=factor)
        return _refused(factor)
    _open(request, account, factor)
    return None


def _factor(shown: Shown | None, account: Account) -> Factor | Refusal | None:
    if shown is None:
        return None
    return second_factor.port().factor_of(shown, account=account, at=timezone.now())


def _open(request: HttpRequest, account: Account, factor: Factor | None) -> None:
    now = timezone.now()
    login(request, account, backend=_BACKEND)
    # Django keeps the key where the same account signs in again.
    request.session.cycle_key()
    request.session[VERSION_KEY] = account.credential_version
    request.session[sessions.OPENED_KEY] = now.isoformat()
    request.session[sessions.BROWSER_KEY] = _browser(request.META.get("HTTP_USER_AGENT", ""))
    if factor is not None:
        request.session[sessions.CERTIFICATE_KEY] = factor.certificate
        request.session[sessions.CONFIRMED_KEY] = now.isoformat()
    actor = credentials.actor_of(account, factor=factor)
    operations.signed_in(account, actor=actor, at=now)


def _note(username: str, *, reason: str) -> None:
    """Write a refusal to the trail of the account, and without any name to the log."""
    _log.warning("sign-in-refused", reason=reason)
    operations.sign_in_failed(username=username, reason=reason, at=timezone.now())


def _why_not(attempt: _Attempt) -> _Failure:
    """Say what to do next; a typing slip is told by the series alone, whoever it belongs to."""
    meant = login_names.meant(attempt.full_name, attempt.password)
    if meant.is_mistyped:
        text = _(
            "Seria de licență are o greșeală de scriere. Comparați-o semn cu semn cu cea de pe convenție."
        )
        return _Failure(field="password", text=text)
    if meant.asks_house:
        text = _(
            "Utilizatorul sau parola nu se potrivesc. Dacă aveți contract cu mai multe case, alegeți casa și scrieți din nou parola."
        )
        return _Failure(field="house", text=text)
    text = _(
        "Utilizatorul sau parola nu se potrivesc. Verificați tasta Caps Lock și scrieți din nou parola."
    )
    return _Failure(field="username", text=text)


def _refused(refusal: Refusal) -> _Failure:
    texts = describe(refusal)
    return _Failure(field="certificate", text=texts.practice, supplier=texts.supplier)


def _lead_to_the_door(request: HttpRequest, attempt: _Attempt) -> HttpResponse:
    """Send to the port that asks for certificates; a password that came here is not looked at."""
    query = urlencode({"next": _safe(request, attempt)})
    context = {"href": f"{settings.LOGIN_ORIGIN}/autentificare?{query}"}
    status = 200 if request.method == "GET" else 401
    return render(request, "accounts/to_the_door.html", context, status=status)


def _form(request: HttpRequest, attempt: _Attempt, failure: _Failure | None) -> HttpResponse:
    errors = {failure.field: failure.text} if failure else {}
    meant = login_names.meant(attempt.username, "")
    asks = "house" in errors or bool(attempt.house)
    context = {
        "username": attempt.username,
        "house": attempt.house,
        "houses": [Choice(value=code, text=text) for code, text in login_names.houses()]
        if asks and meant.asks_house
        else [],
        "next": _safe(request, attempt),
        "kept": interrupted.waits(request),
        "with_certificate": second_factor.is_required(),
        "supplier": failure.supplier if failure else "",
        "contact": login_names.contact(attempt.full_name) if failure else "",
        "refused": request.method == "GET" and bool(errors),
        "errors": errors,
        "summary": list(errors.items()),
    }
    status = 422 if errors and request.method == "POST" else 200
    until = failure.until if failure else None
    if until is None:
        return render(request, "accounts/sign_in.html", context, status=status)
    response = render(request, "accounts/sign_in.html", context, status=TOO_MANY)
    response.headers["Retry-After"] = str(seconds_until(until, at=timezone.now()))
    return response


def _form_of_confirmation(
    request: HttpRequest, attempt: _Attempt, refusal: Refusal | None
) -> HttpResponse:
    query = urlencode({"next": _safe(request, attempt)})
    at_the_door = presented.came_by_the_door(request)
    texts = describe(refusal) if refusal and at_the_door else None
    context = {
        "href": f"{settings.LOGIN_ORIGIN}/confirmare?{query}",
        "error": texts.practice if texts else "",
        "supplier": texts.supplier if texts else "",
    }
    return render(request, "accounts/confirm.html", context, status=422 if texts else 200)


def _storable(text: str) -> str:
    """Return a text that the database can compare: it knows no NUL, and no name has one."""
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}")


def _safe(request: HttpRequest, attempt: _Attempt) -> str:
    """Return the place to go when it is a path of ours, else the first page."""
    destination = attempt.destination
    allowed = destination.startswith("/") and url_has_allowed_host_and_scheme(
        destination, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return destination if allowed else "/"


def _ours(path: str) -> str:
    """Return a path on the portal's own port when the door is another one."""
    return f"{settings.PUBLIC_URL}{path}" if second_factor.is_required() else path


def _browser(agent: str) -> str:
    """Return the family of a browser and its system, which is all that a list of sessions needs."""
    families = (
        ("Edg/", "Edge"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    )
    systems = (
        ("Windows", "Windows"),
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("Mac OS", "macOS"),
    )
    family = next((name for mark, name in families if mark in agent), "")
    system = next((name for mark, name in (*systems, ("Linux", "Linux")) if mark in agent), "")
    return ", ".join(part for part in (family, system) if part)

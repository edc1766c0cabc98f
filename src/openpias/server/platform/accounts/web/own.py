"""What can somebody change about the own account: language, practice, password, open sessions?"""

import hashlib
from collections.abc import Collection
from typing import cast

from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openpias.server.platform.accounts import credentials, interrupted, operations, queries
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.accounts.door import public, requires
from openpias.server.platform.accounts.middleware import PRACTICE_KEY, VERSION_KEY
from openpias.server.platform.accounts.models import Account
from openpias.server.platform.accounts.passwords import LEAKED, UNREADABLE_LEAKS
from openpias.server.platform.accounts.permissions import Permission
from openpias.server.platform.accounts.web import waiting
from openpias.server.platform.http.pages import render

_LANGUAGES = frozenset(code for code, _name in settings.LANGUAGES)


@require_POST
@public("everybody may choose a language")
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the language in a cookie and go back to where it was chosen."""
    language = request.POST.get("language", "")
    destination = request.POST.get("next", "")
    allowed = url_has_allowed_host_and_scheme(
        destination, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    response = HttpResponseRedirect(destination if allowed else "/")
    if language in _LANGUAGES:
        translation.activate(language)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=365 * 24 * 3600,
            samesite="Lax",
            secure=settings.SECURE,
            httponly=True,
        )
    return response


@require_http_methods(["GET", "POST"])
@requires(Permission.USE_OWN_ACCOUNT)
def practice(request: HttpRequest) -> HttpResponse:
    """Explain the practice mode, and switch it on or off for this session."""
    if request.method == "POST":
        request.session[PRACTICE_KEY] = request.POST.get("practice") == "1"
        return HttpResponseRedirect("/")
    context = {"on": bool(request.session.get(PRACTICE_KEY))}
    return render(request, "accounts/practice.html", context)


@require_GET
@requires(Permission.USE_OWN_ACCOUNT)
def own_sessions(request: HttpRequest) -> HttpResponse:
    """Show where this account is signed in."""
    return _sessions(request)


def _sessions(request: HttpRequest) -> HttpResponse:
    rows = [
        {
            "id": _opaque(each.session_key),
            "opened": f"{timezone.localtime(each.opened_at):%d-%m-%Y %H:%M}",
            "browser": each.browser or _("necunoscut"),
            "holder": each.holder,
            "own": each.session_key == request.session.session_key,
        }
        for each in _own(request)
    ]
    return render(request, "accounts/sessions.html", {"rows": rows})


@require_POST
@requires(Permission.USE_OWN_ACCOUNT, grave=True, resumes=True)
def end_session(request: HttpRequest) -> HttpResponse:
    """End one of the own sessions, or all others; one that has ended already is no error.

    Whoever found an open session cannot throw its owner out: the certificate is asked for.
    """
    if interrupted.is_back(request):
        return _sessions(request)
    account = _account(request)
    chosen = request.POST.get("session", "")
    own = request.session.session_key
    keys = [
        each.session_key
        for each in _own(request)
        if (chosen == "others" and each.session_key != own) or _opaque(each.session_key) == chosen
    ]
    operations.end_sessions(account, keys=keys, actor=request.actor, at=timezone.now())  # type: ignore[attr-defined]
    return HttpResponseRedirect("/sesiuni")


@require_http_methods(["GET", "POST"])
@requires(Permission.USE_OWN_ACCOUNT)
def password(request: HttpRequest) -> HttpResponse:
    """Let somebody of the staff change the personal password; a licence series cannot be chosen."""
    account = _account(request)
    if queries.has_series(account):
        return render(request, "accounts/password.html", {"series": True, "errors": {}})
    errors: dict[str, str] = {}
    if request.method == "POST":
        errors = _password_errors(request, account)
        if not errors:
            actor, new = request.actor, request.POST["new_password"]  # type: ignore[attr-defined]
            operations.change_own_password(account, password=new, actor=actor, at=timezone.now())
            account.refresh_from_db()
            request.session[VERSION_KEY] = account.credential_version
            update_session_auth_hash(request, account)
            return HttpResponseRedirect("/")
    context = {
        "series": False,
        "first": account.must_change_password,
        "errors": errors,
        "summary": list(errors.items()),
    }
    return render(request, "accounts/password.html", context, status=422 if errors else 200)


def _password_errors(request: HttpRequest, account: Account) -> dict[str, str]:
    new, now = request.POST.get("new_password", ""), timezone.now()
    try:
        same = credentials.shows(account, request.POST.get("old_password", ""), at=now)
    except credentials.TooManyFailuresError as refusal:
        return {"old_password": waiting.told(refusal.until)}
    if not same:
        operations.sign_in_failed(username=account.username, reason="old-password", at=now)
        return {"old_password": _("Parola de acum nu se potrivește. Scrieți-o din nou.")}
    if new != request.POST.get("again", ""):
        return {"again": _("Cele două parole noi diferă. Scrieți-le din nou, la fel.")}
    if account.check_password(new):
        return {"new_password": _("Alegeți o parolă diferită de cea de acum.")}
    try:
        validate_password(new, account)
    except ValidationError as refused:
        return {"new_password": _why_refused({each.code for each in refused.error_list})}
    return {}


def _why_refused(codes: Collection[str | None]) -> str:
    if UNREADABLE_LEAKS in codes:
        return _(
            "Lista parolelor aflate de alții nu se poate citi acum, așa că parola nu a fost schimbată. Încercați din nou mai târziu; dacă se repetă, anunțați administratorul."
        )
    if LEAKED in codes:
        return _(
            "Această parolă a fost furată de la alte site-uri și o știu și alții. Alegeți una nouă, pe care nu ați folosit-o nicăieri."
        )
    return _(
        "Parola are cel puțin 12 caractere, nu este una obișnuită și nu e făcută din numele dumneavoastră sau ale sistemului. O propoziție scurtă este bună."
    )


def _own(request: HttpRequest) -> list[queries.SessionView]:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    certificate = actor.certificate
    return queries.open_sessions(_account(request), certificate=certificate, at=timezone.now())


def _account(request: HttpRequest) -> Account:
    return cast(Account, request.user)


def _opaque(session_key: str) -> str:
    """Name a session on a page without giving its key away."""
    return hashlib.sha256(session_key.encode()).hexdigest()[:24]

"""What happens when somebody signs in, leaves, changes language or practises?"""

import time

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from openpias.server.platform.accounts import credentials, login_names, operations
from openpias.server.platform.accounts.door import public, requires
from openpias.server.platform.accounts.middleware import PRACTICE_KEY, VERSION_KEY
from openpias.server.platform.accounts.models import Account
from openpias.server.platform.accounts.permissions import Permission
from openpias.server.platform.clock import day_of
from openpias.server.platform.http.pages import render

_LANGUAGES = frozenset(code for code, _name in settings.LANGUAGES)


@require_http_methods(["GET", "POST"])
@public("nobody is signed in before this page")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Show the form and open a session; a wrong pair keeps the user name that was typed."""
    destination = _safe(request, request.POST.get("next") or request.GET.get("next", ""))
    username = request.POST.get("username", "")
    if request.method == "GET":
        return _form(request, username="", destination=destination, errors={})
    locked = credentials.is_locked(username)
    account = None if locked else _checked(username, request.POST.get("password", ""))
    if account is None:
        field, error = _why_not(username, request.POST.get("password", ""), locked=locked)
        errors = {field: error}
        return _form(request, username=username, destination=destination, errors=errors)
    login(request, account, backend="django.contrib.auth.backends.ModelBackend")
    operations.signed_in(account, actor=credentials.actor_of(account), at=timezone.now())
    request.session[VERSION_KEY] = account.credential_version
    return HttpResponseRedirect(destination)


@require_POST
@public("leaving is open to whoever is here")
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return HttpResponseRedirect("/autentificare")


@require_POST
@public("everybody may choose a language")
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the language in a cookie and go back to where it was chosen."""
    language = request.POST.get("language", "")
    response = HttpResponseRedirect(_safe(request, request.POST.get("next", "")))
    if language in _LANGUAGES:
        translation.activate(language)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=365 * 24 * 3600,
            samesite="Lax",
            secure=settings.SECURE,
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


def _why_not(username: str, password: str, *, locked: bool) -> tuple[str, str]:
    """Return the field and what to do next; a typing slip is told by the series alone, whoever it belongs to."""
    if locked:
        wait = _("Prea multe parole greșite. Așteptați cinci minute, apoi încercați din nou.")
        return "username", wait
    if login_names.meant(username, password).is_mistyped:
        return "password", _(
            "Seria de licență are o greșeală de scriere. Comparați-o semn cu semn cu cea de pe convenție."
        )
    return "username", _(
        "Utilizatorul sau parola nu se potrivesc. Verificați tasta Caps Lock; dacă aveți contract cu mai multe case, scrieți și casa, de exemplu 12345678_CAS-SV."
    )


def _form(
    request: HttpRequest, *, username: str, destination: str, errors: dict[str, str]
) -> HttpResponse:
    context = {
        "username": username,
        "next": destination,
        "errors": errors,
        "summary": list(errors.items()),
    }
    return render(request, "accounts/sign_in.html", context, status=422 if errors else 200)


def _checked(username: str, password: str) -> Account | None:
    account = credentials.check(username, password, today=day_of(timezone.now()))
    if account is None:
        credentials.count_failure(username, now=time.monotonic())
        operations.sign_in_failed(username=username, at=timezone.now())
    return account


def _safe(request: HttpRequest, destination: str) -> str:
    """Return the place to go when it is ours, else the first page."""
    allowed = url_has_allowed_host_and_scheme(
        destination, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return destination if allowed else "/"

"""How is an incident opened for somebody who telephones: provider, insured person or colleague?"""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from openpias.server.helpdesk.domain.inputs import IncidentInput
from openpias.server.helpdesk.domain.outcomes import DeskRefused, NotSaved
from openpias.server.helpdesk.enums import Mailbox, ReporterKind
from openpias.server.helpdesk.operations import opening as operations
from openpias.server.helpdesk.permissions import Permission
from openpias.server.helpdesk.web import labels, navigation, opening
from openpias.server.helpdesk.web.incident_page import address, say
from openpias.server.helpdesk.web.opening import actor_of, drawn_key, key_of, text_of
from openpias.server.platform.accounts import interrupted
from openpias.server.platform.accounts.door import requires
from openpias.server.platform.http.pages import render

# The free line for questions about cards, as CNAS announced it.
CARD_LINE = "0800 800 950"
_LINES = (
    *("reporter_kind", "mailbox", "category", "priority", "caller_name", "caller_phone"),
    *("caller_email", "fiscal_code", "provider_name", "provider_kind", "stamp_code", "sub_unit"),
    *("subject", "card_case"),
)
# What is asked of providers alone.
_OF_PROVIDERS = ("fiscal_code", "provider_name", "provider_kind", "stamp_code", "sub_unit")


@require_http_methods(["GET", "POST"])
@requires(Permission.OPEN_FROM_CALL, resumes=True, real=True)
def enter(request: HttpRequest) -> HttpResponse:
    """Ask who calls first, and then what that caller is asked for."""
    typed = _typed(request)
    if request.method == "GET" or interrupted.is_back(request) or request.POST.get("choose"):
        return _page(request, typed, {})
    if typed["reporter_kind"] not in set(ReporterKind):
        return _page(request, typed, {"reporter_kind": _("Alegeți cine sună.")})
    if typed["mailbox"] not in set(Mailbox):
        return _page(request, typed, {"mailbox": _("Alegeți despre ce sistem este vorba.")})
    try:
        answer = operations.from_call(
            IncidentInput(**typed),
            request_key=key_of(request),
            actor=actor_of(request),
            at=timezone.now(),
        )
    except DeskRefused as refused:
        return _page(request, typed, {"text": opening.told(refused)})
    if isinstance(answer, NotSaved):
        fields = {name: name for name in (*_LINES, "text")}
        errors = opening.errors_of(answer, fields, otherwise="text")
        return _page(request, typed, {**errors, **opening.unsaid(typed)})
    say(request, "opened")
    return HttpResponseRedirect(address(answer.incident))


def _typed(request: HttpRequest) -> dict[str, str]:
    asked = request.POST if request.method == "POST" else request.GET
    kind = text_of(request, "reporter_kind", most=20) or asked.get("cine", "")[:20]
    typed = {name: text_of(request, name) for name in _LINES}
    typed |= {"reporter_kind": kind, "text": opening.long_text_of(request, "text")}
    typed["priority"] = typed["priority"] or "normal"
    if kind != ReporterKind.PROVIDER:
        typed |= dict.fromkeys(_OF_PROVIDERS, "")
    return typed


def _page(request: HttpRequest, typed: dict[str, str], wrong: opening.Errors) -> HttpResponse:
    order = ("reporter_kind", "mailbox", *_LINES[2:], "text")
    errors = {name: wrong[name] for name in order if name in wrong}
    context = {
        "tabs": navigation.tabs(request),
        "typed": typed,
        "record": drawn_key(request),
        "reporters": labels.reporters(),
        "is_chosen": typed["reporter_kind"] in set(ReporterKind),
        "is_provider": typed["reporter_kind"] == ReporterKind.PROVIDER,
        "who": labels.reporter(ReporterKind(typed["reporter_kind"]))
        if typed["reporter_kind"] in set(ReporterKind)
        else "",
        "mailboxes": labels.mailboxes(),
        "categories": labels.categories(),
        "priorities": labels.priorities(),
        "kinds": labels.provider_kinds(),
        "card_line": CARD_LINE,
        "errors": errors,
        "summary": list(errors.items()),
    }
    return render(request, "helpdesk/call.html", context, status=422 if errors else 200)

"""How content is a reporter? A public page that only the link of the closing mail opens."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from openpias.pages import Choice
from openpias.server.helpdesk.domain.outcomes import DeskRefused, NotSaved
from openpias.server.helpdesk.operations import rating as operations
from openpias.server.helpdesk.web import opening
from openpias.server.helpdesk.web.opening import long_text_of, not_found, text_of
from openpias.server.platform.accounts.door import public
from openpias.server.platform.http.pages import render

_LONGEST_COMMENT = 1_000


@require_http_methods(["GET", "POST"])
@public("the signed link of a closing mail is what opens it, and it shows a reference alone")
def page(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for a mark, and take it; given again, the latest counts."""
    reference = operations.meant(token)
    if reference is None:
        raise not_found()
    if request.method == "GET":
        return _page(request, token, reference, {})
    mark = text_of(request, "mark", most=1)
    if mark not in set("12345"):
        return _page(request, token, reference, {"mark": _("Alegeți o notă de la 1 la 5.")})
    try:
        answer = operations.rate(
            token,
            mark=int(mark),
            comment=long_text_of(request, "comment", most=_LONGEST_COMMENT),
            at=timezone.now(),
        )
    except DeskRefused as refused:
        return _page(request, token, reference, {"mark": opening.told(refused)})
    if isinstance(answer, NotSaved):
        fields = {"mark": "mark", "comment": "comment"}
        errors = opening.errors_of(answer, fields, otherwise="comment")
        return _page(request, token, reference, errors)
    return render(request, "helpdesk/rated.html", {"reference": reference})


def _page(request: HttpRequest, token: str, reference: str, errors: opening.Errors) -> HttpResponse:
    context = {
        "address": f"/asistenta/parere/{token}",
        "reference": reference,
        "marks": [
            Choice(value="5", text=_("5 – foarte mulțumit")),
            Choice(value="4", text=_("4 – mulțumit")),
            Choice(value="3", text=_("3 – așa și așa")),
            Choice(value="2", text=_("2 – nemulțumit")),
            Choice(value="1", text=_("1 – foarte nemulțumit")),
        ],
        "typed": {name: request.POST.get(name, "") for name in ("mark", "comment")},
        "errors": dict(errors),
        "summary": list(errors.items()),
    }
    return render(request, "helpdesk/rating.html", context, status=422 if errors else 200)

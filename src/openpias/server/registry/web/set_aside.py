"""How does somebody decide about the rows of an import that may be somebody who is known?"""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from openpias.server.platform.accounts.door import actor_of, requires
from openpias.server.platform.http.pages import render
from openpias.server.platform.http.problems import Problem
from openpias.server.registry.domain.outcomes import Answer, Question, Registered
from openpias.server.registry.operations import importing
from openpias.server.registry.operations.decisions import DecisionInput
from openpias.server.registry.permissions import Permission
from openpias.server.registry.queries import set_aside
from openpias.server.registry.web import forms
from openpias.server.registry.web.persons import page_number
from openpias.server.registry.web.registering import ask, decided

ADDRESS = "/de-hotarat"
DECIDED_KEY = "set-aside-decided"


@require_GET
@requires(Permission.REGISTER)
def collection(request: HttpRequest) -> HttpResponse:
    """Show the rows that wait, oldest first, and what the last decision led to."""
    shown = set_aside.page(provider=actor_of(request).provider.code, number=page_number(request))
    context = {
        "done": request.session.pop(DECIDED_KEY, None),
        "rows": shown.rows,
        "total": shown.total,
        "page_number": shown.number,
        "hrefs": [f"{ADDRESS}?p={each}" for each in range(1, shown.pages + 1)],
    }
    return render(request, "registry/set_aside.html", context)


@require_POST
@requires(Permission.REGISTER, real=True)
def item(request: HttpRequest, public_id: str) -> HttpResponse:
    """Compare one row with the register, take the decision, and go back to the list."""
    if "change" in request.POST:
        return HttpResponseRedirect(ADDRESS)
    row = set_aside.waiting(public_id, provider=actor_of(request).provider.code)
    if row is None:
        # Decided in another window, or repeated: the list says what still waits.
        return HttpResponseRedirect(ADDRESS)

    def write(decision: DecisionInput | None) -> Answer:
        answer = importing.decide(
            public_id, decision=decision, actor=actor_of(request), at=timezone.now()
        )
        if answer is None:
            raise Problem(status=404, code="not-found")
        return answer

    answer = decided(write, forms.decision(request.POST))
    if isinstance(answer, Question):
        typed = {
            "surname": row.surname,
            "given_name": row.given_name,
            "birth_date": row.birth_date,
        }
        back = _("Înapoi la listă")
        return ask(request, answer, action=f"{ADDRESS}/{public_id}", typed=typed, back=back)
    if isinstance(answer, Registered):
        request.session[DECIDED_KEY] = {
            "name": f"{row.surname} {row.given_name}".strip(),
            "number": answer.number,
            "person": answer.person,
        }
    else:
        # The rules changed since the import, or the person has a permit by now.
        request.session[DECIDED_KEY] = {"name": f"{row.surname} {row.given_name}".strip()}
    return HttpResponseRedirect(ADDRESS)

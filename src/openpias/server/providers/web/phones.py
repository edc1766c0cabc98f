"""How does a house say under which number a provider is called back?"""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from openpias.server.platform.accounts.door import actor_of, requires
from openpias.server.providers.operations import phones
from openpias.server.providers.permissions import Permission
from openpias.server.providers.web import forms, provider_page
from openpias.server.providers.web.opening import address, opened


@require_POST
@requires(Permission.EDIT_PROVIDERS, real=True)
def item(request: HttpRequest, public_id: str) -> HttpResponse:
    """Keep the number; a wrong one stays in its field, with what is wrong."""
    provider = opened(request, public_id)
    typed = request.POST.get("phone", "")[:100]
    problem = phones.save(provider.public_id, typed, actor=actor_of(request), at=timezone.now())
    if problem is not None:
        errors = forms.errors_of([problem])
        return provider_page.show(request, replace(provider, phone=typed), errors=errors)
    return HttpResponseRedirect(f"{address(provider)}#phone")

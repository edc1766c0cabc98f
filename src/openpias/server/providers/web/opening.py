"""Which provider does an address mean, for whoever asks, and what leads back to it?"""

import uuid

from django.http import HttpRequest
from django.utils.translation import gettext as _

from openpias.pages import Link
from openpias.server.platform.accounts.door import actor_of
from openpias.server.platform.http.problems import Problem
from openpias.server.providers.domain.scope import house_of
from openpias.server.providers.queries import providers as queries
from openpias.server.providers.queries.providers import ProviderView


def opened(request: HttpRequest, public_id: str | uuid.UUID) -> ProviderView:
    """Return the provider; unknown and not allowed answer alike."""
    provider = queries.provider(str(public_id), house=house_of(actor_of(request)))
    if provider is None:
        raise not_found()
    return provider


def not_found() -> Problem:
    """Return the answer to an address that means nothing to whoever asks."""
    return Problem(status=404, code="not-found")


def address(provider: ProviderView) -> str:
    """Return where the provider's page is."""
    return f"/furnizori/{provider.public_id}"


def trail(provider: ProviderView) -> list[Link]:
    """Return the way from the list to a page below the provider's."""
    return [
        Link(text=_("Furnizori"), href="/furnizori"),
        Link(text=provider.name, href=address(provider)),
    ]

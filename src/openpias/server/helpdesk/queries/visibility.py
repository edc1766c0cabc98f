"""Which incidents may somebody see?

The desk sees all; a provider sees its own. What is not to be seen answers as what is unknown.
"""

import uuid
from dataclasses import dataclass

from django.db.models import QuerySet

from openpias.server.helpdesk.domain.scrubbing import scrubbed
from openpias.server.helpdesk.models import Incident
from openpias.server.helpdesk.permissions import Permission
from openpias.server.platform.accounts.actors import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """How somebody reads the texts of an incident: `personal` all of them, else without telephones.

    `code` is the fiscal code of its provider, which is no telephone.
    """

    personal: bool
    code: str

    def text(self, text: str) -> str:
        """Return a text as it is read."""
        return text if self.personal else scrubbed(text, code=self.code)


def sight(incident: Incident, actor: Actor) -> Sight:
    """Return how the actor reads an incident."""
    return Sight(personal=sees_personal(actor), code=incident.provider_code)


def incidents(actor: Actor) -> QuerySet[Incident]:
    """Return the incidents that the actor may see at the desk."""
    return Incident.objects.all() if actor.may(Permission.READ_DESK) else Incident.objects.none()


def own(actor: Actor) -> QuerySet[Incident]:
    """Return the incidents of the provider for whom the actor works.

    A mail that only says which provider wrote it proves nothing: those are shown that the portal
    opened, or whose provider the desk confirmed.
    """
    if not actor.may(Permission.READ_OWN) or not actor.provider.code:
        return Incident.objects.none()
    return Incident.objects.filter(provider_code=actor.provider.code, is_proven=True)


def sees_personal(actor: Actor) -> bool:
    """Tell whether the actor may see who wrote or called."""
    return actor.may(Permission.READ_PERSONAL)


def reference(text: str) -> uuid.UUID | None:
    """Return an opaque id; None for a text that is none."""
    try:
        return uuid.UUID(text)
    except (ValueError, AttributeError, TypeError):
        return None

"""Which requests and certificates may somebody see?

A house sees those of its own providers, a practice its own, CNAS and the auditor all.
"""

from django.db.models import QuerySet

from openpias.server.certificates.enums import OwnerKind
from openpias.server.certificates.models import EnrolledCertificate, EnrolmentRequest
from openpias.server.certificates.permissions import Permission
from openpias.server.platform.accounts.actors import Actor
from openpias.server.providers import api as providers


def requests(actor: Actor) -> QuerySet[EnrolmentRequest]:
    """Return the requests that the actor may see."""
    found = EnrolmentRequest.objects.all()
    if providers.every_house(actor):
        return found
    return found.filter(owner_kind=OwnerKind.PROVIDER, house=actor.provider.house_code)


def certificates(actor: Actor) -> QuerySet[EnrolledCertificate]:
    """Return the certificates that the actor may see."""
    found = EnrolledCertificate.objects.all()
    if providers.every_house(actor):
        return found
    found = found.filter(owner_kind=OwnerKind.PROVIDER, house=actor.provider.house_code)
    if actor.may(Permission.READ):
        return found
    return found.filter(owner_code=actor.provider.code)


def is_own(request: EnrolmentRequest, *, actor: Actor) -> bool:
    """Tell whether the actor holds the key of this request, or would approve it for themselves."""
    if not actor.certificate:
        return False
    own = EnrolledCertificate.objects.filter(public_id=actor.certificate).first()
    if own is None:
        return False
    return own.key_sha256 == request.key_sha256 or own.email.lower() == request.email.lower()

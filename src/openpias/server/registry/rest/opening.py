"""May this program see this person? Unknown and not allowed answer alike."""

from django.http import HttpRequest
from django.utils import timezone

from openpias.core.findings import Finding
from openpias.server.platform.http.problems import Problem
from openpias.server.registry.operations import lookups
from openpias.server.registry.operations.lookups import Proof, ReasonRequired, TooManyLookups
from openpias.server.registry.queries.persons import PersonView


def open_person(request: HttpRequest, *, number: str) -> PersonView:
    """Return the person with this number: one's own, or another's with `?birth_date=&reason=`."""
    proof = Proof(number=number, birth_date=request.GET.get("birth_date", ""))
    return open_with(request, proof=proof, reason=request.GET.get("reason", ""))


def open_permit_holder(request: HttpRequest, *, public_id: str) -> PersonView:
    """Return the holder of a permit, likewise."""
    proof = Proof(permit=public_id, birth_date=request.GET.get("birth_date", ""))
    return open_with(request, proof=proof, reason=request.GET.get("reason", ""))


def open_with(request: HttpRequest, *, proof: Proof, reason: str) -> PersonView:
    """Look up with a proof; raises Problem where the person is unknown or not to be seen."""
    actor = request.actor  # type: ignore[attr-defined]
    try:
        person = lookups.open_person(proof, reason=reason, actor=actor, at=timezone.now())
    except TooManyLookups as refusal:
        headers = {"Retry-After": str(refusal.seconds)}
        raise Problem(status=429, code="too-many-lookups", headers=headers) from None
    except ReasonRequired:
        finding = Finding(code="reason-required", path="/reason")
        raise Problem(status=422, code="invalid-registration", findings=[finding]) from None
    if person is None:
        raise Problem(status=404, code="not-found")
    return person

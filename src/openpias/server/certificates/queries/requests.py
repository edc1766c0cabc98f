"""Which requests wait, and what does the operator compare?"""

from dataclasses import dataclass
from datetime import datetime

from openpias.core.pki import certificates
from openpias.core.pki.certificates import CertificateFacts
from openpias.server.certificates.domain.comparison import Comparison, compare
from openpias.server.certificates.enums import RequestState
from openpias.server.certificates.models import EnrolledCertificate, EnrolmentRequest
from openpias.server.certificates.queries import visibility
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.clock import day_of
from openpias.server.providers import api as providers

__all__ = ["LONGEST_LIST", "Compared", "EnrolmentRequest", "compared", "decided", "waiting"]
LONGEST_LIST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A request with everything that a decision about it needs.

    `provider` is the name in the register, empty for one that this house has no contract with.
    `elsewhere` counts other enrolments of the same key, `here` says that this one stands already.
    """

    request: EnrolmentRequest
    certificate: CertificateFacts
    comparison: Comparison
    provider: str
    in_contract: bool
    here: bool
    elsewhere: int
    is_own: bool


def waiting(actor: Actor) -> list[EnrolmentRequest]:
    """Return the requests that wait for this operator, the oldest first."""
    found = visibility.requests(actor).filter(state=RequestState.WAITING)
    return list(found.order_by("created_at")[:LONGEST_LIST])


def decided(actor: Actor) -> list[EnrolmentRequest]:
    """Return the latest decisions that this operator may see."""
    found = visibility.requests(actor).exclude(state=RequestState.WAITING)
    return list(found.order_by("-decided_at")[:50])


def compared(public_id: str, *, actor: Actor, at: datetime) -> Compared | None:
    """Return one request beside what is known; None for one that the operator may not see."""
    request = visibility.requests(actor).filter(public_id=public_id).first()
    if request is None:
        return None
    facts = certificates.read(bytes(request.der))
    if isinstance(facts, certificates.Problem):
        return None
    same = EnrolledCertificate.objects.filter(key_sha256=request.key_sha256, ended_at=None)
    owners = {(row.owner_code, row.house) for row in same}
    mine = (request.fiscal_code, request.house)
    return Compared(
        request=request,
        certificate=facts,
        comparison=compare(
            holder=request.holder, fiscal_code=request.fiscal_code, certificate=facts
        ),
        provider=providers.provider_name(request.fiscal_code, house=request.house),
        in_contract=providers.contract_in_force(
            request.fiscal_code, house=request.house, today=day_of(at)
        ),
        here=mine in owners,
        elsewhere=len(owners - {mine}),
        is_own=visibility.is_own(request, actor=actor),
    )

"""How does an operator let a certificate in, or refuse it?

The house of the provider decides about providers; CNAS decides about staff. Nobody decides about a
request of their own. What is approved is checked again at that moment, path and revocation.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from openpias.core.pki import certificates
from openpias.core.pki.certificates import CertificateFacts
from openpias.server.certificates.domain import roles
from openpias.server.certificates.domain.outcomes import DecisionProblem
from openpias.server.certificates.enums import OwnerKind, RequestState
from openpias.server.certificates.models import EnrolledCertificate, EnrolmentRequest
from openpias.server.certificates.operations import checks, correspondence
from openpias.server.certificates.permissions import Permission
from openpias.server.certificates.queries import visibility
from openpias.server.platform.accounts import operations as accounts
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.accounts.operations import AccountFacts
from openpias.server.platform.accounts.second_factor import Refusal
from openpias.server.platform.audit.operations import record
from openpias.server.platform.clock import day_of
from openpias.server.providers import api as providers

_NATIONAL = {
    OwnerKind.NATIONAL_HOUSE: "Casa Națională de Asigurări de Sănătate",
    OwnerKind.HELPDESK: "Helpdesk PIAS",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Approved:
    """The certificate opens the door; staff also get a first password, to be shown now and never again."""

    certificate: str
    username: str = ""
    first_password: str = ""


def approve(
    request_id: str, *, username: str = "", actor: Actor, at: datetime
) -> Approved | DecisionProblem | Refusal:
    """Let the certificate of a request in. `username` is the personal account to open for staff.

    Repeating an approval gives the same certificate, and no second password.
    """
    request = _visible(request_id, actor=actor)
    if request is None:
        return DecisionProblem.UNKNOWN
    facts = certificates.read(bytes(request.der))
    if isinstance(facts, certificates.Problem):
        return Refusal(facts)
    if request.state == RequestState.WAITING:
        # Responders are asked outside the transaction: one that is slow holds no row.
        shown = checks.examine(facts.der, at=at)
        if isinstance(shown, Refusal):
            return shown
    try:
        with transaction.atomic():
            return _approved(request.pk, facts, username=username.strip(), actor=actor, at=at)
    except IntegrityError:
        return DecisionProblem.ENROLLED_ALREADY


def _approved(
    key: int, facts: CertificateFacts, *, username: str, actor: Actor, at: datetime
) -> Approved | DecisionProblem:
    request = EnrolmentRequest.objects.select_for_update().get(pk=key)
    if request.state == RequestState.APPROVED:
        return _approved_before(request)
    if request.state == RequestState.REFUSED:
        return DecisionProblem.DECIDED_ALREADY
    kind = OwnerKind(request.owner_kind)
    problem = _why_not(request, kind, username, actor=actor, at=at)
    if problem is not None:
        return problem
    password = ""
    if kind is not OwnerKind.PROVIDER:
        password = secrets.token_urlsafe(16)
        facts_of_account = _staff(request, kind)
        try:
            accounts.open_staff_account(
                username=username, password=password, facts=facts_of_account, actor=actor, at=at
            )
        except ValueError:
            return DecisionProblem.USER_NAME_TAKEN
    enrolled = _enrol(request, kind, facts, username=username, actor=actor, at=at)
    _decide(request, state=RequestState.APPROVED, reason="", actor=actor, at=at)
    return Approved(
        certificate=str(enrolled.public_id), username=enrolled.username, first_password=password
    )


def refuse(request_id: str, *, reason: str, actor: Actor, at: datetime) -> DecisionProblem | None:
    """Refuse a request with a reason that the holder is told; None when done, or done before."""
    reason = reason.strip()[:300]
    if not reason:
        return DecisionProblem.REASON_REQUIRED
    request = _visible(request_id, actor=actor)
    if request is None:
        return DecisionProblem.UNKNOWN
    with transaction.atomic():
        request = EnrolmentRequest.objects.select_for_update().get(pk=request.pk)
        if request.state == RequestState.APPROVED:
            return DecisionProblem.DECIDED_ALREADY
        if request.state == RequestState.WAITING:
            _decide(request, state=RequestState.REFUSED, reason=reason, actor=actor, at=at)
    return None


def _visible(request_id: str, *, actor: Actor) -> EnrolmentRequest | None:
    return visibility.requests(actor).filter(public_id=request_id).first()


def _why_not(
    request: EnrolmentRequest, kind: OwnerKind, username: str, *, actor: Actor, at: datetime
) -> DecisionProblem | None:
    if visibility.is_own(request, actor=actor):
        return DecisionProblem.OWN_REQUEST
    if kind is OwnerKind.PROVIDER:
        in_force = providers.contract_in_force(
            request.fiscal_code, house=request.house, today=day_of(at)
        )
        return None if in_force else DecisionProblem.NO_CONTRACT
    if not actor.may(Permission.DECIDE_STAFF):
        return DecisionProblem.UNKNOWN
    good = 3 <= len(username) <= 64 and username.isascii() and username.replace(".", "a").isalnum()
    return None if good else DecisionProblem.USER_NAME_REQUIRED


def _enrol(
    request: EnrolmentRequest,
    kind: OwnerKind,
    facts: CertificateFacts,
    *,
    username: str,
    actor: Actor | None,
    at: datetime,
) -> EnrolledCertificate:
    return EnrolledCertificate.objects.create(
        owner_kind=kind,
        owner_code=roles.owner_code(kind, fiscal_code=request.fiscal_code, house=request.house),
        house=request.house,
        username="" if kind is OwnerKind.PROVIDER else username,
        holder=request.holder,
        role=request.role,
        email=request.email,
        language=request.language,
        der=facts.der,
        issuer=facts.issuer,
        serial=facts.serial,
        key_sha256=facts.key_sha256,
        valid_from=facts.valid_from,
        valid_until=facts.valid_until,
        enrolled_at=at,
        enrolled_by=actor.account_id if actor else None,
    )


def _staff(request: EnrolmentRequest, kind: OwnerKind) -> AccountFacts:
    house = providers.house(request.house) if request.house else None
    code = roles.owner_code(kind, fiscal_code="", house=request.house)
    name = house.name if house is not None else _NATIONAL[kind]
    return AccountFacts(
        display_name=request.holder,
        provider_code=code,
        provider_name=name,
        house_code=request.house or code,
        house_name=name,
        house_contact=house.contact() if house is not None else "",
        roles=(request.role,),
        contract_end=None,
    )


def _approved_before(request: EnrolmentRequest) -> Approved | DecisionProblem:
    enrolled = (
        EnrolledCertificate.objects.filter(
            key_sha256=request.key_sha256, house=request.house, serial=request.serial
        )
        .order_by("-enrolled_at")
        .first()
    )
    if enrolled is None:
        return DecisionProblem.DECIDED_ALREADY
    return Approved(certificate=str(enrolled.public_id), username=enrolled.username)


def _decide(
    request: EnrolmentRequest, *, state: RequestState, reason: str, actor: Actor, at: datetime
) -> None:
    request.state, request.reason = state, reason
    request.decided_at, request.decided_by = at, actor.account_id
    request.save(update_fields=["state", "reason", "decided_at", "decided_by"])
    correspondence.decided(request, at=at)
    record(
        event=f"enrolment-{state}",
        actor=actor,
        subject_kind="enrolment-request",
        subject_ref=str(request.public_id),
        facts={"house": request.house, "role": request.role},
        at=at,
    )

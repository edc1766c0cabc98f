"""How do tests come through the door: which certificates are enrolled, and what does nginx add?"""

from urllib.parse import quote

from django.utils import timezone

from openpias.core.pki import demo_files
from openpias.core.pki.demo_certificates import Party
from openpias.server.certificates.domain.inputs import EnrolmentInput
from openpias.server.certificates.models import EnrolmentRequest
from openpias.server.certificates.operations import decisions, requests
from openpias.server.platform.accounts.enums import Role
from tests.factories import pki, providers
from tests.factories.providers import CUI

KEY = "a-door-key-that-only-tests-know-0123456789"
VALID = {"valid_from": "01-01-2020", "valid_to": "31-12-2098"}


def headers(party: Party, *, key: str = KEY) -> dict[str, str]:
    """Return what nginx adds to a request that showed this certificate."""
    return {"HTTP_X_DOOR_KEY": key, "HTTP_X_CLIENT_CERTIFICATE": quote(pem(party), safe="")}


def pem(party: Party) -> bytes:
    """Return a certificate as nginx passes it on."""
    return demo_files.certificates_pem(party.certificate)


def certificate(responder, trait=pki.Trait.VALID, **fields) -> Party:
    """Issue a certificate that the responder knows, at its moment."""
    return pki.certificate(trait, ca=responder.ca, moment=responder.moment, **fields)


def typed(party: Party, **fields) -> EnrolmentInput:
    """Return the request of a clinic's receptionist, as typed."""
    defaults = {
        "fiscal_code": CUI,
        "house": "CAS-SV",
        "holder": "Țărnă Ștefania",
        "role": Role.CLERK.value,
        "email": "receptie@clinica.example",
        "certificate": party.der,
    }
    return EnrolmentInput(**{**defaults, **fields})


def asked(party: Party, *, request_key: str | None = None, **fields) -> EnrolmentRequest:
    """Send a request and return its row."""
    key = request_key or f"key-{EnrolmentRequest.objects.count()}"
    answer = requests.submit(
        typed(party, **fields), request_key=key, language="ro", at=timezone.now()
    )
    return EnrolmentRequest.objects.get(receipt=answer.receipt)


def enrolled(party: Party, *, actor=None, username="", **fields) -> str:
    """Let a certificate in and return its opaque id; the provider's contract is there already."""
    request = asked(party, **fields)
    answer = decisions.approve(
        str(request.public_id),
        username=username,
        actor=actor or providers.operator(),
        at=timezone.now(),
    )
    return answer.certificate


def provider(**fields):
    """Enter a clinic with a long contract and give it its series: opaque id and what was issued."""
    public_id = providers.entered(**{**VALID, **fields})
    house = fields.get("house", "CAS-SV")
    return public_id, providers.licensed(public_id, house=house, request_key=f"{public_id}-{house}")

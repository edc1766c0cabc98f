"""Which rows do certificates keep? One main class per file."""

from openpias.server.certificates.models.access_token import AccessToken
from openpias.server.certificates.models.certificate_check import CertificateCheck
from openpias.server.certificates.models.enrolled_certificate import EnrolledCertificate
from openpias.server.certificates.models.enrolment_request import EnrolmentRequest
from openpias.server.certificates.models.revocation_evidence import RevocationEvidence
from openpias.server.certificates.models.used_challenge import UsedChallenge

__all__ = [
    "AccessToken",
    "CertificateCheck",
    "EnrolledCertificate",
    "EnrolmentRequest",
    "RevocationEvidence",
    "UsedChallenge",
]

"""What does the demonstration authority answer about revocation, as a list and to an OCSP request?

An answer takes over the nonce of its request (RFC 9654) and the digest that names the issuer.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp

from openpias.core.pki.demo_certificates import Party, digest_for

Revoked = Mapping[int, datetime]


def revocation_list(
    authority: Party, *, revoked: Revoked, moment: datetime, days: int = 7
) -> bytes:
    """Write the DER list of an authority, valid from `moment`."""
    above = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key())
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(authority.certificate.subject)
        .last_update(moment)
        .next_update(moment + timedelta(days=days))
        .add_extension(x509.CRLNumber(int(moment.timestamp())), critical=False)
        .add_extension(above, critical=False)
    )
    for serial, when in revoked.items():
        entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(when)
        builder = builder.add_revoked_certificate(entry.build())
    signed = builder.sign(authority.key, digest_for(authority.key))
    return signed.public_bytes(Encoding.DER)


def request(certificate: x509.Certificate, *, issuer: x509.Certificate) -> ocsp.OCSPRequest:
    """Return the request about one certificate."""
    builder = ocsp.OCSPRequestBuilder()
    return builder.add_certificate(certificate, issuer, hashes.SHA256()).build()


def answer(
    asked: ocsp.OCSPRequest, *, signer: Party, revoked: Revoked, moment: datetime, hours: int = 12
) -> bytes:
    """Answer a request, signed, for some hours; a serial that is not revoked is good."""
    when = revoked.get(asked.serial_number)
    builder = ocsp.OCSPResponseBuilder().add_response_by_hash(
        issuer_name_hash=asked.issuer_name_hash,
        issuer_key_hash=asked.issuer_key_hash,
        serial_number=asked.serial_number,
        algorithm=asked.hash_algorithm,
        cert_status=ocsp.OCSPCertStatus.REVOKED if when else ocsp.OCSPCertStatus.GOOD,
        this_update=moment,
        next_update=moment + timedelta(hours=hours),
        revocation_time=when,
        revocation_reason=None,
    )
    for extension in asked.extensions:
        if isinstance(extension.value, x509.OCSPNonce):
            builder = builder.add_extension(extension.value, critical=False)
    builder = builder.responder_id(ocsp.OCSPResponderEncoding.HASH, signer.certificate)
    signed = builder.certificates([signer.certificate]).sign(signer.key, hashes.SHA256())
    return signed.public_bytes(Encoding.DER)


def answer_bytes(
    asked: bytes, *, issuer: x509.Certificate, signer: Party, revoked: Revoked, moment: datetime
) -> bytes:
    """Answer a DER request; one that is none, or about another issuer, is answered with an error."""
    try:
        read = ocsp.load_der_ocsp_request(asked)
        own = ocsp.OCSPRequestBuilder().add_certificate(
            signer.certificate, issuer, read.hash_algorithm
        )
        is_ours = _issuer(own.build()) == _issuer(read)
    except (ValueError, NotImplementedError, UnsupportedAlgorithm):
        return _refusal(ocsp.OCSPResponseStatus.MALFORMED_REQUEST)
    if not is_ours:
        return _refusal(ocsp.OCSPResponseStatus.UNAUTHORIZED)
    return answer(read, signer=signer, revoked=revoked, moment=moment)


def _issuer(asked: ocsp.OCSPRequest) -> tuple[bytes, bytes]:
    return asked.issuer_name_hash, asked.issuer_key_hash


def _refusal(status: ocsp.OCSPResponseStatus) -> bytes:
    return ocsp.OCSPResponseBuilder.build_unsuccessful(status).public_bytes(Encoding.DER)

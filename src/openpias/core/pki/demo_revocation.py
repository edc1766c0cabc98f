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
Reasons = Mapping[int, x509.ReasonFlags]
NO_REASONS: Reasons = {}
_EXPIRED_ON_LIST = x509.ObjectIdentifier("2.5.29.60")


def revocation_list(
    authority: Party,
    *,
    revoked: Revoked,
    moment: datetime,
    days: int = 7,
    reasons: Reasons = NO_REASONS,
) -> bytes:
    """Write the DER list of an authority, valid from `moment`; it keeps those that expired."""
    above = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key())
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(authority.certificate.subject)
        .last_update(moment)
        .next_update(moment + timedelta(days=days))
        .add_extension(x509.CRLNumber(int(moment.timestamp())), critical=False)
        .add_extension(above, critical=False)
        .add_extension(_keeps_expired_since(authority.certificate), critical=False)
    )
    for serial, when in revoked.items():
        entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(when)
        if serial in reasons:
            entry = entry.add_extension(x509.CRLReason(reasons[serial]), critical=False)
        builder = builder.add_revoked_certificate(entry.build())
    signed = builder.sign(authority.key, digest_for(authority.key))
    return signed.public_bytes(Encoding.DER)


def _keeps_expired_since(authority: x509.Certificate) -> x509.UnrecognizedExtension:
    """Say that no certificate of this authority leaves the list when it expires (X.509, 9.5.2.8)."""
    from asn1crypto import core  # noqa: PLC0415 - only the demonstration needs it

    since = core.GeneralizedTime(authority.not_valid_before_utc)
    return x509.UnrecognizedExtension(_EXPIRED_ON_LIST, since.dump())


def request(certificate: x509.Certificate, *, issuer: x509.Certificate) -> ocsp.OCSPRequest:
    """Return the request about one certificate."""
    builder = ocsp.OCSPRequestBuilder()
    return builder.add_certificate(certificate, issuer, hashes.SHA256()).build()


def answer(
    asked: ocsp.OCSPRequest,
    *,
    signer: Party,
    revoked: Revoked,
    moment: datetime,
    hours: int = 12,
    reasons: Reasons = NO_REASONS,
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
        revocation_reason=reasons.get(asked.serial_number) if when else None,
    )
    for extension in asked.extensions:
        if isinstance(extension.value, x509.OCSPNonce):
            builder = builder.add_extension(extension.value, critical=False)
    builder = builder.responder_id(ocsp.OCSPResponderEncoding.HASH, signer.certificate)
    signed = builder.certificates([signer.certificate]).sign(signer.key, hashes.SHA256())
    return signed.public_bytes(Encoding.DER)


def answer_bytes(
    asked: bytes,
    *,
    issuer: x509.Certificate,
    signer: Party,
    revoked: Revoked,
    moment: datetime,
    reasons: Reasons = NO_REASONS,
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
    return answer(read, signer=signer, revoked=revoked, moment=moment, reasons=reasons)


def _issuer(asked: ocsp.OCSPRequest) -> tuple[bytes, bytes]:
    return asked.issuer_name_hash, asked.issuer_key_hash


def _refusal(status: ocsp.OCSPResponseStatus) -> bytes:
    return ocsp.OCSPResponseBuilder.build_unsuccessful(status).public_bytes(Encoding.DER)

"""What does a certificate say about its holder, its issuer and itself?

Only facts are read here; whether they may be believed is the question of path and revocation.
Names are read from the certificate itself, never from a server's one-line form, which mangles ș and ț.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import AuthorityInformationAccessOID, NameOID, ObjectIdentifier

LARGEST = 16 * 1024
SMALLEST_RSA_BITS = 2048
CURVES = ("secp256r1", "secp384r1", "secp521r1")
_QC_STATEMENTS = ObjectIdentifier("1.3.6.1.5.5.7.1.3")
_USAGES = (
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
)
# What the library raises for bad certificates beside ValueError.
_UNREADABLE = (x509.DuplicateExtension, x509.InvalidVersion, x509.UnsupportedGeneralNameType)


class Problem(StrEnum):
    """Why bytes are no certificate that we read; the value is the code shown to users."""

    TOO_LARGE = "certificate-too-large"
    UNREADABLE = "certificate-unreadable"
    SEVERAL = "certificate-several"
    WEAK_KEY = "certificate-weak-key"
    KEY_KIND = "certificate-key-kind"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Who a certificate names; a part that is not there is empty."""

    common_name: str
    given_name: str
    surname: str
    serial_number: str
    organization: str
    organization_identifier: str
    country: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateFacts:
    """One certificate: `issuer` and `serial` (decimal) and `key_sha256` (hex of SPKI) know it."""

    issuer: str
    serial: str
    key_sha256: str
    subject: Subject
    valid_from: datetime
    valid_until: datetime
    key_usage: frozenset[str]
    purposes: frozenset[str]
    policies: frozenset[str]
    qc_statements: frozenset[str]
    ocsp_addresses: tuple[str, ...]
    crl_addresses: tuple[str, ...]
    der: bytes


def read(data: bytes) -> CertificateFacts | Problem:
    """Read one certificate in PEM or DER, or say why it is none that is accepted.

    Weak keys are refused here: RSA under 2048 bits, and every key that is neither RSA nor on P-256,
    P-384 or P-521. A file with several certificates is refused, since it is unclear which is meant.
    """
    if len(data) > LARGEST:
        return Problem.TOO_LARGE
    if data.count(b"-----BEGIN CERTIFICATE-----") > 1:
        return Problem.SEVERAL
    try:
        certificate = _load(data)
        return _key_problem(certificate) or _facts(certificate)
    except (ValueError, TypeError, *_UNREADABLE):
        return Problem.UNREADABLE


def _load(data: bytes) -> x509.Certificate:
    if b"-----BEGIN" in data:
        return x509.load_pem_x509_certificate(data)
    return x509.load_der_x509_certificate(data)


def _key_problem(certificate: x509.Certificate) -> Problem | None:
    try:
        key = certificate.public_key()
    except (UnsupportedAlgorithm, ValueError):
        return Problem.KEY_KIND
    if isinstance(key, rsa.RSAPublicKey):
        return Problem.WEAK_KEY if key.key_size < SMALLEST_RSA_BITS else None
    if isinstance(key, ec.EllipticCurvePublicKey) and key.curve.name in CURVES:
        return None
    return Problem.KEY_KIND


def _facts(certificate: x509.Certificate) -> CertificateFacts:
    key = certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    found = {extension.oid: extension.value for extension in certificate.extensions}
    return CertificateFacts(
        issuer=certificate.issuer.rfc4514_string(),
        serial=str(certificate.serial_number),
        key_sha256=hashlib.sha256(key).hexdigest(),
        subject=_subject(certificate.subject),
        valid_from=certificate.not_valid_before_utc,
        valid_until=certificate.not_valid_after_utc,
        key_usage=_key_usage(found.values()),
        purposes=_purposes(found.values()),
        policies=_policies(found.values()),
        qc_statements=_qc_statements(found.get(_QC_STATEMENTS)),
        ocsp_addresses=_ocsp_addresses(found.values()),
        crl_addresses=_crl_addresses(found.values()),
        der=certificate.public_bytes(Encoding.DER),
    )


def _subject(name: x509.Name) -> Subject:
    def part(oid: ObjectIdentifier) -> str:
        values = name.get_attributes_for_oid(oid)
        return str(values[0].value) if values else ""

    return Subject(
        common_name=part(NameOID.COMMON_NAME),
        given_name=part(NameOID.GIVEN_NAME),
        surname=part(NameOID.SURNAME),
        serial_number=part(NameOID.SERIAL_NUMBER),
        organization=part(NameOID.ORGANIZATION_NAME),
        organization_identifier=part(NameOID.ORGANIZATION_IDENTIFIER),
        country=part(NameOID.COUNTRY_NAME),
    )


def _key_usage(extensions: Iterable[x509.ExtensionType]) -> frozenset[str]:
    usages = [value for value in extensions if isinstance(value, x509.KeyUsage)]
    return frozenset(usage for value in usages for usage in _USAGES if getattr(value, usage))


def _purposes(extensions: Iterable[x509.ExtensionType]) -> frozenset[str]:
    return frozenset(
        purpose.dotted_string
        for value in extensions
        if isinstance(value, x509.ExtendedKeyUsage)
        for purpose in value
    )


def _policies(extensions: Iterable[x509.ExtensionType]) -> frozenset[str]:
    return frozenset(
        policy.policy_identifier.dotted_string
        for value in extensions
        if isinstance(value, x509.CertificatePolicies)
        for policy in value
    )


def _qc_statements(value: x509.ExtensionType | None) -> frozenset[str]:
    if not isinstance(value, x509.UnrecognizedExtension):
        return frozenset()
    from asn1crypto import core  # noqa: PLC0415 - only few certificates need it

    statements = core.SequenceOf.load(value.value, spec=core.Sequence)
    return frozenset(core.ObjectIdentifier.load(one[0].dump()).native for one in statements)


def _ocsp_addresses(extensions: Iterable[x509.ExtensionType]) -> tuple[str, ...]:
    return tuple(
        access.access_location.value
        for value in extensions
        if isinstance(value, x509.AuthorityInformationAccess)
        for access in value
        if access.access_method == AuthorityInformationAccessOID.OCSP
        and isinstance(access.access_location, x509.UniformResourceIdentifier)
    )


def _crl_addresses(extensions: Iterable[x509.ExtensionType]) -> tuple[str, ...]:
    return tuple(
        name.value
        for value in extensions
        if isinstance(value, x509.CRLDistributionPoints)
        for point in value
        for name in point.full_name or ()
        if isinstance(name, x509.UniformResourceIdentifier)
    )

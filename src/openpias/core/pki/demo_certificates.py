"""What stands in a certificate that the demonstration authority signs?

The fields that a qualified certificate of the market has: the practice's fiscal code as
organizationIdentifier (ETSI EN 319 412-1), QCStatements (412-5), addresses of OCSP and CRL.
Every common name begins with DEMO, so that nobody takes one for a real certificate.
"""

import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import (
    AuthorityInformationAccessOID,
    ExtendedKeyUsageOID,
    NameOID,
    ObjectIdentifier,
)

CLIENT_AUTH = ExtendedKeyUsageOID.CLIENT_AUTH
SERVER_AUTH = ExtendedKeyUsageOID.SERVER_AUTH
OCSP_SIGNING = ExtendedKeyUsageOID.OCSP_SIGNING
Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
PublicKey = ec.EllipticCurvePublicKey | rsa.RSAPublicKey
_QC_STATEMENTS = ObjectIdentifier("1.3.6.1.5.5.7.1.3")
_QUALIFIED_ON_DEVICE = ObjectIdentifier("0.4.0.194112.1.2")  # policy QCP-n-qscd, EN 319 411-2
_USAGES = (
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
    "encipher_only",
    "decipher_only",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A certificate and its private key."""

    certificate: x509.Certificate
    key: Key

    @property
    def der(self) -> bytes:
        """The certificate as bytes."""
        return self.certificate.public_bytes(Encoding.DER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Whom a certificate names; an empty part is left out, and DEMO is written before the name."""

    common_name: str
    given_name: str = ""
    surname: str = ""
    serial_number: str = ""
    organization: str = ""
    fiscal_code: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Where OCSP answers, the issuer's list and the issuer's certificate are; empty is left out."""

    ocsp: str = ""
    crl: str = ""
    issuer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """For how long and for what a certificate serves; `server_names` are hosts or IP addresses."""

    since: datetime
    days: int = 365
    usages: tuple[str, ...] = ("digital_signature", "content_commitment")
    purposes: tuple[ObjectIdentifier, ...] = (CLIENT_AUTH,)
    qualified: bool = False
    server_names: tuple[str, ...] = ()
    addresses: Addresses = Addresses()


def subject(holder: Holder) -> x509.Name:
    """Return the name of a holder; raises `ValueError` over the 64 characters of X.520."""
    parts = {
        NameOID.COUNTRY_NAME: "RO",
        NameOID.ORGANIZATION_NAME: holder.organization or "DEMO OpenPIAS",
        NameOID.ORGANIZATION_IDENTIFIER: holder.fiscal_code and f"VATRO-{holder.fiscal_code}",
        NameOID.SURNAME: holder.surname,
        NameOID.GIVEN_NAME: holder.given_name,
        NameOID.SERIAL_NUMBER: holder.serial_number,
        NameOID.COMMON_NAME: f"DEMO {holder.common_name}",
    }
    return x509.Name([x509.NameAttribute(oid, text) for oid, text in parts.items() if text])


def write(key: PublicKey, *, holder: Holder, terms: Terms, issuer: Party) -> x509.Certificate:
    """Sign a certificate of a holder's public key."""
    builder = _builder(key, subject(holder), issuer.certificate.subject, issuer.key, terms)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), True)
    for extension in _extensions(holder, terms):
        builder = builder.add_extension(extension, critical=False)
    return builder.sign(issuer.key, digest_for(issuer.key))


def write_authority(key: Key, *, name: str, terms: Terms, issuer: Party | None) -> Party:
    """Sign the certificate of an authority: without issuer a root, else one that has none below."""
    by = issuer.key if issuer else key
    own = subject(Holder(common_name=name))
    path_length = 0 if issuer else None
    builder = _builder(
        key.public_key(), own, issuer.certificate.subject if issuer else own, by, terms
    ).add_extension(x509.BasicConstraints(ca=True, path_length=path_length), critical=True)
    for extension in _locations(terms.addresses):
        builder = builder.add_extension(extension, critical=False)
    return Party(certificate=builder.sign(by, digest_for(by)), key=key)


def digest_for(key: Key) -> hashes.SHA256 | hashes.SHA384:
    """Return the digest as strong as the key."""
    is_large = isinstance(key, ec.EllipticCurvePrivateKey) and key.curve.name == "secp384r1"
    return hashes.SHA384() if is_large else hashes.SHA256()


def _builder(
    key: PublicKey, own: x509.Name, issuer: x509.Name, by: Key, terms: Terms
) -> x509.CertificateBuilder:
    usage = x509.KeyUsage(**{name: name in terms.usages for name in _USAGES})
    above = x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key())
    return (
        x509.CertificateBuilder()
        .subject_name(own)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(terms.since)
        .not_valid_after(terms.since + timedelta(days=terms.days))
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        .add_extension(above, critical=False)
    )


def _extensions(holder: Holder, terms: Terms) -> list[x509.ExtensionType]:
    found = _locations(terms.addresses)
    if terms.purposes:
        found.append(x509.ExtendedKeyUsage(terms.purposes))
    if OCSP_SIGNING in terms.purposes:
        found.append(x509.OCSPNoCheck())
    names = _alternative_names(holder, terms)
    if names:
        found.append(x509.SubjectAlternativeName(names))
    if terms.qualified:
        found.append(x509.CertificatePolicies([x509.PolicyInformation(_QUALIFIED_ON_DEVICE, None)]))
        found.append(x509.UnrecognizedExtension(_QC_STATEMENTS, _qc_statements()))
    return found


def _locations(addresses: Addresses) -> list[x509.ExtensionType]:
    accesses = [
        x509.AccessDescription(method, x509.UniformResourceIdentifier(address))
        for method, address in (
            (AuthorityInformationAccessOID.OCSP, addresses.ocsp),
            (AuthorityInformationAccessOID.CA_ISSUERS, addresses.issuer),
        )
        if address
    ]
    found: list[x509.ExtensionType] = []
    if accesses:
        found.append(x509.AuthorityInformationAccess(accesses))
    if addresses.crl:
        names = [x509.UniformResourceIdentifier(addresses.crl)]
        found.append(x509.CRLDistributionPoints([x509.DistributionPoint(names, None, None, None)]))
    return found


def _alternative_names(holder: Holder, terms: Terms) -> list[x509.GeneralName]:
    found: list[x509.GeneralName] = [_server_name(name) for name in terms.server_names]
    if holder.email:
        found.append(x509.RFC822Name(holder.email))
    return found


def _server_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _qc_statements() -> bytes:
    """Say: qualified, key on a device, for electronic signatures (EN 319 412-5, 4.2.1 to 4.2.3)."""
    from asn1crypto import core  # noqa: PLC0415 - only demonstration certificates need it

    def statement(*parts: bytes) -> bytes:
        return bytes(core.Sequence(contents=b"".join(parts)).dump())

    def oid(value: str) -> bytes:
        return bytes(core.ObjectIdentifier(value).dump())

    kind = statement(oid("0.4.0.1862.1.6.1"))
    return statement(
        statement(oid("0.4.0.1862.1.1")),
        statement(oid("0.4.0.1862.1.4")),
        statement(oid("0.4.0.1862.1.6"), kind),
    )

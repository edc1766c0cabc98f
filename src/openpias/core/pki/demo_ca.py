"""What would a trust service provider issue, when none may be asked?

A root, an issuing authority and an OCSP signer with made-up names, for the demonstration and tests.
Every name says DEMO. Keys are drawn here; the moment is passed in.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import (
    AuthorityInformationAccessOID,
    ExtendedKeyUsageOID,
    NameOID,
    ObjectIdentifier,
)

CLIENT_AUTH = ExtendedKeyUsageOID.CLIENT_AUTH
SERVER_AUTH = ExtendedKeyUsageOID.SERVER_AUTH
_Key = ec.EllipticCurvePrivateKey
_USAGES = [
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
    "encipher_only",
    "decipher_only",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A certificate and its private key."""

    certificate: x509.Certificate
    key: _Key

    @property
    def der(self) -> bytes:
        """The certificate as bytes."""
        return self.certificate.public_bytes(Encoding.DER)


@dataclass(slots=True, kw_only=True)
class DemoCa:
    """The demonstration authority, and which of its certificates are revoked since when."""

    base_url: str
    root: Party
    issuing: Party
    ocsp_signer: Party
    revoked: dict[int, datetime] = field(default_factory=dict)

    def issue(
        self,
        name: str,
        *,
        since: datetime,
        days: int = 365,
        purpose: ObjectIdentifier = CLIENT_AUTH,
    ) -> Party:
        """Issue a certificate for signing and for one extended purpose."""
        builder = _builder(name, since=since, days=days).add_extension(
            x509.ExtendedKeyUsage([purpose]), critical=False
        )
        usages = ("digital_signature", "content_commitment")
        return _sign(_with_addresses(builder, self.base_url), self.issuing, usages)

    def crl(self, authority: Party, *, moment: datetime, days: int = 7) -> bytes:
        """Write the revocation list of the root or of the issuing authority."""
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(authority.certificate.subject)
            .last_update(moment)
            .next_update(moment + timedelta(days=days))
            .add_extension(x509.CRLNumber(int(moment.timestamp())), critical=False)
        )
        for serial, when in self.revoked.items():
            entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(when)
            builder = builder.add_revoked_certificate(entry.build())
        return builder.sign(authority.key, hashes.SHA256()).public_bytes(Encoding.DER)

    def ocsp_answer(
        self, certificate: x509.Certificate, *, moment: datetime, signer: Party | None = None
    ) -> bytes:
        """Answer about one certificate for twelve hours; tests may name a wrong signer."""
        by = signer or self.ocsp_signer
        when = self.revoked.get(certificate.serial_number)
        status = ocsp.OCSPCertStatus.REVOKED if when else ocsp.OCSPCertStatus.GOOD
        builder = ocsp.OCSPResponseBuilder().add_response(
            cert=certificate,
            issuer=self.issuing.certificate,
            algorithm=hashes.SHA256(),
            cert_status=status,
            this_update=moment,
            next_update=moment + timedelta(hours=12),
            revocation_time=when,
            revocation_reason=None,
        )
        builder = builder.responder_id(ocsp.OCSPResponderEncoding.HASH, by.certificate)
        answer = builder.certificates([by.certificate]).sign(by.key, hashes.SHA256())
        return answer.public_bytes(Encoding.DER)


def establish(*, moment: datetime, base_url: str = "http://127.0.0.1:8899") -> DemoCa:
    """Draw the keys of a new authority, valid from the day before `moment`."""
    since = moment - timedelta(days=1)
    authority = ("key_cert_sign", "crl_sign")
    root_builder = _builder("Root CA", since=since, days=3650, is_ca=True)
    root = _sign(root_builder, None, authority)
    issuing_builder = _builder("Issuing CA", since=since, days=1825, is_ca=True)
    issuing = _sign(issuing_builder, root, authority)
    signer_builder = (
        _builder("OCSP", since=since, days=90)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.OCSP_SIGNING]), critical=False)
        .add_extension(x509.OCSPNoCheck(), critical=False)
    )
    signer = _sign(signer_builder, issuing, ("digital_signature",))
    return DemoCa(base_url=base_url, root=root, issuing=issuing, ocsp_signer=signer)


def _name(text: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "RO"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "DEMO OpenPIAS"),
            x509.NameAttribute(NameOID.COMMON_NAME, f"DEMO {text}"),
        ]
    )


def _builder(
    name: str, *, since: datetime, days: int, is_ca: bool = False
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(_name(name))
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(since + timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=is_ca, path_length=None), critical=True)
    )


def _with_addresses(builder: x509.CertificateBuilder, base: str) -> x509.CertificateBuilder:
    responder = x509.UniformResourceIdentifier(f"{base}/ocsp")
    access = x509.AccessDescription(AuthorityInformationAccessOID.OCSP, responder)
    crl = x509.UniformResourceIdentifier(f"{base}/issuing.crl")
    point = x509.DistributionPoint([crl], None, None, None)
    return builder.add_extension(
        x509.AuthorityInformationAccess([access]), critical=False
    ).add_extension(x509.CRLDistributionPoints([point]), critical=False)


def _sign(builder: x509.CertificateBuilder, issuer: Party | None, usages: tuple[str, ...]) -> Party:
    key = ec.generate_private_key(ec.SECP256R1() if issuer else ec.SECP384R1())
    by = issuer.key if issuer else key
    key_usage = x509.KeyUsage(**{usage: usage in usages for usage in _USAGES})
    builder = (
        builder.public_key(key.public_key())
        .issuer_name(issuer.certificate.subject if issuer else _name("Root CA"))
        .add_extension(key_usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key()), critical=False
        )
    )
    return Party(certificate=builder.sign(by, hashes.SHA256()), key=key)

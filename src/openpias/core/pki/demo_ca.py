"""What would a trust service provider issue, when none may be asked?

A root, an issuing authority and an OCSP signer with made-up names, for the demonstration and tests.
Keys are drawn here (P-384 for the root, P-256 below it); the moment is passed in.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ObjectIdentifier

from openpias.core.pki import demo_certificates, demo_revocation
from openpias.core.pki.demo_certificates import (
    CLIENT_AUTH,
    OCSP_SIGNING,
    SERVER_AUTH,
    Addresses,
    Holder,
    Key,
    Party,
    PublicKey,
    Terms,
)

LOOPBACK = ("localhost", "127.0.0.1")
_AUTHORITY = ("key_cert_sign", "crl_sign")


@dataclass(slots=True, kw_only=True)
class DemoCa:
    """The demonstration authority, and which of its certificates are revoked since when, and why.

    `addresses` stand in every certificate below the issuing authority, unless its terms say others.
    """

    addresses: Addresses
    root: Party
    issuing: Party
    ocsp_signer: Party
    revoked: dict[int, datetime] = field(default_factory=dict)
    reasons: dict[int, x509.ReasonFlags] = field(default_factory=dict)

    def issue(
        self,
        holder: str | Holder,
        *,
        since: datetime,
        days: int = 365,
        purpose: ObjectIdentifier = CLIENT_AUTH,
        key: Key | None = None,
    ) -> Party:
        """Issue a certificate for signing and for one extended purpose, on a new P-256 key."""
        own = key or ec.generate_private_key(ec.SECP256R1())
        named = Holder(common_name=holder) if isinstance(holder, str) else holder
        terms = Terms(since=since, days=days, purposes=(purpose,), addresses=self.addresses)
        return Party(certificate=self.certify(own.public_key(), holder=named, terms=terms), key=own)

    def issue_server(
        self, *, since: datetime, days: int = 90, names: tuple[str, ...] = LOOPBACK
    ) -> Party:
        """Issue the certificate of a server that answers under these hosts and IP addresses."""
        key = ec.generate_private_key(ec.SECP256R1())
        terms = Terms(
            since=since,
            days=days,
            usages=("digital_signature",),
            purposes=(SERVER_AUTH,),
            server_names=names,
            addresses=self.addresses,
        )
        holder = Holder(common_name=names[0])
        return Party(
            certificate=self.certify(key.public_key(), holder=holder, terms=terms), key=key
        )

    def certify(self, key: PublicKey, *, holder: Holder, terms: Terms) -> x509.Certificate:
        """Sign a certificate of a key that this side does not have, as of a token."""
        return demo_certificates.write(key, holder=holder, terms=terms, issuer=self.issuing)

    def crl(self, authority: Party, *, moment: datetime, days: int = 7) -> bytes:
        """Write the revocation list of the root or of the issuing authority."""
        return demo_revocation.revocation_list(
            authority, revoked=self.revoked, moment=moment, days=days, reasons=self.reasons
        )

    def ocsp_answer(
        self, certificate: x509.Certificate, *, moment: datetime, signer: Party | None = None
    ) -> bytes:
        """Answer about one certificate for twelve hours; tests may name a wrong signer."""
        asked = demo_revocation.request(certificate, issuer=self.issuing.certificate)
        by = signer or self.ocsp_signer
        return demo_revocation.answer(
            asked, signer=by, revoked=self.revoked, moment=moment, reasons=self.reasons
        )

    def ocsp_reply(self, request: bytes, *, moment: datetime) -> bytes:
        """Answer the DER request of a client, also one that is malformed or about others."""
        return demo_revocation.answer_bytes(
            request,
            issuer=self.issuing.certificate,
            signer=self.ocsp_signer,
            revoked=self.revoked,
            moment=moment,
            reasons=self.reasons,
        )


def establish(*, moment: datetime, base_url: str = "http://127.0.0.1:8899") -> DemoCa:
    """Draw the keys of a new authority, valid from the day before `moment`.

    Below `base_url` its certificates name `/ocsp`, `/issuing.crl`, `/root.crl` and the two `.crt`.
    """
    since = moment - timedelta(days=1)
    terms = Terms(since=since, days=3650, usages=_AUTHORITY)
    root = demo_certificates.write_authority(
        ec.generate_private_key(ec.SECP384R1()), name="Root CA", terms=terms, issuer=None
    )
    above = Addresses(crl=f"{base_url}/root.crl", issuer=f"{base_url}/root.crt")
    terms = Terms(since=since, days=1825, usages=_AUTHORITY, addresses=above)
    issuing = demo_certificates.write_authority(
        ec.generate_private_key(ec.SECP256R1()), name="Issuing CA", terms=terms, issuer=root
    )
    return DemoCa(
        addresses=Addresses(
            ocsp=f"{base_url}/ocsp",
            crl=f"{base_url}/issuing.crl",
            issuer=f"{base_url}/issuing.crt",
        ),
        root=root,
        issuing=issuing,
        ocsp_signer=_ocsp_signer(issuing, since),
    )


def _ocsp_signer(issuing: Party, since: datetime) -> Party:
    key = ec.generate_private_key(ec.SECP256R1())
    terms = Terms(since=since, days=90, usages=("digital_signature",), purposes=(OCSP_SIGNING,))
    holder = Holder(common_name="OCSP")
    certificate = demo_certificates.write(
        key.public_key(), holder=holder, terms=terms, issuer=issuing
    )
    return Party(certificate=certificate, key=key)

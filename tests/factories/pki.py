"""Which certificates do tests show, and who issued them?

Keys are drawn once for a run; each test gets its own list of what is revoked.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cache

from cryptography.hazmat.primitives.asymmetric import ec, rsa

from openpias.core.pki import demo_ca
from openpias.core.pki.demo_ca import DemoCa
from openpias.core.pki.demo_certificates import CLIENT_AUTH, SERVER_AUTH, Holder, Party, Terms

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
FISCAL_CODE = "11343845"
OWN_URL = "http://127.0.0.1:8899"


class Trait(StrEnum):
    """What is special about a certificate."""

    VALID = "valid"
    RSA = "rsa"
    EXPIRED = "expired"
    NOT_YET_VALID = "not-yet-valid"
    WRONG_PURPOSE = "wrong-purpose"
    WEAK_KEY = "weak-key"
    UNKNOWN_ISSUER = "unknown-issuer"
    REVOKED = "revoked"


def authority(*, moment: datetime = NOW, base_url: str = OWN_URL) -> DemoCa:
    """Return the one authority of this moment and address, with nothing revoked."""
    return replace(_authority(moment, base_url), revoked={}, reasons={})


def certificate(
    trait: Trait = Trait.VALID, *, ca: DemoCa, moment: datetime = NOW, **fields: str
) -> Party:
    """Issue a certificate; `fields` are of `Holder`. A revoked one is put on the list of `ca`."""
    issuer = _stranger(moment) if trait == Trait.UNKNOWN_ISSUER else ca
    key = _key(trait)
    named = holder(**fields)
    party = Party(
        certificate=issuer.certify(key.public_key(), holder=named, terms=_terms(trait, ca, moment)),
        key=key,
    )
    if trait == Trait.REVOKED:
        ca.revoked[party.certificate.serial_number] = moment - timedelta(hours=1)
    return party


def holder(**fields: str) -> Holder:
    """Return an invented holder at an invented practice."""
    defaults = {
        "common_name": "Țărnă Ștefania",
        "given_name": "Ștefania",
        "surname": "Țărnă",
        "serial_number": "TS123",
        "organization": "Cabinet de probă",
        "fiscal_code": FISCAL_CODE,
        "email": "cabinet@example.org",
    }
    return Holder(**{**defaults, **fields})


def _terms(trait: Trait, ca: DemoCa, moment: datetime) -> Terms:
    day = timedelta(days=1)
    since = {Trait.EXPIRED: moment - 20 * day, Trait.NOT_YET_VALID: moment + day}
    return Terms(
        since=since.get(trait, moment - timedelta(hours=2)),
        days=19 if trait == Trait.EXPIRED else 365,
        purposes=(SERVER_AUTH if trait == Trait.WRONG_PURPOSE else CLIENT_AUTH,),
        qualified=True,
        addresses=ca.addresses,
    )


def _key(trait: Trait) -> ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey:
    sizes = {Trait.RSA: 2048, Trait.WEAK_KEY: 1024}
    if trait in sizes:
        return _rsa_key(sizes[trait])
    return ec.generate_private_key(ec.SECP256R1())


@cache
def _rsa_key(bits: int) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, bits)


@cache
def _authority(moment: datetime, base_url: str) -> DemoCa:
    return demo_ca.establish(moment=moment, base_url=base_url)


@cache
def _stranger(moment: datetime) -> DemoCa:
    return demo_ca.establish(moment=moment, base_url="http://stranger.example")

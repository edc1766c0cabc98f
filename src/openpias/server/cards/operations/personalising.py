"""What is written on a card before it is sent, and how does the register know?

The card's own key pair is made with the card; only its public key comes here, and a certificate goes
back. The key that card and unit share leaves the server in the demonstration only: a real card
bureau gets it another way, which is not part of this platform.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings
from django.db import transaction

from openpias.core.pki import demo_certificates
from openpias.core.pki.demo_certificates import Holder, Terms
from openpias.core.smartcard.card_data import CardData
from openpias.server.cards.domain.outcomes import CardProblem
from openpias.server.cards.enums import CardHappening
from openpias.server.cards.models import Card
from openpias.server.cards.operations import histories, unit_keys
from openpias.server.cards.operations.authority import authority
from openpias.server.cards.operations.histories import Cause
from openpias.server.cards.queries.holders import holder_of
from openpias.server.config.env import Profile
from openpias.server.platform.clock import day_of
from openpias.server.registry.api import InsuredView

VERSION = "1"


class KeyExportRefusedError(Exception):
    """Production gives no card key away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Personalised:
    """What a card is made of, besides the key pair that it has."""

    card_number: str
    card_key: bytes
    data: CardData
    certificate: bytes


def personalise(
    card_number: str, *, public_key: ec.EllipticCurvePublicKey, at: datetime
) -> Personalised | CardProblem:
    """Certify a card's key and return what is written on the card; done again, with another key.

    Raises KeyExportRefusedError in production, and SettingError without an authority.
    """
    if settings.PROFILE is Profile.PRODUCTION:
        raise KeyExportRefusedError
    issuer = authority()
    with transaction.atomic():
        card = Card.objects.select_for_update(no_key=True).filter(number=card_number).first()
        if card is None:
            return CardProblem.UNKNOWN
        holder = holder_of(card)
        terms = Terms(since=at - timedelta(days=1), days=_days(card), purposes=())
        certificate = demo_certificates.write(
            public_key, holder=_named(card), terms=terms, issuer=issuer
        )
        card.certificate = _der(certificate)
        card.personalised_at = at
        card.save(update_fields=["certificate", "personalised_at"])
        histories.note(card, CardHappening.PERSONALISED, cause=Cause(actor=None, at=at))
        data = _data(holder, card, at=at)
    key = unit_keys.of(card.number, card.key_version)
    return Personalised(
        card_number=card.number, card_key=key, data=data, certificate=_der(certificate)
    )


def _days(card: Card) -> int:
    if card.valid_from is None or card.valid_to is None:
        return 365
    return max(1, (card.valid_to - card.valid_from).days)


def _named(card: Card) -> Holder:
    """Name the holder by the opaque id of the card: a certificate travels with each signature."""
    return Holder(common_name=f"Card {str(card.public_id)[:8]}", serial_number=str(card.public_id))


def _der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(Encoding.DER)


def _data(holder: InsuredView, card: Card, *, at: datetime) -> CardData:
    doctor = holder.family_doctor_on(day_of(at))
    return CardData(
        card_number=card.number,
        version=VERSION,
        surname=holder.surname,
        given_name=holder.given_name,
        birth_date=holder.birth_date,
        cnp=holder.cnp,
        cid=holder.cid,
        doctor_surname=doctor.surname if doctor else "",
        doctor_given_name=doctor.given_name if doctor else "",
        doctor_code=doctor.stamp_code if doctor else "",
        doctor_phone=doctor.phone if doctor else "",
    )

"""Which invented holders have cards, and what do those cards prove of themselves?

The card here says and proves what a test wants; a real (virtual) card runs in
`tests/server/cards/test_with_a_card.py`.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from django.conf import settings

from openpias.core.contracts.management_unit import CaseKind, ProofPurpose
from openpias.core.identifiers import card_number, cid
from openpias.core.smartcard import card_status, cryptograms
from openpias.core.smartcard.card_status import CardStatus
from openpias.core.smartcard.life_cycle import Act
from openpias.core.smartcard.states import CardState
from openpias.server.cards.models import Card, CardEvent
from openpias.server.cards.operations import cases, proofs, sessions, terminals
from openpias.server.cards.operations.cases import CaseReport
from openpias.server.cards.operations.proofs import CardProof
from openpias.server.platform.accounts.enums import Role
from openpias.server.registry.models import InsuredPerson
from tests.factories import insured, people, providers
from tests.factories.providers import CUI, OTHER_CUI

AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
BIRTH = date(1985, 11, 24)


def holder(**fields) -> InsuredPerson:
    """Enter an invented insured person of the house of Suceava."""
    defaults = {
        "cnp": insured.cnp(),
        "cid": cid.draw(),
        "surname": "Țurcanu",
        "given_name": "Ștefania",
        "surname_folded": "turcanu",
        "given_name_folded": "stefania",
        "birth_date": BIRTH,
        "sex": "F",
        "house_code": "CAS-SV",
        "enrolled_at": AT,
    }
    return InsuredPerson.objects.create(**{**defaults, **fields})


def card(state=CardState.ACTIVE, *, was_active=None, **fields) -> Card:
    """Enter a card in a state; the holder is new unless `insured` says otherwise."""
    owner = fields.pop("insured", None) or holder()
    defaults = {
        "number": card_number.draw(),
        "insured": owner,
        "house_code": owner.house_code,
        "state": state.value,
        "valid_from": date(2024, 1, 1),
        "valid_to": date(2030, 12, 31),
        "created_at": AT,
    }
    row = Card.objects.create(**{**defaults, **fields})
    if was_active if was_active is not None else state in {CardState.ACTIVE, CardState.BLOCKED}:
        CardEvent.objects.create(
            card=row, happening=Act.ACTIVATE.value, from_state=5, to_state=7, at=AT
        )
    return row


def clerk(provider=CUI, **fields):
    """Return a receptionist of a practice in contract with the house of Suceava."""
    return people.actor(provider=provider, **fields)


def stranger():
    """Return a receptionist of another practice."""
    return clerk(provider=OTHER_CUI)


def specialist(house="CAS-SV", **fields):
    """Return a card specialist of a house."""
    return people.actor(roles=(Role.CARD_SPECIALIST,), provider=house, house_code=house, **fields)


def administrator():
    """Return somebody of CNAS, who sees every house."""
    return people.actor(roles=(Role.ADMINISTRATOR,), provider="CNAS", house_code="")


def registered_provider(phone="0253 223 940") -> str:
    """Enter the practice with its contract and telephone; return its fiscal code."""
    from openpias.server.providers.operations import phones

    public_id = providers.entered()
    if phone:
        assert phones.save(public_id, phone, actor=providers.operator(), at=AT) is None
    return CUI


def terminal(actor, *, serial="A1", at=AT) -> str:
    """Enrol a terminal and return its opaque id."""
    return terminals.enrol(
        serial,
        name="Cititor",
        house=actor.provider.house_code,
        contract="17/2026",
        actor=actor,
        at=at,
    ).terminal


@dataclass(slots=True)
class Inserted:
    """A card in a terminal, with its session; `status` is what the card would say."""

    row: Card
    actor: object
    terminal: str
    opened: sessions.Opened
    status: CardStatus
    nonce: bytes

    @property
    def key(self) -> bytes:
        return cryptograms.card_key(settings.CARD_MASTER_KEY, self.row.number)

    def says(self, **fields) -> None:
        """Change what the card says of itself."""
        self.status = replace(self.status, **fields)

    def shown(self, purpose=ProofPurpose.AUTHENTICATION, *, key=None, **fields) -> CardProof:
        """Return a proof of the card about the nonce."""
        status = card_status.encode(self.status)
        code = cryptograms.proof(key or self.key, nonce=self.nonce, status=status)
        parts = {"purpose": purpose, "nonce": self.nonce, "status": status, "proof": code}
        return CardProof(**{**parts, **fields})

    def proves(self, purpose=ProofPurpose.AUTHENTICATION, *, at=AT, **fields):
        """Send a proof and return the answer; the next nonce is kept."""
        taken = proofs.take(
            self.opened.token, shown=self.shown(purpose, **fields), actor=self.actor, at=at
        )
        self.nonce = getattr(taken, "nonce", self.nonce)
        return taken


def inserted(row: Card, actor, *, where=None, at=AT, **said) -> Inserted:
    """Put a card into a terminal of the actor's practice and open its session."""
    place = where or terminal(actor)
    opened = sessions.open_session(
        terminal=place, card_number=row.number, cid=None, actor=actor, at=at
    )
    state = CardState(row.state)
    defaults = {
        "card_number": row.number,
        "activated": state is not CardState.INACTIVE,
        "blocked": state is CardState.BLOCKED,
        "must_change": False,
        "pin_verified": state is CardState.ACTIVE,
        "tries_left": 0 if state is CardState.BLOCKED else 5,
        "pin_changes": row.pin_changes,
        "resets": row.resets,
    }
    return Inserted(
        row=row,
        actor=actor,
        terminal=place,
        opened=opened,
        status=CardStatus(**{**defaults, **said}),
        nonce=opened.nonce,
    )


def reported(row: Card, actor, *, where=None, kind=CaseKind.BLOCKED, at=AT, key="", **fields):
    """Report a card as a practice does, with the holder's name and birth date."""
    defaults = {
        "kind": kind,
        "code": -15 if kind is CaseKind.BLOCKED else -5,
        "terminal": where or terminal(actor),
        "cid": row.insured.cid if kind is CaseKind.BLOCKED else "",
        "card_number": row.number if kind is CaseKind.INVALID else "",
        "holder_surname": row.insured.surname,
        "holder_birth_date": row.insured.birth_date,
    }
    typed = CaseReport(**{**defaults, **fields})
    return cases.report(typed, request_key=key, actor=actor, at=at)

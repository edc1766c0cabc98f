"""Who holds the cards of the demonstration, and in which state is each?"""

from datetime import datetime

from openpias.core.identifiers.cnp import control_digit
from openpias.core.smartcard.states import CardState
from openpias.server.cards.operations import demo
from openpias.server.cards.operations.demo import DemoCard
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.accounts.credentials import actor_of
from openpias.server.platform.accounts.models import Account
from openpias.server.registry import api as registry
from openpias.server.registry.operations import insured_demo
from openpias.server.registry.operations.insured_demo import DemoInsured

# File name and state, in the order of the demonstration's insured persons.
CARDS = (
    ("activ", CardState.ACTIVE),
    ("activ-2", CardState.ACTIVE),
    ("inactiv", CardState.INACTIVE),
    ("blocat", CardState.BLOCKED),
    ("suspendat", CardState.SUSPENDED),
    ("date-incorecte", CardState.WRONG_DATA),
)


def enter(*, at: datetime) -> tuple[DemoCard, ...]:
    """Take the demonstration's insured persons in and give them their cards; harmless to repeat."""
    insured_demo.load(actor=_actor("demo-casa"), at=at)
    wanted = [
        (name, _insured(person), state)
        for person, (name, state) in zip(insured_demo.PERSONS, CARDS, strict=True)
    ]
    return demo.enter(wanted, actor=_actor("demo-card"), at=at)


def _actor(username: str) -> Actor:
    return actor_of(Account.objects.get(username=username))


def _insured(person: DemoInsured) -> str:
    found = registry.insured_by_cnp(person.body + control_digit(person.body))
    if found is None:
        raise RuntimeError(f"{person.surname} of the demonstration is not in the register")
    return found.public_id

"""Who holds the cards of the demonstration? Invented persons, whose CNP nobody can have.

Each CNP says the thirtieth of February, so that it is no living person's; the reason says so.
"""

from datetime import datetime

from openpias.core.identifiers.cnp import control_digit
from openpias.core.smartcard.states import CardState
from openpias.server.cards.operations import demo
from openpias.server.cards.operations.demo import DemoCard
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.accounts.credentials import actor_of
from openpias.server.platform.accounts.models import Account
from openpias.server.registry.domain.insured_inputs import (
    FamilyDoctorInput,
    InsuranceInput,
    InsuredInput,
)
from openpias.server.registry.operations import insured_periods, insured_persons
from openpias.server.registry.operations.insured_persons import NotEnrolled

HOUSE = "CAS-SV"
# File name, surname, given name, birth date, sex, state of the card.
HOLDERS = (
    ("activ", "Țurcanu", "Ștefania", "24-11-1985", "F", CardState.ACTIVE),
    ("activ-2", "Munteanu", "Ioniță", "03-05-1972", "M", CardState.ACTIVE),
    ("blocat", "Șerban", "Mălina", "17-09-1990", "F", CardState.BLOCKED),
    ("inactiv", "Rusu", "Dănuț", "30-01-2001", "M", CardState.INACTIVE),
    ("suspendat", "Ciobanu", "Ilinca", "12-12-1964", "F", CardState.SUSPENDED),
    ("date-incorecte", "Vântu", "Petru", "08-07-1958", "M", CardState.WRONG_DATA),
)
_REASON = "Persoană inventată pentru demonstrație"


def enter(*, at: datetime) -> tuple[DemoCard, ...]:
    """Take the invented persons in and give them their cards; harmless to repeat."""
    operator, specialist = _actor("demo-casa"), _actor("demo-card")
    wanted = [
        (holder[0], _insured(place, holder, operator=operator, at=at), holder[5])
        for place, holder in enumerate(HOLDERS, start=1)
    ]
    return demo.enter(wanted, actor=specialist, at=at)


def _actor(username: str) -> Actor:
    return actor_of(Account.objects.get(username=username))


def _insured(
    place: int,
    holder: tuple[str, str, str, str, str, CardState],
    *,
    operator: Actor,
    at: datetime,
) -> str:
    _, surname, given_name, birth_date, sex, _ = holder
    typed = InsuredInput(
        cnp=_cnp(place, birth_date, sex),
        surname=surname,
        given_name=given_name,
        birth_date=birth_date,
        sex=sex,
        cnp_disagreement_reason=_REASON,
    )
    answer = insured_persons.enrol(typed, house=HOUSE, actor=operator, at=at)
    if isinstance(answer, NotEnrolled):
        # Somebody put the demonstration's holder right: they keep their card.
        return _known(answer)
    if answer.is_new:
        _insure(answer.insured, actor=operator, at=at)
    return answer.insured


def _known(answer: NotEnrolled) -> str:
    if not answer.known:
        raise RuntimeError(f"a holder of the demonstration was not taken in: {answer.findings}")
    return answer.known


def _insure(insured: str, *, actor: Actor, at: datetime) -> None:
    period = InsuranceInput(category="EMPLOYEE", state="ASIGURAT", valid_from="01-01-2026")
    insured_periods.insure(insured, period, version=1, actor=actor, at=at)
    doctor = FamilyDoctorInput(
        stamp_code="A12345",
        surname="Rusu",
        given_name="Ioan",
        phone="0230 555 012",
        provider_code="90000001",
        valid_from="01-01-2026",
    )
    insured_periods.choose_family_doctor(insured, doctor, version=2, actor=actor, at=at)


def _cnp(place: int, birth_date: str, sex: str) -> str:
    year = int(birth_date[-4:])
    first = (1 if year < 2000 else 5) + (sex == "F")
    body = f"{first}{year % 100:02d}023070{place:03d}"
    return body + control_digit(body)

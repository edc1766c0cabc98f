"""Whose number is this? Asked as soon as it was typed or read from the slip."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from openpias.core.calendar import dates
from openpias.core.calendar.dates import DateProblem
from openpias.core.rules.facts import RegisterState
from openpias.core.rules.identifiers import has_wrong_digit, is_thirteen_digits
from openpias.core.rules.records import PersonType
from openpias.server.registry import api as registry
from openpias.server.registry.api import Reported
from openpias.server.reporting.domain.drafts import RecordInput
from openpias.server.reporting.web.draft_forms import slip_digits


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is known of a number; `is_good` says that the service can be written on it."""

    is_good: bool
    text: str


def ask(typed: RecordInput) -> Asked:
    """Say whether the number is one of the register, and whether name and birth date are its own."""
    number = typed.identifier or typed.cnp or typed.cid
    if not number:
        return Asked(is_good=False, text=_("Scrieți sau citiți numărul pacientului."))
    if slip_digits(number):
        return Asked(
            is_good=False,
            text=_("Codul nu este al unei fișe valabile. Citiți-l din nou sau scrieți numărul."),
        )
    if typed.person_type != PersonType.OUG15:
        return _other(number)
    born = dates.parse_full(typed.birth_date.strip())
    asked = Reported(
        identifier=number.replace(" ", ""),
        surname=typed.surname,
        given_name=typed.given_name,
        birth_date=None if isinstance(born, DateProblem) else born,
    )
    facts = registry.reported([asked])[asked].facts
    if facts.names_agree is False or facts.birth_agrees is False:
        return Asked(
            is_good=False,
            text=_(
                "Numărul este în registru, dar numele sau data nașterii nu se potrivesc cu el. "
                "Comparați cu fișa."
            ),
        )
    return _of_state(facts.state, number=asked.identifier)


def _other(number: str) -> Asked:
    if is_thirteen_digits(number) and has_wrong_digit(number):
        return Asked(
            is_good=False, text=_("Cifra de control nu se potrivește. Verificați numărul.")
        )
    return Asked(is_good=True, text=_("Numărul are forma potrivită."))


def _of_state(state: RegisterState, *, number: str) -> Asked:
    if state is RegisterState.UNKNOWN and is_thirteen_digits(number) and has_wrong_digit(number):
        return _other(number)
    good = state not in {RegisterState.UNKNOWN, RegisterState.WITHDRAWN}
    text = {
        RegisterState.VALID: _("Numărul este în registru și este valabil."),
        RegisterState.MERGED: _(
            "Numărul este în registru; persoana are și alt număr. Serviciul se leagă de aceeași persoană."
        ),
        RegisterState.SUPERSEDED: _(
            "Numărul este în registru, dar a fost înlocuit. Cereți fișa nouă sau CNP-ul de pe permis."
        ),
        RegisterState.WITHDRAWN: _(
            "Numărul a fost retras. Nu îl folosiți: înregistrați persoana sau sunați la casă."
        ),
        RegisterState.UNKNOWN: _(
            "Numărul nu este în registru. Verificați cifrele; dacă persoana nu are număr, înregistrați-o."
        ),
    }[state]
    return Asked(is_good=good, text=text)

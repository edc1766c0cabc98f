"""Which numbers and codes do the rules work with, since when, and who says so?

Each is dated by the day of the service; what no act that we read says is marked `OpenPIAS`.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from openpias.core.rules.records import PersonType


class Term(StrEnum):
    """The name of a value that an installation may switch off."""

    OLDEST_DAYS = "oldest-service-days"
    REFERRAL_DAYS = "referral-days"
    CARD_TYPES = "types-with-card"
    WITHOUT_REFERRAL = "types-without-referral"
    CLOSED_KINDS = "kinds-closed-to-displaced"
    MOVED_DAY = "arrival-of-moved-day"
    CARD_AGE = "card-from-age"
    LEAVE_FOR_CHILD = "leave-codes-for-child"
    LEAVE_FOR_EMERGENCY = "leave-codes-for-emergency"
    LEAVE_FOR_CONTAGION = "leave-codes-for-contagion"


def N_(text: str) -> str:  # noqa: N802 - the name by which texts are collected
    """Mark a text for the catalogues."""
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value of a term in its validity; both ends belong to it."""

    term: Term
    says: str
    number: int | None = None
    codes: frozenset[str] = frozenset()
    act: str = "OpenPIAS"
    article: str = ""
    source: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    def is_valid_on(self, day: date) -> bool:
        """Tell whether the value holds for a service of this day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day <= self.valid_to)


VALUES: tuple[Value, ...] = (
    Value(
        term=Term.OLDEST_DAYS,
        says=N_("Un serviciu mai vechi de trei ani nu se mai raportează."),
        number=3 * 365 + 1,
        source=(
            "No act that we read says how late a correction may come; three years are the general "
            "term after which claims are barred. A mistyped year is what it catches."
        ),
    ),
    Value(
        term=Term.REFERRAL_DAYS,
        says=N_("Un bilet de trimitere folosit după 90 de zile se semnalează."),
        number=90,
        source=(
            "The framework contract sets terms that differ by disease and changed often, and its text "
            "was not read. The longest one that we know of is taken, so that it never warns wrongly."
        ),
    ),
    Value(
        term=Term.CARD_TYPES,
        says=N_("Semnătura cu cardul se cere numai pentru pacienții raportați ca asigurați."),
        codes=frozenset({"", PersonType.INSURED.value}),
        source=(
            "Foreign persons and beneficiaries of OUG 15/2022 have no national card. Whether victims of "
            "work accidents and injuries sign is not said, so they are not asked. No type means insured."
        ),
    ),
    Value(
        term=Term.WITHOUT_REFERRAL,
        says=N_(
            "Beneficiarii OUG 15/2022 primesc servicii în specialitățile clinice fără bilet de trimitere."
        ),
        codes=frozenset({PersonType.OUG15.value}),
        act="Adresa CAS Călărași 3621/2022, pentru OUG 15/2022",
        article="asistența medicală ambulatorie, specialitățile clinice",
        source=(
            "Circular of CAS Călărași of March 2022. Laboratory services are not named there. "
            "Read from the first day of the ordinance on, in the patient's favour: ours."
        ),
        valid_from=date(2022, 2, 27),
    ),
    Value(
        term=Term.CLOSED_KINDS,
        says=N_(
            "Concediul medical și dializa nu primesc beneficiari ai OUG 15/2022 în schemele oficiale."
        ),
        codes=frozenset({"SICK", "DIA"}),
        act="Schemele XML ale specificațiilor 3.7.30",
        article="ImportSickLeaveReport, ImportDialysis",
        source=(
            "A sick leave has no place for a person type or a foreign person; the four lists of dialysis "
            "accept four person types, and OUGMGR is none of them."
        ),
    ),
    Value(
        term=Term.MOVED_DAY,
        says=N_(
            "O corectură care mută ziua serviciului mai târziu păstrează prima sosire numai dacă se schimbă doar ziua, iar serviciul fusese trimis la timp."
        ),
        source=(
            "No act that we read says what a correction of the day does to the term. Without it a late "
            "service would be in time as soon as a later day is written. Off: the first arrival counts."
        ),
    ),
    Value(
        term=Term.CARD_AGE,
        says=N_("Asigurații mai tineri de 18 ani nu au card și nu semnează cu el."),
        number=18,
        source=(
            "That the national card is given to insured persons of 18 years and more is published widely; "
            "the act that says it was not read. The age is read from the CNP."
        ),
    ),
    Value(
        term=Term.LEAVE_FOR_CHILD,
        says=N_("Codul 09 este concediul pentru îngrijirea copilului bolnav."),
        codes=frozenset({"09"}),
        act="Schemele XML ale specificațiilor 3.7.30",
        article="ImportSickLeaveReport, childPid",
        source="The schema names this code alone.",
    ),
    Value(
        term=Term.LEAVE_FOR_EMERGENCY,
        says=N_("Codul 06 este urgența medico-chirurgicală."),
        codes=frozenset({"06"}),
        source="As certificates print it; the norms were not read.",
    ),
    Value(
        term=Term.LEAVE_FOR_CONTAGION,
        says=N_("Codul 05 este boala infectocontagioasă din grupa A."),
        codes=frozenset({"05"}),
        source="As certificates print it; the norms were not read.",
    ),
)

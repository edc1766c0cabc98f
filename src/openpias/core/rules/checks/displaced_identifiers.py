"""Is a displaced person named by a number that can be one?

The number stands in `foreignPerson/personIdentifier`: a temporary number (9 and a Verhoeff digit),
the CNP of a residence permit (7 or 8), or a number given elsewhere, of which no check is published.
A number that the register knows is never malformed. A permit's CNP may also stand where CNPs do: no
text says that it may not.
"""

from openpias.core.identifiers import temporary_number
from openpias.core.rules.facts import Case, Facts, RegisterState, Source
from openpias.core.rules.identifiers import has_cnp, has_wrong_digit, is_thirteen_digits
from openpias.core.rules.policy import RulesPolicy
from openpias.core.rules.records import Patient
from openpias.core.rules.rule import IN_FORCE_15, N_, PERSON_GROUPS, SCHEMAS, Hit, Rule

_AT = "patient/identifier"
_ARTICLE = "foreignPerson/@personIdentifier, personType OUGMGR"
_SUPPLIER = N_(
    "Pentru OUGMGR completați foreignPerson cu personIdentifier: numărul de 13 cifre de pe fișă, fără blancuri, sau CNP-ul de pe permis."
)


def is_known(facts: Facts) -> bool:
    """Tell whether the register knows the reported identifier, in whatever state."""
    return facts.person is not None and facts.person.state is not RegisterState.UNKNOWN


def number_of(patient: Patient) -> str:
    """Return the number of a displaced person, wherever it stands; "" where there is none."""
    return patient.identifier or (patient.cnp if has_cnp(patient.cnp) else "")


def is_malformed(case: Case) -> bool:
    """Tell whether an identifier cannot be one of a displaced person."""
    identifier, facts = number_of(case.record.patient), case.facts
    if not identifier or is_known(facts) or temporary_number.is_practice(identifier):
        return False
    if is_thirteen_digits(identifier):
        return has_wrong_digit(identifier)
    # A number that a house gave may have another shape: only the register can tell.
    return Source.REGISTER not in facts.unasked


def _has_foreign_person(patient: Patient) -> bool:
    return bool(number_of(patient) or patient.surname or patient.given_name or patient.country)


def without_foreign_person(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find a displaced person without the part of the message that says who they are."""
    return None if _has_foreign_person(case.record.patient) else Hit(_AT)


def missing(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find a displaced person with a name and without a number."""
    patient = case.record.patient
    if number_of(patient) or not _has_foreign_person(patient):
        return None
    return Hit(_AT)


def malformed(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find a number that cannot be one."""
    return Hit(_AT) if is_malformed(case) else None


def practice(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find a number that was given in practice mode, which is nobody's."""
    if not temporary_number.is_practice(case.record.patient.identifier):
        return None
    return None if is_known(case.facts) else Hit(_AT)


def other_type(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find somebody with a number of a displaced person who is reported as something else."""
    identifier = case.record.patient.identifier
    is_one = identifier and (is_known(case.facts) or temporary_number.is_valid(identifier))
    return Hit("patient/person_type") if is_one else None


def in_cnp(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find a temporary number where a CNP belongs."""
    return Hit("patient/cnp") if temporary_number.is_valid(case.record.patient.cnp) else None


RULES = (
    Rule(
        code="displaced-without-person",
        wire_code="OUG15_NO_PERSON",
        says=N_("Un beneficiar OUG 15/2022 se raportează cu datele persoanei străine."),
        practice=N_(
            "Pacientul este raportat ca beneficiar OUG 15/2022, fără datele lui. Completați numărul de identificare, numele și prenumele de pe fișă."
        ),
        supplier=_SUPPLIER,
        check=without_foreign_person,
        displaced=True,
        groups=PERSON_GROUPS,
        act=SCHEMAS,
        article=_ARTICLE,
        source="The element is optional for everybody; that OUGMGR needs it follows from the manual.",
        valid_from=IN_FORCE_15,
    ),
    Rule(
        code="displaced-number-missing",
        wire_code="OUG15_NO_NUMBER",
        says=N_("Un beneficiar OUG 15/2022 se raportează cu numărul lui de identificare."),
        practice=N_(
            "Lipsește numărul de identificare al pacientului. Citiți-l de pe fișă; cine nu are un număr primește unul din e-PIAS."
        ),
        supplier=_SUPPLIER,
        check=missing,
        displaced=True,
        groups=PERSON_GROUPS,
        act=SCHEMAS,
        article=_ARTICLE,
        source="personIdentifier is required in foreignPerson.",
        valid_from=IN_FORCE_15,
    ),
    Rule(
        code="displaced-number-malformed",
        wire_code="OUG15_NUMBER_FORMAT",
        says=N_("Numărul de identificare este bine format."),
        practice=N_(
            "Numărul de identificare este scris greșit. Citiți-l din nou de pe fișă sau de pe permis, sau scanați codul."
        ),
        supplier=N_(
            "Un număr care începe cu 9 are cifra Verhoeff, unul cu 7 sau 8 pe cea a CNP-ului; alte forme numai dacă registrul le cunoaște."
        ),
        check=malformed,
        displaced=True,
        groups=PERSON_GROUPS,
        source="The plan of the number is ours (ADR 0005); the official structure is not public.",
        valid_from=IN_FORCE_15,
    ),
    Rule(
        code="displaced-number-practice",
        wire_code="OUG15_PRACTICE",
        says=N_("Un număr din modul de exersare nu se raportează."),
        practice=N_(
            "Numărul a fost dat în modul de exersare și nu este al nimănui. Înregistrați persoana și raportați cu numărul ei."
        ),
        supplier=N_("Numerele din exersare au cifra de control greșită cu intenție."),
        check=practice,
        displaced=True,
        groups=PERSON_GROUPS,
        valid_from=IN_FORCE_15,
    ),
    Rule(
        code="displaced-other-type",
        wire_code="OUG15_OTHER_TYPE",
        says=N_("O persoană cu număr temporar se raportează ca beneficiar OUG 15/2022."),
        practice=N_(
            "Pacientul are un număr de beneficiar OUG 15/2022, dar este raportat altfel. Alegeți cetățeni străini, apoi beneficiar OUG15 – ALTE4."
        ),
        supplier=N_("Puneți personType OUGMGR când personIdentifier este un număr temporar."),
        check=other_type,
        displaced=False,
        groups=PERSON_GROUPS,
        act=SCHEMAS,
        article=_ARTICLE,
        source="The flow of the manual: cetățeni străini, beneficiar OUG15, ALTE4.",
        valid_from=IN_FORCE_15,
    ),
    Rule(
        code="displaced-number-as-cnp",
        wire_code="OUG15_NUMBER_AS_CNP",
        says=N_("Numărul temporar nu se scrie în locul CNP-ului."),
        practice=N_(
            "Numărul temporar este scris în locul CNP-ului. Mutați-l la datele persoanei străine și alegeți beneficiar OUG15."
        ),
        supplier=N_(
            "Puneți numărul în foreignPerson/personIdentifier; în pid, unde se cere, 13 zerouri."
        ),
        check=in_cnp,
        groups=PERSON_GROUPS,
        act=SCHEMAS,
        article="PrimaryCareServicesValidateRequest, pid",
        source="Where the text states a rule for foreigners, pid is thirteen zeros.",
        valid_from=IN_FORCE_15,
    ),
)

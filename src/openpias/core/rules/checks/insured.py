"""As what is the patient reported, and is an insured person named by a sound identifier?"""

from openpias.core.identifiers import cid, cnp
from openpias.core.rules.facts import Case
from openpias.core.rules.identifiers import has_cnp
from openpias.core.rules.policy import RulesPolicy
from openpias.core.rules.records import PersonType, ReportKind
from openpias.core.rules.rule import N_, PERSON_GROUPS, SCHEMAS, Hit, Rule

_TYPES = frozenset({"", *(each.value for each in PersonType)})
_INSURED = frozenset({"", PersonType.INSURED.value})
# Crews of ambulances bring people whose names nobody knows yet.
_NAMED = frozenset(ReportKind) - {ReportKind.AMBULANCE}


def unknown_type(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find a person type that is not on the official list; none at all means insured."""
    return None if case.record.patient.person_type in _TYPES else Hit("patient/person_type")


def cnp_wrong(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find a CNP whose control digit does not check; thirteen zeros stand for none."""
    reported = case.record.patient.cnp
    return Hit("patient/cnp") if has_cnp(reported) and not cnp.is_valid(reported) else None


def cid_wrong(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find a CID that is not twenty digits."""
    patient = case.record.patient
    if patient.person_type not in _INSURED or not patient.cid or cid.is_valid(patient.cid):
        return None
    return Hit("patient/cid")


def unnamed(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find an insured person without CNP, CID and card."""
    patient, card = case.record.patient, case.record.card
    if patient.person_type not in _INSURED or patient.identifier:
        return None
    named = has_cnp(patient.cnp) or patient.cid or (card is not None and card.card_number)
    return None if named else Hit("patient/cnp")


RULES = (
    Rule(
        code="person-type-unknown",
        wire_code="PERSON_TYPE",
        says=N_("Tipul pacientului este unul din lista oficială."),
        practice=N_("Tipul pacientului nu este în listă. Alegeți-l din lista aplicației."),
        supplier=N_(
            "personType este ASIGURAT, ACCI_PROF, PREJ_DAUN, CARD_EURO, CETA_CONV, FORM_CEE sau OUGMGR."
        ),
        check=unknown_type,
        groups=PERSON_GROUPS,
        act=SCHEMAS,
        article="CommonReportingTypes, personType",
        source="Seven values; several lists of the monthly reports do not enumerate them.",
    ),
    Rule(
        code="cnp-wrong",
        wire_code="CNP_WRONG",
        says=N_("CNP-ul are cifra de control potrivită."),
        practice=N_("CNP-ul este greșit. Citiți-l din actul de identitate și corectați-l."),
        supplier=N_(
            "CNP-ul are 13 cifre, ultima de control; pentru un străin fără CNP, 13 zerouri."
        ),
        check=cnp_wrong,
        displaced=False,
        groups=PERSON_GROUPS,
        source="The control digit of a CNP is published widely; the act that says it was not read.",
    ),
    Rule(
        code="cid-wrong",
        wire_code="CID_WRONG",
        says=N_("CID-ul are 20 de cifre."),
        practice=N_("CID-ul nu are 20 de cifre. Citiți-l de pe card sau treceți CNP-ul."),
        supplier=N_("Forma este [0-9]{20}."),
        check=cid_wrong,
        displaced=False,
        groups=PERSON_GROUPS,
        act=SCHEMAS,
        article="cid",
        source="Pattern of the published schemas.",
    ),
    Rule(
        code="insured-unnamed",
        wire_code="INSURED_UNNAMED",
        says=N_("Asiguratul are CNP, CID sau numărul cardului."),
        practice=N_(
            "Lipsește CNP-ul sau CID-ul asiguratului. Treceți-l; pentru o persoană din Ucraina alegeți tipul OUGMGR și numărul ei."
        ),
        supplier=N_("Trimiteți pid, cid sau numărul cardului pentru personType ASIGURAT."),
        check=unnamed,
        displaced=False,
        kinds=_NAMED,
        groups=PERSON_GROUPS,
        source="The schemas make each of them optional in several lists; without any nobody is meant.",
    ),
)

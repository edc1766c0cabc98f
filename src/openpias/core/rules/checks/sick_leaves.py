"""Does a certificate of sick leave grant days that can be, for a reason that is whole?

A certificate has no person type and no foreign person: who has no CNP or CID cannot stand in it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from openpias.core.findings import Severity
from openpias.core.identifiers import cid, cnp
from openpias.core.rules.facts import Case
from openpias.core.rules.policy import RulesPolicy
from openpias.core.rules.records import RecordGroup, SickLeave
from openpias.core.rules.rule import N_, SCHEMAS, Hit, Rule
from openpias.core.rules.terms import Term

_IN_HOSPITAL = "IN"


@dataclass(frozen=True, slots=True)
class _Days:
    """One interval of a certificate; `place` begins the names of its fields."""

    place: str
    first: date | None
    last: date | None
    diagnosis: str


def _intervals(leave: SickLeave) -> Iterator[_Days]:
    found = (
        _Days("hospital", leave.hospital_from, leave.hospital_to, leave.hospital_diagnosis),
        _Days("home", leave.home_from, leave.home_to, leave.home_diagnosis),
    )
    yield from (each for each in found if each.first or each.last)


def days_missing(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find a certificate without days of its kind, or with one end of them only."""
    leave = case.record.leave or SickLeave()
    for each in _intervals(leave):
        if each.first is None or each.last is None:
            return Hit(f"leave/{each.place}_{'from' if each.first is None else 'to'}")
    asked = "hospital" if leave.kind == _IN_HOSPITAL else "home"
    return (
        None if asked in {each.place for each in _intervals(leave)} else Hit(f"leave/{asked}_from")
    )


def days_reversed(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find days that end before they begin."""
    for each in _intervals(case.record.leave or SickLeave()):
        if each.first and each.last and each.last < each.first:
            return Hit(f"leave/{each.place}_to")
    return None


def outside_month(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find days that are not in the month for which the certificate is valid."""
    leave = case.record.leave or SickLeave()
    for each in _intervals(leave):
        for name, day in (("from", each.first), ("to", each.last)):
            if day is not None and (day.year, day.month) != (leave.year, leave.month):
                return Hit(f"leave/{each.place}_{name}", _month(leave))
    return None


def other_month(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find a certificate of another month than its report's."""
    leave, header = case.record.leave or SickLeave(), case.header
    is_same = (leave.year, leave.month) == (header.starts_on.year, header.starts_on.month)
    return None if is_same else Hit("leave/month", _month(leave))


def diagnosis_missing(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find days without the code of their diagnosis."""
    for each in _intervals(case.record.leave or SickLeave()):
        if not each.diagnosis:
            return Hit(f"leave/{each.place}_diagnosis")
    return None


def child_missing(case: Case, policy: RulesPolicy) -> Hit | None:
    """Find a leave for the care of a child that does not say which."""
    leave = case.record.leave or SickLeave()
    asked = policy.codes(Term.LEAVE_FOR_CHILD, case.record.given_on)
    is_missing = leave.indemnity in asked and not (leave.child_cnp or leave.child_cid)
    return Hit("leave/child_cnp", {"code": leave.indemnity}) if is_missing else None


def child_wrong(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find a child whose CNP or CID does not check."""
    leave = case.record.leave or SickLeave()
    if leave.child_cnp and not cnp.is_valid(leave.child_cnp):
        return Hit("leave/child_cnp")
    return Hit("leave/child_cid") if leave.child_cid and not cid.is_valid(leave.child_cid) else None


def original_missing(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find a duplicate that does not name the certificate for which it stands."""
    leave = case.record.leave or SickLeave()
    if not leave.duplicate or (leave.original_series and leave.original_number):
        return None
    return Hit("leave/original_number" if leave.original_series else "leave/original_series")


def reason_missing(case: Case, policy: RulesPolicy) -> Hit | None:
    """Find an emergency or a contagious disease whose own code is missing."""
    leave, day = case.record.leave or SickLeave(), case.record.given_on
    for term, at, said in (
        (Term.LEAVE_FOR_EMERGENCY, "emergency", leave.emergency),
        (Term.LEAVE_FOR_CONTAGION, "contagious", leave.contagious),
    ):
        if leave.indemnity in policy.codes(term, day) and not said:
            return Hit(f"leave/{at}", {"code": leave.indemnity})
    return None


def _month(leave: SickLeave) -> dict[str, str]:
    return {"month": f"{leave.month:02d}-{leave.year}"}


_GROUPS = frozenset({RecordGroup.CERTIFICATES})
_STRUCTURE = "ImportSickLeaveReport"

RULES = (
    Rule(
        code="leave-days-missing",
        wire_code="LEAVE_NO_DAYS",
        says=N_("Certificatul are prima și ultima zi de concediu, pentru felul lui."),
        practice=N_(
            "Lipsește prima sau ultima zi de concediu. La internare scrieți zilele din spital; la ambulatoriu și externare, zilele de acasă."
        ),
        supplier=N_(
            "Completați internValidFrom și internValidTo pentru IN, externValidFrom și externValidTo pentru AM și EX."
        ),
        check=days_missing,
        groups=_GROUPS,
        source=(
            "The schema makes all four days optional; a certificate without days grants nothing. That those "
            "of an ambulatory one stand in the second pair, which is named for discharge, is ours."
        ),
    ),
    Rule(
        code="leave-days-reversed",
        wire_code="LEAVE_REVERSED",
        says=N_("Concediul se sfârșește după ce începe."),
        practice=N_("Ultima zi de concediu este înaintea primei. Corectați una dintre ele."),
        supplier=N_("Ziua ValidTo nu poate fi înaintea lui ValidFrom."),
        check=days_reversed,
        groups=_GROUPS,
    ),
    Rule(
        code="leave-outside-month",
        wire_code="LEAVE_OUT_OF_MONTH",
        says=N_("Zilele de concediu sunt din luna pentru care este valabil certificatul."),
        practice=N_(
            "Certificatul este pentru luna %(month)s, dar are zile din altă lună. Verificați zilele; pentru luna următoare se dă alt certificat."
        ),
        supplier=N_("Atributele month și year spun luna în care stau zilele certificatului."),
        check=outside_month,
        groups=_GROUPS,
        severity=Severity.WARNING,
        source="The schema calls it the month of validity; whether a stay in hospital may cross it no text says.",
    ),
    Rule(
        code="leave-other-month",
        wire_code="LEAVE_OTHER_MONTH",
        says=N_("Certificatul este pentru luna raportată."),
        practice=N_(
            "Certificatul este pentru luna %(month)s și nu intră în raportarea altei luni. Corectați luna sau raportați-l cu luna lui."
        ),
        supplier=N_("Atributele month și year ale certificatului sunt reportMonth și reportYear."),
        check=other_month,
        groups=_GROUPS,
        act=SCHEMAS,
        article=f"{_STRUCTURE}, reportMonth",
        source="All records have to fall into the month and year of the report: words of the schema.",
    ),
    Rule(
        code="leave-diagnosis-missing",
        wire_code="LEAVE_DIAGNOSIS",
        says=N_("Fiecare perioadă de concediu are codul diagnosticului."),
        practice=N_(
            "Lipsește codul diagnosticului pentru zilele de concediu. Scrieți-l de pe certificat."
        ),
        supplier=N_("Completați internDiagCode sau externDiagCode, pentru perioada care are zile."),
        check=diagnosis_missing,
        groups=_GROUPS,
        source="The schema makes it optional; days without a reason are not paid.",
    ),
    Rule(
        code="leave-child-missing",
        wire_code="LEAVE_CHILD",
        says=N_("Concediul pentru îngrijirea copilului spune pentru care copil este."),
        practice=N_("Pentru codul de indemnizație %(code)s scrieți CNP-ul sau CID-ul copilului."),
        supplier=N_("Completați childPid sau childCid."),
        check=child_missing,
        groups=_GROUPS,
        act=SCHEMAS,
        article=f"{_STRUCTURE}, childPid",
        source="The schema names the code for which the child is written.",
    ),
    Rule(
        code="leave-child-wrong",
        wire_code="LEAVE_CHILD_WRONG",
        says=N_("CNP-ul sau CID-ul copilului este scris corect."),
        practice=N_("CNP-ul sau CID-ul copilului este greșit. Verificați cifrele."),
        supplier=N_("Atributul childPid are 13 cifre, ultima de control; childCid are 20."),
        check=child_wrong,
        groups=_GROUPS,
    ),
    Rule(
        code="leave-original-missing",
        wire_code="LEAVE_ORIGINAL",
        says=N_("Un duplicat spune care certificat a fost duplicat."),
        practice=N_(
            "Certificatul este un duplicat. Scrieți seria și numărul certificatului duplicat."
        ),
        supplier=N_("Completați duplSerialCode și duplSerialNo când duplicate este mai mare ca 0."),
        check=original_missing,
        groups=_GROUPS,
        act=SCHEMAS,
        article=f"{_STRUCTURE}, duplicate",
        source="The schema explains the three attributes by one another, and requires the first alone.",
    ),
    Rule(
        code="leave-reason-missing",
        wire_code="LEAVE_REASON",
        says=N_("Urgența sau boala contagioasă are codul ei."),
        practice=N_(
            "Pentru codul de indemnizație %(code)s certificatul are și codul urgenței sau al bolii contagioase. Verificați-l."
        ),
        supplier=N_("Completați emergency, respectiv contagious."),
        check=reason_missing,
        groups=_GROUPS,
        severity=Severity.WARNING,
        source="The codes of indemnities are known from certificates; the norms were not read.",
    ),
)

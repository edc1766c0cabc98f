"""Did another physician ask for the service, where one must?"""

from openpias.core.findings import Severity
from openpias.core.identifiers import stamp_code
from openpias.core.rules.facts import Case, Source
from openpias.core.rules.policy import RulesPolicy
from openpias.core.rules.records import RecordGroup, Referral, ReportKind
from openpias.core.rules.rule import N_, SCHEMAS, SERVICE_GROUPS, SPECIFICATION, Hit, Rule
from openpias.core.rules.terms import Term


def _is_paper(referral: Referral | None) -> bool:
    return referral is not None and bool(referral.number)


def _is_clinical(case: Case) -> bool:
    clinic = case.header.kind is ReportKind.CLINIC
    return clinic and case.record.group is RecordGroup.SERVICES


def missing(case: Case, policy: RulesPolicy) -> Hit | None:
    """Find a service that needs a referral and names none, unless the patient needs none."""
    record = case.record
    entry = case.facts.services.get(record.service_code)
    if entry is None or not entry.needs_referral or _is_paper(record.referral):
        return None
    without = policy.codes(Term.WITHOUT_REFERRAL, record.given_on)
    if _is_clinical(case) and record.patient.person_type in without:
        return None
    return Hit("referral")


def too_old(case: Case, policy: RulesPolicy) -> Hit | None:
    """Find a referral that was used after its term."""
    referral, day = case.record.referral, case.record.given_on
    limit = policy.number(Term.REFERRAL_DAYS, day)
    if limit is None or referral is None or referral.issued_on is None:
        return None
    if (day - referral.issued_on).days <= limit:
        return None
    return Hit("referral/issued_on", {"days": str(limit)})


def issued_later(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find a referral that was written after the service."""
    referral = case.record.referral
    if referral is None or referral.issued_on is None:
        return None
    return Hit("referral/issued_on") if referral.issued_on > case.record.given_on else None


def no_diagnosis(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find a referral of which neither itself nor the record says the diagnosis."""
    referral = case.record.referral
    if referral is None or not _is_paper(referral) or referral.diagnosis or case.record.diagnosis:
        return None
    return Hit("referral/diagnosis")


def stamp_malformed(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find a referral whose physician's stamp code has another shape."""
    code = case.record.referral.stamp_code if case.record.referral else ""
    wrong = code and isinstance(stamp_code.parse(code), stamp_code.Problem)
    return Hit("referral/stamp_code") if wrong else None


RULES = (
    Rule(
        code="referral-missing",
        wire_code="REFERRAL_MISSING",
        says=N_("Serviciul care cere bilet de trimitere îl are."),
        practice=N_(
            "Serviciul se acordă cu bilet de trimitere. Treceți seria, numărul și data biletului."
        ),
        supplier=N_(
            "Completați biletul de trimitere; nu se cere pentru OUGMGR în specialitățile clinice."
        ),
        check=missing,
        groups=SERVICE_GROUPS,
        needs=frozenset({Source.SERVICES}),
        act=SPECIFICATION,
        source=(
            "Which services ask for a referral is in the list that the installation keeps. "
            "Who needs none: see the term types-without-referral."
        ),
    ),
    Rule(
        code="referral-too-old",
        wire_code="REFERRAL_EXPIRED",
        says=N_("Biletul de trimitere este folosit în termen."),
        practice=N_(
            "Biletul de trimitere este mai vechi de %(days)s de zile. Verificați data biletului și termenul scris pe el."
        ),
        supplier=N_("Verificați formatul datei biletului: an-lună-zi."),
        check=too_old,
        groups=SERVICE_GROUPS,
        severity=Severity.WARNING,
        source="See the term referral-days.",
    ),
    Rule(
        code="referral-later",
        wire_code="REFERRAL_LATER",
        says=N_("Biletul de trimitere este scris cel târziu în ziua serviciului."),
        practice=N_("Biletul de trimitere este scris după serviciu. Verificați cele două date."),
        supplier=N_("Verificați că data biletului nu este cea a raportării."),
        check=issued_later,
        groups=SERVICE_GROUPS,
    ),
    Rule(
        code="referral-diagnosis-missing",
        wire_code="REFERRAL_DIAGNOSIS",
        says=N_("Serviciul cu bilet de trimitere are diagnosticul."),
        practice=N_("Lipsește diagnosticul de pe biletul de trimitere. Treceți codul lui."),
        supplier=N_("Completați diagnosticul biletului sau al serviciului."),
        check=no_diagnosis,
        groups=SERVICE_GROUPS,
        severity=Severity.WARNING,
        source="The schemas make it optional in several kinds, so it only warns.",
    ),
    Rule(
        code="referral-stamp-malformed",
        wire_code="REFERRAL_STAMP",
        says=N_("Codul de parafă al medicului care a trimis are forma cerută."),
        practice=N_(
            "Codul de parafă de pe biletul de trimitere nu are forma cerută. Citiți-l de pe bilet și corectați-l."
        ),
        supplier=N_("Forma este [0-9A-Z]{5,6}, ca la stencilNo."),
        check=stamp_malformed,
        groups=SERVICE_GROUPS,
        act=SCHEMAS,
        article="stencilNo",
        source="Pattern of the published schemas.",
    ),
)

"""Was the same said before: in this report, in others of the provider, by another provider?

Specifications 3.7.30, 3.3.3: a validated service that is changed keeps its id however often; sent
under another id it is an addition, and invalid.
"""

from openpias.core.findings import Severity
from openpias.core.identifiers.digits import is_ascii_digits
from openpias.core.rules import contents
from openpias.core.rules.facts import Case, ReportCase, Source
from openpias.core.rules.policy import RulesPolicy
from openpias.core.rules.records import ReportKind
from openpias.core.rules.rule import N_, SCHEMAS, SERVICE_GROUPS, SPECIFICATION, Hit, Rule

_AT = "app_id"
_NEEDS = frozenset({Source.EARLIER})
_KEEPS = "3.3.3. Validarea serviciilor și investigațiilor medicale"
_SUPPLIER = N_(
    "Un serviciu își păstrează identificatorul (AppID) oricât este modificat; retrimiteți-l cu cel dintâi."
)


_DECIMAL = N_(
    "AppID este xs:decimal în Feedback_Clinic și Feedback_Laboratories: folosiți numai cifre."
)
_DECIMAL_KINDS = frozenset({ReportKind.CLINIC, ReportKind.LABORATORY})
_DECIMAL_ARTICLE = "Feedback_Clinic, Feedback_Laboratories, AppID"


def _most(case: Case) -> int:
    """Return how often the service may be given to somebody on one day."""
    entry = case.facts.services.get(case.record.service_code)
    return (entry.most_per_day if entry else None) or 1


def no_app_id(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find a record without an id, which no answer could name."""
    return None if case.record.app_id else Hit(_AT)


def not_decimal(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find an id that the decimal column of the feedback cannot carry."""
    app_id = case.record.app_id
    return Hit(_AT) if app_id and not is_ascii_digits(app_id) else None


def report_not_decimal(report: ReportCase, _policy: RulesPolicy) -> Hit | None:
    """Find a report's own id that the decimal column of the feedback cannot carry."""
    return None if is_ascii_digits(report.header.app_id) else Hit(_AT)


def repeated_app_id(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find an id that a record before it in the same list has."""
    return Hit(_AT) if case.record.app_id and case.within.same_app_id else None


def closed(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find a record that says something else than it did when its period was settled."""
    earlier = case.facts.same_app_id
    if earlier is None or not earlier.own or not earlier.closed:
        return None
    same = earlier.content and earlier.content == contents.digest(case.record)
    return None if same else Hit(_AT)


def other_app_id(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find a service that was validated under another id and that no report has brought."""
    return _too_often(case, reported=False)


def other_report(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find a service that another report of the provider brought."""
    return _too_often(case, reported=True)


def _too_often(case: Case, *, reported: bool) -> Hit | None:
    others = [each for each in case.facts.earlier if each.own and each.app_id != case.record.app_id]
    if not any(bool(each.report) is reported for each in others) or len(others) < _most(case):
        return None
    return Hit(_AT)


def in_report(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find a service that the same report brings under other ids, as often as it may be given."""
    return Hit(_AT) if case.within.same_service >= _most(case) else None


def other_provider(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find a service that another provider reported for the same person and day."""
    return Hit("service_code") if any(not each.own for each in case.facts.earlier) else None


RULES = (
    Rule(
        code="app-id-missing",
        wire_code="APPID_MISSING",
        says=N_("Fiecare înregistrare are identificatorul ei."),
        practice=N_("Înregistrarea nu are identificator. Anunțați furnizorul aplicației."),
        supplier=N_("Completați AppID la fiecare înregistrare; răspunsul o numește prin el."),
        check=no_app_id,
        act=SCHEMAS,
        article="AppID",
        source="Required in every list.",
        of_withdrawn=True,
    ),
    Rule(
        code="app-id-not-decimal",
        wire_code="APPID_NOT_DECIMAL",
        says=N_("Identificatorul este din cifre, acolo unde răspunsul oficial îl cere așa."),
        practice=N_(
            "Identificatorul înregistrării nu este din cifre, iar răspunsul nu îl poate purta. Anunțați furnizorul aplicației."
        ),
        supplier=_DECIMAL,
        check=not_decimal,
        kinds=_DECIMAL_KINDS,
        act=SCHEMAS,
        article=_DECIMAL_ARTICLE,
        source="Requests allow any text of 20 characters; the feedback carries digits only.",
        of_withdrawn=True,
    ),
    Rule(
        code="report-app-id-not-decimal",
        wire_code="REPORT_NOT_DECIMAL",
        says=N_(
            "Identificatorul raportării este din cifre, acolo unde răspunsul oficial îl cere așa."
        ),
        practice=N_(
            "Identificatorul raportării nu este din cifre, iar răspunsul nu îl poate purta. Anunțați furnizorul aplicației."
        ),
        supplier=_DECIMAL,
        check_report=report_not_decimal,
        kinds=_DECIMAL_KINDS,
        act=SCHEMAS,
        article=_DECIMAL_ARTICLE,
        source="The feedback of these kinds repeats the report's own id as a decimal too.",
    ),
    Rule(
        code="app-id-repeated",
        wire_code="APPID_REPEATED",
        says=N_("Un identificator este o singură dată într-o listă a raportării."),
        practice=N_(
            "Două înregistrări ale raportării au același identificator; a doua nu este luată. Anunțați furnizorul aplicației."
        ),
        supplier=N_("AppID este unic în listă; nu îl refolosiți pentru alt serviciu."),
        check=repeated_app_id,
        act=SCHEMAS,
        article="AppID",
        source="Identificatorul unic al înregistrării la nivelul aplicației de raportare.",
        of_withdrawn=True,
    ),
    Rule(
        code="record-closed",
        wire_code="RECORD_CLOSED",
        says=N_("O înregistrare decontată nu se mai schimbă."),
        practice=N_(
            "Serviciul a fost decontat și nu se mai poate schimba. Dacă a fost greșit, adresați-vă casei pentru regularizare."
        ),
        supplier=N_("După decont, AppID nu mai primește alt conținut."),
        check=closed,
        needs=_NEEDS,
        act=SPECIFICATION,
        article=_KEEPS,
        source="M:1032-1036: until the settlement of the provider at the latest.",
        of_withdrawn=True,
    ),
    Rule(
        code="service-other-app-id",
        wire_code="DUPLICATE_OTHER_ID",
        says=N_("Un serviciu validat și modificat își păstrează identificatorul."),
        practice=N_(
            "Serviciul a fost deja validat, sub alt identificator. Modificați înregistrarea dintâi, nu adăugați alta."
        ),
        supplier=_SUPPLIER,
        check=other_app_id,
        groups=SERVICE_GROUPS,
        needs=_NEEDS,
        act=SPECIFICATION,
        article=_KEEPS,
        source="M:1034-1038. What is the same service is ours: person, day and code.",
    ),
    Rule(
        code="service-other-report",
        wire_code="DUPLICATE_REPORT",
        says=N_("Un serviciu se raportează o singură dată."),
        practice=N_(
            "Serviciul este deja în altă raportare a dumneavoastră. Scoateți-l din aceasta; o corectură se trimite cu identificatorul dintâi."
        ),
        supplier=_SUPPLIER,
        check=other_report,
        groups=SERVICE_GROUPS,
        needs=_NEEDS,
        act=SPECIFICATION,
        article=_KEEPS,
        source="M:1034-1038. What is the same service is ours: person, day and code.",
    ),
    Rule(
        code="service-twice-in-report",
        wire_code="DUPLICATE_IN_REPORT",
        says=N_("Un serviciu este o singură dată în raportare."),
        practice=N_(
            "Raportarea are deja acest serviciu pentru aceeași persoană și zi. Scoateți-l, sau corectați persoana, ziua ori serviciul."
        ),
        supplier=_SUPPLIER,
        check=in_report,
        groups=SERVICE_GROUPS,
        source="A service that the list allows more often in a day may come as often.",
    ),
    Rule(
        code="service-other-provider",
        wire_code="DUPLICATE_PROVIDER",
        says=N_("Un serviciu nu este raportat și de alt furnizor pentru aceeași persoană și zi."),
        practice=N_(
            "Și alt furnizor a raportat acest serviciu pentru aceeași persoană și zi. Verificați persoana și ziua; dacă sunt bune, nu faceți nimic."
        ),
        supplier=N_("Nu este o greșeală de format; arătați avertismentul."),
        check=other_provider,
        groups=SERVICE_GROUPS,
        needs=_NEEDS,
        severity=Severity.WARNING,
    ),
)

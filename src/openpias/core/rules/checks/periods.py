"""Do the days of a service and of its report make sense?"""

from openpias.core.calendar import dates
from openpias.core.calendar.legal_day import day_of
from openpias.core.rules.facts import Case, ReportCase, Source
from openpias.core.rules.policy import RulesPolicy
from openpias.core.rules.rule import DAY_GROUPS, N_, SERVICE_GROUPS, SPECIFICATION, Hit, Rule
from openpias.core.rules.terms import Term

_AT = "given_on"


def outside_period(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find a day that is not in the report's period; a series or a stay shares a day with it."""
    record, header = case.record, case.header
    if record.given_on <= header.ends_on and record.last_day >= header.starts_on:
        return None
    return Hit(_AT)


def in_future(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find a service of a day that had not come when the record arrived."""
    return Hit(_AT) if case.record.given_on > day_of(case.facts.arrived_at) else None


def too_old(case: Case, policy: RulesPolicy) -> Hit | None:
    """Find a service older than the term."""
    record = case.record
    limit = policy.number(Term.OLDEST_DAYS, record.given_on)
    if limit is None or (day_of(case.facts.arrived_at) - record.given_on).days <= limit:
        return None
    return Hit(_AT, {"days": str(limit)})


def ends_before(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find a service that ends before it begins."""
    ends = case.record.ends_on
    return Hit("ends_on") if ends is not None and ends < case.record.given_on else None


def report_from_future(report: ReportCase, _policy: RulesPolicy) -> Hit | None:
    """Find a report that was made, or whose period begins, after the day on which it arrived."""
    arrived = day_of(report.arrived_at)
    if report.header.reported_on > arrived:
        return Hit("reported_on", {"day": dates.typed(arrived)})
    if report.header.starts_on > arrived:
        return Hit("starts_on", {"day": dates.typed(arrived)})
    return None


def period_reversed(report: ReportCase, _policy: RulesPolicy) -> Hit | None:
    """Find a period that ends before it begins."""
    return Hit("ends_on") if report.header.ends_on < report.header.starts_on else None


RULES = (
    Rule(
        code="service-outside-period",
        wire_code="DATE_NOT_IN_PERIOD",
        says=N_("Ziua serviciului este în perioada raportării."),
        practice=N_(
            "Serviciul este din altă perioadă decât raportarea. Verificați data; dacă este bună, raportați serviciul în luna lui."
        ),
        supplier=N_("Data înregistrării trebuie să fie între data de început și cea de sfârșit."),
        check=outside_period,
        groups=DAY_GROUPS,
        needs=frozenset({Source.PERIOD}),
        act=SPECIFICATION,
        source="Each monthly report has a period; that a record of another one is refused is inferred. A series or stay that ends in it belongs to it: ours.",
    ),
    Rule(
        code="service-in-future",
        wire_code="DATE_IN_FUTURE",
        says=N_("Serviciul a fost deja acordat."),
        practice=N_(
            "Data serviciului este după ziua în care a fost trimis. Corectați data, sau trimiteți serviciul după ce este acordat."
        ),
        supplier=N_("Verificați ceasul calculatorului și fusul orar; ziua este cea din România."),
        check=in_future,
        groups=DAY_GROUPS,
        of_withdrawn=True,
    ),
    Rule(
        code="service-too-old",
        wire_code="DATE_TOO_OLD",
        says=N_("Serviciul nu este mai vechi decât termenul."),
        practice=N_(
            "Serviciul este mai vechi de %(days)s de zile. Verificați anul; dacă data este bună, adresați-vă casei."
        ),
        supplier=N_("Verificați formatul datei: an-lună-zi."),
        check=too_old,
        groups=DAY_GROUPS,
        source="See the term oldest-service-days.",
    ),
    Rule(
        code="service-ends-before",
        wire_code="END_BEFORE_START",
        says=N_("Serviciul se sfârșește după ce începe."),
        practice=N_("Data de sfârșit este înaintea celei de început. Corectați una dintre ele."),
        supplier=N_("Verificați că cele două date nu sunt inversate."),
        check=ends_before,
        groups=SERVICE_GROUPS,
    ),
    Rule(
        code="report-from-future",
        wire_code="REPORT_FUTURE",
        says=N_("Raportarea nu este din viitor."),
        practice=N_(
            "Raportarea a sosit la %(day)s, dar este datată, sau începe, după această zi. Corectați datele raportării."
        ),
        supplier=N_("Verificați ceasul calculatorului și perioada raportării."),
        check_report=report_from_future,
    ),
    Rule(
        code="report-period-reversed",
        wire_code="PERIOD_REVERSED",
        says=N_("Perioada raportării se sfârșește după ce începe."),
        practice=N_("Perioada raportării se sfârșește înainte să înceapă. Corectați perioada."),
        supplier=N_("Verificați că cele două date nu sunt inversate."),
        check_report=period_reversed,
    ),
)

"""Do the totals of a report say what its records add up to, and is its invoice about one thing?

A total is named like its list (`laboratory`, `day-care`, `services`); those of a laboratory are named
by examination. A list in which one record has no value has no
sum, and then nothing is said.
"""

from openpias.core.findings import Severity
from openpias.core.rules import amounts
from openpias.core.rules.facts import ReportCase
from openpias.core.rules.policy import RulesPolicy
from openpias.core.rules.records import ReportKind
from openpias.core.rules.rule import IN_FORCE_15, N_, OUG_15, SCHEMAS, SERVICE_GROUPS, Hit, Rule

_GROUP = {group.value: group for group in SERVICE_GROUPS}
# Kinds that are paid by service; family medicine is paid per person, ambulances per mission too.
_BY_SERVICE = frozenset(ReportKind) - {
    *(ReportKind.FAMILY_MEDICINE, ReportKind.AMBULANCE, ReportKind.SICK_LEAVE),
}


def total_differs(report: ReportCase, _policy: RulesPolicy) -> Hit | None:
    """Find a total that is not the sum of its list; a list without records adds up to nothing."""
    for name, total in sorted(report.header.totals.items()):
        group = _GROUP.get(name)
        known = group is not None and (group in report.sums or report.all_known)
        if group is None or not known:
            continue
        found = report.sums.get(group, amounts.ZERO)
        if amounts.differ(total, found):
            return Hit(f"totals/{name}", {"sum": amounts.in_lei(found)})
    return None


def laboratory_differs(report: ReportCase, _policy: RulesPolicy) -> Hit | None:
    """Find totals of a laboratory, one for each kind of examination, that miss the sum together."""
    parts = [value for name, value in report.header.totals.items() if name not in _GROUP]
    if not parts or not report.all_known:
        return None
    found = amounts.total(report.sums.values())
    if not amounts.differ(amounts.total(parts), found):
        return None
    return Hit("totals", {"sum": amounts.in_lei(found)})


def invoice_differs(report: ReportCase, _policy: RulesPolicy) -> Hit | None:
    """Find an invoice that is not about the sum of all lists."""
    value = report.header.invoice_value
    if value is None or not report.all_known:
        return None
    found = amounts.total(report.sums.values())
    if not amounts.differ(value, found):
        return None
    return Hit("invoice_value", {"sum": amounts.in_lei(found)})


def invoice_mixed(report: ReportCase, _policy: RulesPolicy) -> Hit | None:
    """Find an invoice over displaced persons and others together."""
    if not report.header.invoice_number or not (report.displaced and report.others):
        return None
    return Hit("invoice_number", {"number": str(report.displaced)})


_SUPPLIER = N_(
    "Adunați valorile înregistrărilor trimise, rotunjite la ban, și puneți suma în antet."
)

RULES = (
    Rule(
        code="report-total",
        wire_code="TOTAL_DIFFERS",
        says=N_("Totalul din antet este suma listei lui."),
        practice=N_(
            "Un total al raportării nu este suma serviciilor, %(sum)s lei. Verificați dacă lipsesc servicii, apoi corectați totalul."
        ),
        supplier=_SUPPLIER,
        check_report=total_differs,
        severity=Severity.WARNING,
        act=SCHEMAS,
        article="labValue, hspValue, totalValue",
        source="The names say of which list they are the total; what a difference does is not said.",
    ),
    Rule(
        code="report-laboratory-total",
        wire_code="LAB_TOTAL_DIFFERS",
        says=N_("Totalurile laboratorului fac împreună suma serviciilor."),
        practice=N_(
            "Totalurile raportării nu fac împreună suma serviciilor, %(sum)s lei. Verificați dacă lipsesc servicii, apoi corectați totalurile."
        ),
        supplier=_SUPPLIER,
        check_report=laboratory_differs,
        kinds=frozenset({ReportKind.LABORATORY}),
        severity=Severity.WARNING,
        act=SCHEMAS,
        article="ImportLaboratoriesReport, totalAnalysisValue și celelalte",
        source="Which service belongs to which of the four is not known here, so they are added.",
    ),
    Rule(
        code="invoice-value",
        wire_code="INVOICE_DIFFERS",
        says=N_("Valoarea facturii este suma serviciilor raportate."),
        practice=N_(
            "Factura nu este de suma serviciilor, %(sum)s lei. Verificați raportarea, apoi factura."
        ),
        supplier=_SUPPLIER,
        check_report=invoice_differs,
        kinds=_BY_SERVICE,
        severity=Severity.WARNING,
        act=SCHEMAS,
        article="invoiceValue",
        source="A house may settle less than was reported, so it only warns.",
    ),
    Rule(
        code="invoice-not-distinct",
        wire_code="INVOICE_MIXED",
        says=N_("Serviciile beneficiarilor OUG 15/2022 se facturează separat."),
        practice=N_(
            "Factura cuprinde și beneficiari OUG 15/2022 (înregistrări: %(number)s). Faceți pentru ei evidență și factură distinctă."
        ),
        supplier=N_(
            "Raportați înregistrările cu personType OUGMGR separat, cu numărul facturii lor."
        ),
        check_report=invoice_mixed,
        severity=Severity.WARNING,
        act=OUG_15,
        article="art. 1 alin. (6)-(7)",
        source="Circular 3621 of CAS Călărași; whether a report may hold both is not said, so it only warns.",
        valid_from=IN_FORCE_15,
    ),
)

"""Is the service on the list, on that day, for that kind, and is its value right?"""

from openpias.core.calendar import dates
from openpias.core.findings import Severity
from openpias.core.rules import amounts
from openpias.core.rules.facts import Case, ServiceEntry, Source
from openpias.core.rules.policy import RulesPolicy
from openpias.core.rules.rule import N_, SCHEMAS, SERVICE_GROUPS, SPECIFICATION, Hit, Rule

_AT = "service_code"
_NEEDS = frozenset({Source.SERVICES})
_SOURCE = (
    "Lists are published as nomenclatures with validity; the official rules over them "
    "(nomenclature BusinessRules) are not published."
)
_SUPPLIER = N_(
    "Descărcați din nou nomenclatoarele (getCatalogues) și folosiți-le după data serviciului."
)


def _entry(case: Case) -> ServiceEntry | None:
    return case.facts.services.get(case.record.service_code)


def unknown(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find a code that no list has; a record of a kind without codes has none."""
    code = case.record.service_code
    return Hit(_AT) if code and code not in case.facts.services else None


def not_valid(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find a service that was not on the list on the day."""
    entry, day = _entry(case), case.record.given_on
    if entry is None:
        return None
    begins, ends = entry.valid_from, entry.valid_to
    if (begins is None or begins <= day) and (ends is None or day <= ends):
        return None
    shown = {"from": begins, "to": ends}
    return Hit(_AT, {name: dates.typed(each) if each else "…" for name, each in shown.items()})


def other_kind(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find a service of another kind of report."""
    entry = _entry(case)
    if entry is None or not entry.kinds or case.header.kind in entry.kinds:
        return None
    return Hit(_AT)


def other_package(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find a service that is not in the package which was reported."""
    entry, package = _entry(case), case.record.package
    if entry is None or not package or not entry.packages or package in entry.packages:
        return None
    return Hit("package")


def no_quantity(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find a quantity of nothing, or less."""
    return None if amounts.is_more(case.record.quantity, 0) else Hit("quantity")


def too_many(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find a quantity above the most of a day."""
    entry = _entry(case)
    if entry is None or entry.most_per_day is None:
        return None
    if not amounts.is_more(case.record.quantity, entry.most_per_day):
        return None
    return Hit("quantity", {"most": str(entry.most_per_day)})


def other_tariff(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find a unit value that is not the tariff of the list."""
    entry, unit = _entry(case), case.record.unit_value
    if entry is None or entry.tariff is None or unit is None:
        return None
    if not amounts.differ(unit, entry.tariff):
        return None
    return Hit("unit_value", {"tariff": amounts.in_lei(entry.tariff)})


def other_value(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find a value that is not quantity times unit value, to the last ban."""
    record = case.record
    if record.value is None or record.unit_value is None:
        return None
    expected = amounts.in_bani(amounts.product(record.quantity, record.unit_value))
    return Hit("value") if amounts.differ(record.value, expected) else None


RULES = (
    Rule(
        code="service-unknown",
        wire_code="SERVICE_UNKNOWN",
        says=N_("Serviciul este în lista serviciilor."),
        practice=N_(
            "Codul serviciului nu este în listă. Alegeți serviciul din lista actualizată a aplicației."
        ),
        supplier=_SUPPLIER,
        check=unknown,
        groups=SERVICE_GROUPS,
        needs=_NEEDS,
        act=SPECIFICATION,
        source=_SOURCE,
    ),
    Rule(
        code="service-not-valid",
        wire_code="SERVICE_NOT_VALID",
        says=N_("Serviciul este în listă în ziua în care a fost acordat."),
        practice=N_(
            "Serviciul este în listă între %(from)s și %(to)s. Verificați data, sau alegeți serviciul valabil în acea zi."
        ),
        supplier=_SUPPLIER,
        check=not_valid,
        groups=SERVICE_GROUPS,
        needs=_NEEDS,
        act=SPECIFICATION,
        source=_SOURCE,
    ),
    Rule(
        code="service-kind",
        wire_code="SERVICE_KIND",
        says=N_("Serviciul se raportează în acest fel de raportare."),
        practice=N_(
            "Serviciul se raportează în alt fel de raportare. Mutați-l în raportarea potrivită, sau alegeți alt serviciu."
        ),
        supplier=_SUPPLIER,
        check=other_kind,
        groups=SERVICE_GROUPS,
        needs=_NEEDS,
        act=SPECIFICATION,
        source=_SOURCE,
    ),
    Rule(
        code="service-package",
        wire_code="SERVICE_PACKAGE",
        says=N_("Serviciul este în pachetul raportat."),
        practice=N_("Serviciul nu este în pachetul raportat. Alegeți pachetul potrivit."),
        supplier=_SUPPLIER,
        check=other_package,
        groups=SERVICE_GROUPS,
        needs=_NEEDS,
        act=SPECIFICATION,
        source=_SOURCE,
    ),
    Rule(
        code="service-quantity-none",
        wire_code="QUANTITY_NONE",
        says=N_("Cantitatea este mai mare decât zero."),
        practice=N_("Cantitatea trebuie să fie mai mare decât zero. Corectați-o."),
        supplier=N_("Trimiteți un număr pozitiv; o înregistrare se retrage altfel decât cu minus."),
        check=no_quantity,
        groups=SERVICE_GROUPS,
    ),
    Rule(
        code="service-quantity",
        wire_code="QUANTITY_TOO_MUCH",
        says=N_("Cantitatea nu depășește maximul pe zi al serviciului."),
        practice=N_(
            "Maximul pe zi al serviciului este %(most)s. Corectați cantitatea, sau raportați zilele separat."
        ),
        supplier=_SUPPLIER,
        check=too_many,
        groups=SERVICE_GROUPS,
        needs=_NEEDS,
        source="The maximum is that of the list that the installation keeps.",
    ),
    Rule(
        code="service-tariff",
        wire_code="TARIFF_DIFFERS",
        says=N_("Valoarea unitară este tariful din listă."),
        practice=N_(
            "Tariful din listă este %(tariff)s lei. Dacă valoarea cuprinde o majorare, lăsați-o; altfel corectați-o."
        ),
        supplier=_SUPPLIER,
        check=other_tariff,
        groups=SERVICE_GROUPS,
        needs=_NEEDS,
        severity=Severity.WARNING,
        act=SCHEMAS,
        article="ImportClinicReport, serviceValue",
        source="The unit value includes increases that the list does not know, so it only warns.",
    ),
    Rule(
        code="service-value",
        wire_code="VALUE_DIFFERS",
        says=N_("Valoarea este cantitatea înmulțită cu valoarea unitară."),
        practice=N_(
            "Valoarea nu este cantitatea înmulțită cu valoarea unitară. Corectați una dintre ele."
        ),
        supplier=N_("Înmulțiți, apoi rotunjiți la ban, jumătatea în sus."),
        check=other_value,
        groups=SERVICE_GROUPS,
        source="Rounding to the ban, half up, is ours.",
    ),
)

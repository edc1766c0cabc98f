"""May this residence permit be recorded, and what exactly is then kept?

A CNP whose control digit fails is refused. One that disagrees with birth date or sex may be right,
because the permit says so: it is kept with a reason.
Source: manual of e-PIAS, second tab; domain of the CNP in `core.identifiers.cnp`.
"""

from dataclasses import dataclass
from datetime import date

from openpias.core.calendar.dates import PartialDate, Precision
from openpias.core.findings import Finding
from openpias.core.identifiers import cnp as cnps
from openpias.core.identifiers.cnp import Cnp
from openpias.server.registry.domain.codes import Vocabulary
from openpias.server.registry.domain.collecting import Collector
from openpias.server.registry.domain.inputs import PermitInput


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedPermit:
    """The second tab, accepted."""

    cnp: Cnp
    surname: str
    given_name: str
    birth: PartialDate
    sex: str
    permit_number: str
    issued_on: date
    valid_from: date
    expires_on: date
    cnp_reason: str
    warnings: tuple[Finding, ...]


def check(
    typed: PermitInput, *, today: date, vocabulary: Vocabulary
) -> CheckedPermit | list[Finding]:
    """Return what to keep, or every finding when at least one refuses."""
    collector = Collector(today=today)
    cnp = _cnp(typed.cnp, collector)
    surname = collector.name(typed.surname, "/surname", required=True)
    given_name = collector.name(
        typed.given_name, "/given_name", required=not typed.given_name_missing
    )
    birth = collector.partial_date(typed.birth_date, "/birth_date")
    sex = collector.code(typed.sex, "/sex", codes=vocabulary["sexes"])
    reason = collector.text(typed.cnp_disagreement_reason, "/cnp_disagreement_reason", limit=500)
    if cnp is not None and birth is not None and sex:
        _agreement(cnp, birth=birth, sex=sex, reason=reason, collector=collector)
    number = collector.text(typed.permit_number, "/permit_number", limit=40, required=True)
    dates = _dates(typed, collector)
    if collector.has_errors() or cnp is None or birth is None or dates is None:
        return collector.findings
    return CheckedPermit(
        cnp=cnp,
        surname=surname,
        given_name=given_name,
        birth=birth,
        sex=sex,
        permit_number=number,
        issued_on=dates[0],
        valid_from=dates[1],
        expires_on=dates[2],
        cnp_reason=reason,
        warnings=tuple(collector.findings),
    )


def _cnp(raw: str, collector: Collector) -> Cnp | None:
    value = "".join(raw.split())
    if not value:
        collector.error("required", "/cnp")
        return None
    problem = cnps.permit_problem(value)
    if problem is not None:
        collector.error(problem, "/cnp")
        return None
    return Cnp(value)


def _agreement(
    cnp: Cnp, *, birth: PartialDate, sex: str, reason: str, collector: Collector
) -> None:
    found = cnps.disagreements(cnp, birth_date=birth.value, sex=sex)
    if birth.precision is not Precision.DAY and cnps.Disagreement.BIRTH_DATE in found:
        # A partly unknown date has no digits to compare.
        found.remove(cnps.Disagreement.BIRTH_DATE)
    for disagreement in found:
        path = "/birth_date" if disagreement is cnps.Disagreement.BIRTH_DATE else "/sex"
        if reason:
            collector.warn(disagreement, path)
        else:
            collector.error(disagreement, path)


def _dates(typed: PermitInput, collector: Collector) -> tuple[date, date, date] | None:
    issued = collector.full_date(typed.issued_on, "/issued_on", required=True)
    valid_from = collector.full_date(typed.valid_from, "/valid_from", required=True, past=False)
    expires = collector.full_date(typed.expires_on, "/expires_on", required=True, past=False)
    if issued is None or valid_from is None or expires is None:
        return None
    if expires <= valid_from:
        collector.error("expires-before-valid", "/expires_on")
    if valid_from < issued:
        collector.warn("valid-before-issued", "/valid_from")
    if expires < collector.today:
        collector.warn("permit-expired", "/expires_on")
    return issued, valid_from, expires

"""May a report that could be opened be taken? Header and file name against contract and period."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from openpias.core.calendar import dates
from openpias.core.rules.records import ReportHeader
from openpias.interop.file_names import FileName
from openpias.server.reporting.domain.official_messages import official_code
from openpias.server.reporting.domain.outcomes import IntakeProblem, IntakeRefusal
from openpias.server.reporting.enums import PeriodState


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known where a report comes in: who sends it, its contracts, and its period if defined.

    `contracts` are numbers in force with the house on at least one day of the report.
    """

    provider: str
    house: str
    contracts: Collection[str]
    period: PeriodState | None
    today: date


def check(header: ReportHeader, name: FileName, *, kind: str, known: Known) -> IntakeRefusal | None:
    """Return why the report is refused, the first reason in the order of the official messages."""
    if header.kind.value != kind:
        return refusal(IntakeProblem.KIND_DIFFERS, kind=kind)
    company = next(
        (each for each in (header.provider_code, name.code) if each != known.provider), None
    )
    if company is not None:
        return refusal(IntakeProblem.COMPANY_UNKNOWN, company=company)
    if header.house and header.house != known.house:
        return refusal(IntakeProblem.HOUSE_DIFFERS, house=header.house)
    if header.contract_number not in known.contracts:
        return refusal(IntakeProblem.CONTRACT_UNKNOWN, contract=header.contract_number)
    if header.reported_on > known.today:
        return refusal(IntakeProblem.IN_FUTURE, reported_on=dates.typed(header.reported_on))
    return _period_refusal(header, known)


def _period_refusal(header: ReportHeader, known: Known) -> IntakeRefusal | None:
    days = f"{dates.typed(header.starts_on)} - {dates.typed(header.ends_on)}"
    if header.ends_on < header.starts_on or known.period is None:
        return refusal(IntakeProblem.PERIOD_UNDEFINED, period=days)
    if known.period is PeriodState.CLOSED:
        return refusal(IntakeProblem.PERIOD_CLOSED, period=days)
    return None


def refusal(code: str, **facts: str) -> IntakeRefusal:
    """Return a refusal with its official code; facts of the sender are cut to what a text can hold."""
    return IntakeRefusal(
        code=str(code),
        official_code=official_code(code),
        facts={name: value[:60] for name, value in facts.items()},
    )

"""May this insured person be kept, and what exactly is then kept?

A CNP whose control digit fails is refused. One that disagrees with birth date or sex may be right,
because documents say so: it is kept with a reason, as for permits. The codes of findings have a prefix of
their own, because their texts speak of an identity card and not of a permit.
"""

from dataclasses import dataclass
from datetime import date

from openpias.core.findings import Finding
from openpias.core.identifiers import cnp as cnps
from openpias.core.identifiers.cnp import Cnp
from openpias.core.names.diacritics import fold
from openpias.server.registry.domain.codes import Vocabulary
from openpias.server.registry.domain.collecting import Collector
from openpias.server.registry.domain.insured_inputs import InsuredInput

_PATHS = {cnps.Disagreement.BIRTH_DATE: "/birth_date", cnps.Disagreement.SEX: "/sex"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedInsured:
    """An insured person who may be kept."""

    cnp: Cnp
    cnp_reason: str
    surname: str
    given_name: str
    birth_date: date
    sex: str
    died_on: date | None
    warnings: tuple[Finding, ...] = ()

    def columns(self) -> dict[str, object]:
        """Return what stands in the register's row."""
        return {
            "cnp": self.cnp,
            "cnp_reason": self.cnp_reason,
            "surname": self.surname,
            "given_name": self.given_name,
            "surname_folded": fold(self.surname),
            "given_name_folded": fold(self.given_name),
            "birth_date": self.birth_date,
            "sex": self.sex,
            "died_on": self.died_on,
        }


def check(
    typed: InsuredInput, *, today: date, vocabulary: Vocabulary
) -> CheckedInsured | list[Finding]:
    """Return what to keep, or every finding when at least one refuses."""
    collector = Collector(today=today)
    cnp = checked_cnp(typed.cnp, collector)
    # Some foreign residents have one name only, and their documents show it so.
    needs_given_name = cnp is None or not cnps.is_foreign_resident(cnp)
    surname = collector.name(typed.surname, "/surname", required=True)
    given_name = collector.name(typed.given_name, "/given_name", required=needs_given_name)
    birth = collector.full_date(typed.birth_date, "/birth_date", required=True)
    sex = collector.code(typed.sex, "/sex", codes=vocabulary["sexes"])
    died = collector.full_date(typed.died_on, "/died_on", required=False)
    path = "/cnp_disagreement_reason"
    reason = collector.text(typed.cnp_disagreement_reason, path, limit=500)
    if cnp is not None and birth is not None and sex:
        reason = _agreement(cnp, birth=birth, sex=sex, reason=reason, collector=collector)
    if birth and died and died < birth:
        collector.error("death-before-birth", "/died_on")
    if collector.has_errors() or cnp is None or birth is None:
        return collector.findings
    return CheckedInsured(
        cnp=cnp,
        cnp_reason=reason,
        surname=surname,
        given_name=given_name,
        birth_date=birth,
        sex=sex,
        died_on=died,
        warnings=tuple(collector.findings),
    )


def checked_cnp(raw: str, collector: Collector, *, path: str = "/cnp") -> Cnp | None:
    """Return a resident's CNP without blanks, or note why it is none."""
    value = "".join(raw.split())
    if not value:
        collector.error("required", path)
        return None
    problem = cnps.resident_problem(value)
    if problem is not None:
        collector.error(f"insured-{problem}", path)
        return None
    return Cnp(value)


def _agreement(cnp: Cnp, *, birth: date, sex: str, reason: str, collector: Collector) -> str:
    """Note where they differ; return the reason to keep, which is empty where nothing differs."""
    found = cnps.resident_disagreements(cnp, birth_date=birth, sex=sex)
    for disagreement in found:
        note = collector.warn if reason else collector.error
        note(f"insured-{disagreement}", _PATHS[disagreement])
    return reason if found else ""

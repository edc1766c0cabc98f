"""Which papers are printed about reporting? The register of distinct records of displaced persons.

It is a Romanian document for Romanian files; its headings stand in Ukrainian and English too, since
the persons in it may ask what is kept about them (circular of March 2022 on distinct records).
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from openpias.core.slips.document import compile_document


@dataclass(frozen=True, slots=True, kw_only=True)
class DistinctRegister:
    """The services of a period to displaced persons; a row fits `COLUMNS`, a total `TOTALS`."""

    provider: str
    house: str
    period: str
    rows: Sequence[Sequence[str]]
    totals: Sequence[Sequence[str]]
    issued: str


# Romanian, Ukrainian, English.
COLUMNS = (
    ("Nr.", "№", "No."),
    ("Ziua", "День", "Day"),
    ("Persoana", "Особа", "Person"),
    ("Numărul", "Номер", "Number"),
    (
        "Documentul a cărui copie se păstrează",
        "Документ, копія якого зберігається",
        "Document kept",
    ),
    ("Felul", "Вид", "Kind"),
    ("Serviciul", "Послуга", "Service"),
    ("Cant.", "К-сть", "Qty"),
    ("Valoarea (lei)", "Вартість (леї)", "Value (lei)"),
)
TOTALS = (
    ("Felul serviciilor", "Вид послуг", "Kind of services"),
    ("Servicii", "Послуги", "Services"),
    ("Persoane", "Особи", "Persons"),
    ("Valoarea (lei)", "Вартість (леї)", "Value (lei)"),
)


def render_distinct(register: DistinctRegister) -> bytes:
    """Return the register as a PDF; raises ValueError when a row or a total does not fit."""
    if any(len(row) != len(COLUMNS) for row in register.rows):
        raise ValueError("a row of the distinct records does not fit its columns")
    if any(len(row) != len(TOTALS) for row in register.totals):
        raise ValueError("a total of the distinct records does not fit its columns")
    named = {"columns": _named(COLUMNS), "total_columns": _named(TOTALS)}
    return compile_document("distinct_register.typ", {**asdict(register), **named})


def _named(columns: Sequence[tuple[str, str, str]]) -> list[dict[str, str]]:
    return [{"ro": ro, "uk": uk, "en": en} for ro, uk, en in columns]

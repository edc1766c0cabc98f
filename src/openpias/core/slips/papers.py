"""Which papers are printed beside the slip? The form for outages, and a person's own record."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from openpias.core.slips.document import compile_document


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One box to tick on the form."""

    ro: str
    uk: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperForm:
    """What the empty form offers; only short lists are boxes to tick, the others are written."""

    sexes: Sequence[Choice]
    categories: Sequence[Choice]
    practice: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """What a table or a column is called in three languages."""

    ro: str
    uk: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Plain rows; `widths` are shares of the page, one for each column."""

    name: Name
    columns: Sequence[Name]
    widths: Sequence[int]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRecord:
    """Whose record it is, what is held and who saw it; `issued` says who printed it and when."""

    subject: str
    tables: Sequence[Table]
    issued: str
    practice: bool


def render_form(form: PaperForm) -> bytes:
    """Return the form of the first tab as a PDF of one page, to be filled in by hand."""
    return compile_document("paper_form.typ", asdict(form))


def render_record(record: PersonRecord) -> bytes:
    """Return a person's record as a PDF; raises ValueError when a row does not fit its columns."""
    for table in record.tables:
        _check(table)
    return compile_document("person_record.typ", asdict(record))


def _check(table: Table) -> None:
    """A short row would move every later value under another heading."""
    expected = len(table.columns)
    lengths = {len(table.widths), *(len(row) for row in table.rows)}
    if not expected or lengths != {expected}:
        raise ValueError(f"a row of {table.name.en} does not fit its columns")

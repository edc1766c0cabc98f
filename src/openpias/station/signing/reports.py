"""Is this file a report that can be signed, and what is it called?"""

import io
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from xml.parsers import expat
from zoneinfo import ZoneInfo

from openpias.interop import envelopes, file_names
from openpias.interop.file_names import FileName

_BUCHAREST: Final = ZoneInfo("Europe/Bucharest")


class ReportProblem(StrEnum):
    """Why a file is not signed; the value is the code of the refusal."""

    NAME = "report-name"
    PREFIX = "report-prefix"
    TYPE = "report-type"
    CODE = "report-code"
    EMPTY = "report-empty"
    TOO_LARGE = "report-too-large"
    NOT_XML = "report-not-xml"
    DOCTYPE = "report-doctype"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRefused(Exception):  # noqa: N818 - a refusal is a fact
    """The file is not signed; `line` and `column` say where its XML breaks, 0 where that says nothing."""

    problem: ReportProblem
    line: int = 0
    column: int = 0


class _DoctypeFoundError(Exception):
    """The file declares a document type."""


def named(text: str) -> FileName:
    """Return the name of a report by the rule; raises ReportRefused.

    A prefix that no kind of report has is refused too, since no door of the platform would take it.
    """
    name = file_names.read(text)
    if name is None:
        raise ReportRefused(problem=ReportProblem.NAME)
    if name.prefix not in {*file_names.REPORTS.values(), *file_names.SUPPLIERS.values()}:
        raise ReportRefused(problem=ReportProblem.PREFIX)
    return name


def name_for(report_type: str, *, code: str, at: datetime) -> FileName:
    """Return the name that a report of this type, provider and moment gets; raises ReportRefused."""
    prefix = file_names.REPORTS.get(report_type.strip().upper())
    if prefix is None:
        raise ReportRefused(problem=ReportProblem.TYPE)
    moment = at.astimezone(_BUCHAREST).replace(tzinfo=None)
    name = FileName(prefix=prefix, code=code.strip(), moment=moment)
    if file_names.read(str(name)) is None:
        raise ReportRefused(problem=ReportProblem.CODE)
    return name


def check(content: io.BufferedIOBase, *, largest: int = envelopes.LARGEST) -> int:
    """Return the size of a report in octets; raises ReportRefused where it is no XML or too large.

    The file is read once, piece by piece. Its schema is not looked at: that is the platform's work,
    and what it finds is told in the report's feedback.
    """
    size = content.seek(0, io.SEEK_END)
    if not size:
        raise ReportRefused(problem=ReportProblem.EMPTY)
    if size > largest:
        raise ReportRefused(problem=ReportProblem.TOO_LARGE)
    content.seek(0)
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.ParseFile(content)
    except _DoctypeFoundError:
        raise ReportRefused(problem=ReportProblem.DOCTYPE) from None
    except expat.ExpatError as error:
        raise ReportRefused(
            problem=ReportProblem.NOT_XML, line=error.lineno, column=error.offset + 1
        ) from None
    except (ValueError, LookupError):  # an encoding that does not exist, or holds more than letters
        raise ReportRefused(problem=ReportProblem.NOT_XML, line=1, column=1) from None
    return size


def _refuse_doctype(*_declared: object) -> None:
    """Refuse what could name entities and other files: no report needs it."""
    raise _DoctypeFoundError

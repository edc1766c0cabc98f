"""In what does a signed file differ from the report that was built here? Counts and names only."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import IO

from openpias.core.findings import Finding
from openpias.core.rules import contents
from openpias.core.rules.records import ReportHeader, ReportKind, ServiceRecord
from openpias.interop.messages.families import FAMILIES

# Beyond this nobody compares record by record: what is built here is typed by hand and far smaller.
MOST_COMPARED = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A report as XML: its name, its octets from the beginning on, and how many there are."""

    name: str
    content: IO[bytes]
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    header: str
    records: Mapping[tuple[str, str], str]


def is_same(one: File, other: File) -> bool:
    """Tell whether two files have the same name and the same octets; reads both to their ends."""
    return (
        one.name == other.name
        and one.size == other.size
        and _digest(one.content) == _digest(other.content)
    )


def differences(built: File, signed: File, *, kind: ReportKind) -> dict[str, str]:
    """Return both names and sizes, and how many records are the same, changed, more and missing.

    Records are counted where both files can be read; `header` is `differs` where what stands above
    them does.
    """
    facts = {
        "built_name": built.name,
        "file_name": signed.name,
        "built_octets": str(built.size),
        "octets": str(signed.size),
    }
    if signed.size > MOST_COMPARED:
        return facts
    ours, theirs = _said(built.content, kind), _said(signed.content, kind)
    if ours is None or theirs is None:
        return facts
    common = ours.records.keys() & theirs.records.keys()
    same = sum(1 for each in common if ours.records[each] == theirs.records[each])
    return {
        **facts,
        "header": "same" if ours.header == theirs.header else "differs",
        "same": str(same),
        "changed": str(len(common) - same),
        "more": str(len(theirs.records.keys() - common)),
        "missing": str(len(ours.records.keys() - common)),
    }


def _digest(file: IO[bytes]) -> bytes:
    file.seek(0)
    found = hashlib.file_digest(file, "sha256").digest()  # type: ignore[arg-type] # reads bytes
    file.seek(0)
    return found


def _said(file: IO[bytes], kind: ReportKind) -> _Said | None:
    file.seek(0)
    reading: Iterable[object] = FAMILIES[kind].monthly.read(file)
    header = ""
    records: dict[tuple[str, str], str] = {}
    for each in reading:
        if isinstance(each, ReportHeader):
            header = repr(each)
        elif isinstance(each, ServiceRecord):
            records[each.group.value, each.app_id] = contents.digest(each)
        elif isinstance(each, Finding) and not header:
            return None
    file.seek(0)
    return _Said(header=header, records=records) if header else None

"""Which lines without a label are a header all the same, by their form?"""

import re
from collections.abc import Mapping
from enum import StrEnum

from openpias.server.helpdesk.domain.header import values
from openpias.server.helpdesk.domain.header.fields import ASKED
from openpias.server.helpdesk.domain.header.gathering import Gathered
from openpias.server.helpdesk.domain.header.labels import Labelled
from openpias.server.helpdesk.domain.header.lines import Line, is_greeting
from openpias.server.helpdesk.domain.header.vocabulary import CATEGORIES, KINDS
from openpias.server.helpdesk.enums import Confidence, HeaderField

_MOST_LINES, _LONGEST = 8, 120
_PARTED = r"\s*(?:[/|,;\t]|\s[-–]\s)"
_FISCAL = re.compile(rf"\s*(?:(?:CUI|CIF)\s*:?\s*)?(?:RO\s?)?\d{{4,10}}{_PARTED}", re.IGNORECASE)
_STAMP = re.compile(rf"\s*(?=[A-Za-z]?\d)[A-Za-z0-9]{{5,6}}{_PARTED}")
_READERS = (
    (HeaderField.FISCAL_CODE, _FISCAL, values.provider),
    (HeaderField.STAMP_CODE, _STAMP, values.physician),
)


def read_unlabelled(state: Gathered, lines: list[Line]) -> None:
    """Take a kind, a category, or a code beside a name from the first lines that are not used."""
    rest = [line for line in lines[: 2 * _MOST_LINES] if line.start not in state.used]
    for line in rest[:_MOST_LINES]:
        if is_greeting(line) or len(line.text) > _LONGEST:
            continue
        if _choice(state, line) or _codes(state, line):
            state.used.add(line.start)


def _choice(state: Gathered, line: Line) -> bool:
    tables: tuple[tuple[HeaderField, Mapping[str, StrEnum]], ...] = (
        (HeaderField.PROVIDER_KIND, KINDS),
        (HeaderField.CATEGORY, CATEGORIES),
    )
    for wanted, table in tables:
        found = values.only(line.text, table) if _wants(state, wanted) else None
        if found is not None:
            state.take(wanted, str(found), line, Confidence.LIKELY)
            return True
    return False


def _codes(state: Gathered, line: Line) -> bool:
    for wanted, pattern, reader in _READERS:
        if not _wants(state, wanted) or not pattern.match(line.text):
            continue
        coded = reader(line.text)
        if coded.code and 1 <= len(coded.names) <= 2:
            found = Labelled(field=wanted, value=line, confidence=Confidence.LIKELY)
            state.take_coded(wanted, coded, found)
            return True
    return False


def _wants(state: Gathered, wanted: HeaderField) -> bool:
    return wanted in ASKED[state.mailbox] and state.lacks(wanted)

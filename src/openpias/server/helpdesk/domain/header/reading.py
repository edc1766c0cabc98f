"""What does the structured header of a mail say?

Labels are read in any order; a value that stands under its label is read there, and one without a
label by its form. What could mean two things is left out and listed.
"""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum

from openpias.server.helpdesk.domain.header import values
from openpias.server.helpdesk.domain.header.fields import Field, Header
from openpias.server.helpdesk.domain.header.gathering import Gathered
from openpias.server.helpdesk.domain.header.labels import Labelled, folded, labelled
from openpias.server.helpdesk.domain.header.lines import Line, is_greeting, parts
from openpias.server.helpdesk.domain.header.unlabelled import read_unlabelled
from openpias.server.helpdesk.domain.header.vocabulary import CATEGORIES, KINDS, LABELS
from openpias.server.helpdesk.enums import Confidence, HeaderField, Mailbox

_OPTION_LINE = re.compile(r"\s*[(\[].*[,/|].*[)\]]?\s*$")
_SEGMENTS = re.compile(r"\s*;\s*|\s+\|\s+|\s{4,}")
_SIGN = re.compile(r"[:=]")
_FEWEST_OPTIONS = 3
_TABLES: dict[HeaderField, Mapping[str, StrEnum]] = {
    HeaderField.PROVIDER_KIND: KINDS,
    HeaderField.CATEGORY: CATEGORIES,
}


def read(text: str, *, mailbox: Mailbox) -> Header:
    """Read a mail's text, or what `markup.text_of` made of it. Only the first 32,000 signs count.

    Findings say what is unclear or wrong in itself; what is missing, and whether the register knows
    it, says `checking.check`.
    """
    found = parts(text)
    own = _from(found.own, mailbox)
    if not own.labels and not own.fields and found.quoted:
        own = _from(found.quoted, mailbox)
        own.fields = {key: _doubtful(value) for key, value in own.fields.items()}
    if HeaderField.PHONE not in own.fields:
        for line in (*found.own, *found.signature):
            if number := values.phone(line.text):
                own.take(HeaderField.PHONE, number, line, Confidence.LIKELY)
                break
    return Header(
        mailbox=mailbox,
        fields=own.fields,
        presentation=_presentation(found.own, own.used),
        findings=tuple(own.findings()),
    )


def _doubtful(value: Field) -> Field:
    return Field(value=value.value, start=value.start, end=value.end, confidence=Confidence.LIKELY)


def _from(lines: list[Line], mailbox: Mailbox) -> Gathered:
    state = Gathered(mailbox=mailbox)
    lines = [part for line in lines for part in _parted(line)]
    place = 0
    while place < len(lines):
        place += _row_of_labels(state, lines, place) or _line(state, lines, place)
    read_unlabelled(state, lines)
    return state


def _parted(line: Line) -> Iterator[Line]:
    """Yield the pieces of a line that holds several labels, or the line."""
    pieces: list[Line] = []
    start = 0
    for match in (*_SEGMENTS.finditer(line.text), None):
        end = match.start() if match else len(line.text)
        pieces.append(Line(text=line.text[start:end], start=line.start + start))
        start = match.end() if match else end
    told = [piece for piece in pieces if _SIGN.search(piece.text) and labelled(piece)]
    if len(told) > 1 and len(told) == len(pieces):
        yield from pieces
    else:
        yield line


def _row_of_labels(state: Gathered, lines: list[Line], place: int) -> int:
    """Read a table whose first row holds labels and whose second holds values; return its rows."""
    cells = _cells(lines[place])
    if len(cells) < 2 or place + 1 >= len(lines):
        return 0
    heads = [folded(re.sub(r"\([^)]*\)?", " ", cell.text)) for cell in cells]
    if not all(head in LABELS for head in heads):
        return 0
    for head, cell in zip(heads, _cells(lines[place + 1]), strict=False):
        value = Labelled(field=LABELS[head], value=cell, confidence=Confidence.CERTAIN)
        state.take_value(value)
    state.labels += len(cells)
    state.used |= {lines[place].start, lines[place + 1].start}
    return 2


def _cells(line: Line) -> list[Line]:
    found = re.finditer(r"[^\t|]+", line.text)
    return [Line(text=each.group().strip(), start=line.start + each.start()) for each in found]


def _line(state: Gathered, lines: list[Line], place: int) -> int:
    """Read one line, with the value below it where it holds only a label; return how many lines."""
    line = lines[place]
    found = labelled(line)
    if found is None:
        return 1
    state.labels += 1
    state.used.add(line.start)
    many = 1
    if not found.value.text or _is_options(found.value, found):
        for below in lines[place + 1 : place + 4]:
            if labelled(below) or is_greeting(below):
                break
            many += 1
            state.used.add(below.start)
            if _is_options(below, found):
                continue
            found = Labelled(field=found.field, value=below, confidence=found.confidence)
            break
    state.take_value(found)
    return many


def _is_options(line: Line, found: Labelled) -> bool:
    """Tell whether a text is only the list of options, or the remark, of the published form."""
    if folded(line.text) == "daca este cazul":
        return True
    table = _TABLES.get(found.field)
    if table is None or not _OPTION_LINE.fullmatch(line.text) or values.MARK.search(line.text):
        return False
    return len(values.meant(folded(line.text), table)) >= _FEWEST_OPTIONS


def _presentation(lines: list[Line], used: set[int]) -> str:
    said = (line.text.strip() for line in lines if line.start not in used and not is_greeting(line))
    return "\n".join(said)

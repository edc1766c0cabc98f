"""What does the structured header of a mail say?

Labels are read in any order; a value that stands under its label is read there, and one without a
label by its form. What could mean two things is left out and listed.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from enum import StrEnum

from openpias.server.helpdesk.domain.header import values
from openpias.server.helpdesk.domain.header.fields import Field, Header
from openpias.server.helpdesk.domain.header.gathering import Gathered
from openpias.server.helpdesk.domain.header.labels import Labelled, alike, folded, labelled
from openpias.server.helpdesk.domain.header.lines import Line, is_greeting, parts
from openpias.server.helpdesk.domain.header.unlabelled import read_unlabelled
from openpias.server.helpdesk.domain.header.vocabulary import CATEGORIES, KINDS, LABELS
from openpias.server.helpdesk.enums import Confidence, HeaderField, Mailbox

_OPTION_LINE = re.compile(r"\s*[(\[].*[,/|].*[)\]]?\s*$")
_SEGMENTS = re.compile(r"\s*;\s*|\s+\|\s+|\s{4,}")
_SIGN = re.compile(r"[:=]")
_CODE_FIRST = re.compile(r"(?:(?:RO|CUI|CIF)[\s:]*)?[A-Za-z]?[0-9]{5}", re.IGNORECASE)
_FEWEST_OPTIONS = 3
_MOST_WORDS, _MOST_NAME_WORDS = 14, 6
_NAME_OF = {
    HeaderField.FISCAL_CODE: HeaderField.PROVIDER_NAME,
    HeaderField.STAMP_CODE: HeaderField.PHYSICIAN_NAME,
}
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
    if not own.fields.keys() - {HeaderField.PHONE} and not own.unclear and found.quoted:
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
        presentation=_presentation(found.own or found.quoted, own.used),
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
    heads = [_label(cell.text) for cell in cells]
    if not all(heads):
        return 0
    for head, cell in zip(heads, _cells(lines[place + 1]), strict=False):
        if not cell.text:
            continue
        value = Labelled(field=LABELS[head], value=cell, confidence=Confidence.CERTAIN)
        state.take_value(value)
    state.used |= {lines[place].start, lines[place + 1].start}
    return 2


def _label(cell: str) -> str:
    head = folded(re.sub(r"\([^)]*\)?", " ", cell))
    return head if head in LABELS else alike(head) or ""


def _cells(line: Line) -> list[Line]:
    found = re.finditer(r"(?:^|(?<=[\t|]))[^\t|]*", line.text)
    return [Line(text=each.group().strip(), start=line.start + each.start()) for each in found]


def _line(state: Gathered, lines: list[Line], place: int) -> int:
    """Read one line, with the value below it where it holds only a label; return how many lines."""
    line = lines[place]
    found = labelled(line)
    if found is None:
        return 1
    state.used.add(line.start)
    many = 1
    if not found.value.text or _is_options(found.value, found):
        for below in lines[place + 1 : place + 4]:
            if labelled(below) or is_greeting(below) or not _may_be_value(below, found):
                break
            many += 1
            state.used.add(below.start)
            if _is_options(below, found):
                continue
            found = replace(found, value=below)
            break
    state.take_value(found)
    return many + _name_below(state, lines, place + many, found)


def _name_below(state: Gathered, lines: list[Line], place: int, found: Labelled) -> int:
    """Take a name from the line below its code, where the label asked for both; return its lines."""
    wanted = _NAME_OF.get(found.field)
    if wanted is None or place >= len(lines) or lines[place - 1].start != found.value.start:
        return 0
    line = lines[place]
    asked = {"denumire", "furnizor", "nume"} & set(found.label.split())
    alone = len(found.value.text.split()) == 1 and found.field in state.fields
    if not (asked and alone and state.lacks(wanted)) or labelled(line) or is_greeting(line):
        return 0
    if len(line.text.split()) > _MOST_NAME_WORDS or not _may_be_value(line, found):
        return 0
    state.take_value(replace(found, field=wanted, value=line, confidence=Confidence.LIKELY))
    state.used.add(line.start)
    return 1


def _may_be_value(line: Line, found: Labelled) -> bool:
    """Tell whether a line below a label may be its value, and not the presentation."""
    if (table := _TABLES.get(found.field)) is not None:
        return _is_options(line, found) or values.choice(line.text, table).value is not None
    if any(values.only(line.text, other) is not None for other in _TABLES.values()):
        return False
    written = line.text.strip()
    if len(written.split()) > _MOST_WORDS:
        return False
    return _CODE_FIRST.match(written) is not None or not written.endswith((".", "?", "!"))


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

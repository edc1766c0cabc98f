"""What was read of a header so far, and what became unclear while reading?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from openpias.core.findings import Finding, Severity
from openpias.server.helpdesk.domain.header import values
from openpias.server.helpdesk.domain.header.fields import Field
from openpias.server.helpdesk.domain.header.labels import Labelled, folded
from openpias.server.helpdesk.domain.header.lines import Line
from openpias.server.helpdesk.domain.header.values import Choice, Coded
from openpias.server.helpdesk.domain.header.vocabulary import CATEGORIES, KINDS
from openpias.server.helpdesk.enums import Confidence, HeaderField, Mailbox

_PAIRED = {
    HeaderField.FISCAL_CODE: (HeaderField.PROVIDER_NAME, HeaderField.SUB_UNIT),
    HeaderField.STAMP_CODE: (HeaderField.PHYSICIAN_NAME,),
}
_WARNED = frozenset({HeaderField.STAMP_CODE, HeaderField.PHYSICIAN_NAME, HeaderField.SUB_UNIT})


@dataclass(slots=True)
class Gathered:
    """The fields of one part of a mail; `used` are the starts of lines that belong to the header."""

    mailbox: Mailbox
    fields: dict[HeaderField, Field] = field(default_factory=dict)
    unclear: dict[HeaderField, str] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)

    def take(self, wanted: HeaderField, value: str, line: Line, confidence: Confidence) -> None:
        """Keep a value; another one under a label for the same field makes both unclear."""
        known = self.fields.get(wanted)
        if known is None:
            if wanted not in self.unclear:
                self.fields[wanted] = _placed(value, line, confidence)
            return
        certain = known.confidence is confidence is Confidence.CERTAIN
        if certain and folded(known.value) != folded(value):
            self.doubt(wanted, "unclear")

    def doubt(self, wanted: HeaderField, why: str) -> None:
        """Leave a field out, and say why: `unclear`, `wrong` or `personal`."""
        self.fields.pop(wanted, None)
        self.unclear.setdefault(wanted, why)

    def lacks(self, wanted: HeaderField) -> bool:
        """Tell whether nothing at all was read for a field."""
        return wanted not in self.fields and wanted not in self.unclear

    def take_value(self, found: Labelled) -> None:
        """Read the value of a label by what the label asks for."""
        written = found.value.text
        match found.field:
            case HeaderField.PROVIDER_KIND:
                self._choose(found, values.choice(written, KINDS))
            case HeaderField.CATEGORY:
                self._choose(found, values.choice(written, CATEGORIES))
            case HeaderField.FISCAL_CODE:
                self.take_coded(found.field, values.provider(written), found)
            case HeaderField.STAMP_CODE:
                self.take_coded(found.field, values.physician(written), found)
            case HeaderField.PROVIDER_NAME:
                self._named(found, HeaderField.FISCAL_CODE, values.provider(written))
            case HeaderField.PHYSICIAN_NAME:
                self._named(found, HeaderField.STAMP_CODE, values.physician(written))
            case HeaderField.PHONE:
                self._first(found, [values.phone(written)])
            case HeaderField.SUB_UNIT:
                self._first(found, values.names_in(written))

    def take_coded(self, wanted: HeaderField, coded: Coded, found: Labelled) -> None:
        """Take a code and the names beside it, or say what is wrong with the code."""
        if coded.code:
            self.take(wanted, coded.code, found.value, found.confidence)
        elif coded.personal:
            self.doubt(wanted, "personal")
        elif coded.wrong:
            self.doubt(wanted, "wrong")
        for paired, name in zip(_PAIRED[wanted], coded.names, strict=False):
            self.take(paired, name, found.value, found.confidence)

    def findings(self) -> Iterator[Finding]:
        """Yield what is unclear or wrong; only what the form asks of everybody is an error."""
        for wanted, why in self.unclear.items():
            severity = Severity.WARNING if wanted in _WARNED else Severity.ERROR
            yield Finding(code=f"header-{wanted}-{why}", path=f"/{wanted}", severity=severity)

    def _choose(self, found: Labelled, chosen: Choice) -> None:
        if chosen.value is not None:
            self.take(found.field, str(chosen.value), found.value, found.confidence)
        elif chosen.unclear:
            self.doubt(found.field, "unclear")

    def _named(self, found: Labelled, code: HeaderField, coded: Coded) -> None:
        """Take a name; senders write the code beside it here too."""
        if coded.code or coded.personal:
            self.take_coded(code, coded, found)
        else:
            self._first(found, coded.names)

    def _first(self, found: Labelled, names: tuple[str, ...] | list[str]) -> None:
        if names and names[0]:
            self.take(found.field, names[0], found.value, found.confidence)


def _placed(value: str, line: Line, confidence: Confidence) -> Field:
    """Return a field with the place at which its value is written, the whole line where it is not."""
    loosely = r"[\s.]*".join(map(re.escape, value)) if value.isdigit() else re.escape(value)
    match = re.search(loosely, line.text, re.IGNORECASE)
    start, end = match.span() if match else (0, len(line.text))
    return Field(value=value, start=line.start + start, end=line.start + end, confidence=confidence)

"""What does the structured header of a mail say, and where does it say it?"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from openpias.core.findings import Finding
from openpias.server.helpdesk.enums import Confidence, HeaderField, Mailbox


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One value: canonical where the field is a closed list or a code, as written where it is a name.

    `start` and `end` are the characters of the read text in which it stands.
    """

    value: str
    start: int
    end: int
    confidence: Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What was read; a field that could mean two things is absent and has a finding.

    `presentation` is what the sender says besides the header, without greeting, quotes and signature.
    """

    mailbox: Mailbox
    fields: Mapping[HeaderField, Field]
    presentation: str
    findings: tuple[Finding, ...] = field(default=())

    def value(self, wanted: HeaderField) -> str:
        """Return the value of a field, empty where it was not read."""
        found = self.fields.get(wanted)
        return found.value if found else ""


# What each mailbox asks for, as published with the programme of the helpdesk.
ASKED: Mapping[Mailbox, frozenset[HeaderField]] = {
    Mailbox.SIUI: frozenset(
        {
            HeaderField.PROVIDER_KIND,
            HeaderField.FISCAL_CODE,
            HeaderField.PROVIDER_NAME,
            HeaderField.STAMP_CODE,
            HeaderField.PHYSICIAN_NAME,
            HeaderField.CATEGORY,
        }
    ),
    Mailbox.CEAS: frozenset(
        {
            HeaderField.FISCAL_CODE,
            HeaderField.PROVIDER_NAME,
            HeaderField.STAMP_CODE,
            HeaderField.PHYSICIAN_NAME,
            HeaderField.CATEGORY,
        }
    ),
    Mailbox.SIPE: frozenset(
        {
            HeaderField.FISCAL_CODE,
            HeaderField.PROVIDER_NAME,
            HeaderField.SUB_UNIT,
            HeaderField.CATEGORY,
        }
    ),
}

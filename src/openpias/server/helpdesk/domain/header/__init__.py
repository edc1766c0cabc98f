"""The structured header of a mail: what each mailbox asks for, and what a sender wrote."""

from openpias.server.helpdesk.domain.header.checking import Checked, KnownProvider, Register, check
from openpias.server.helpdesk.domain.header.codes import FINDING_CODES
from openpias.server.helpdesk.domain.header.fields import Field, Header
from openpias.server.helpdesk.domain.header.markup import text_of
from openpias.server.helpdesk.domain.header.reading import read

__all__ = [
    "FINDING_CODES",
    "Checked",
    "Field",
    "Header",
    "KnownProvider",
    "Register",
    "check",
    "read",
    "text_of",
]

"""Is an attachment a Word document that may be kept, and what is written and pictured in it?

The structure decides, and neither name nor declared type. Nothing is rendered and nothing is run;
a reader that meets anything unexpected refuses.
"""

from openpias.server.helpdesk.domain.documents.binary import read_doc
from openpias.server.helpdesk.domain.documents.outcomes import (
    Document,
    Limits,
    Refused,
    RefusedError,
)
from openpias.server.helpdesk.domain.documents.package import read_docx
from openpias.server.helpdesk.enums import DocumentRefusal

_ZIP, _COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_USUAL = Limits()


def read(content: bytes, *, limits: Limits = _USUAL) -> Document | Refused:
    """Return the document with all its texts and pictures, or why it is refused.

    Time and memory are bounded by the limits: a document is refused before it is inflated.
    """
    if not content:
        return Refused(reason=DocumentRefusal.EMPTY)
    if len(content) > limits.most_bytes:
        return Refused(reason=DocumentRefusal.TOO_LARGE)
    try:
        if content.startswith(_ZIP):
            return read_docx(content, limits)
        if content.startswith(_COMPOUND):
            return read_doc(content, limits)
    except RefusedError as refusal:
        return Refused(reason=refusal.reason)
    return Refused(reason=DocumentRefusal.NOT_WORD)

"""Attachments: Word documents that may be kept, and everything written and pictured in them."""

from openpias.server.helpdesk.domain.documents.outcomes import (
    Document,
    Limits,
    Picture,
    PictureKind,
    Refused,
    Text,
)
from openpias.server.helpdesk.domain.documents.reading import read

__all__ = ["Document", "Limits", "Picture", "PictureKind", "Refused", "Text", "read"]

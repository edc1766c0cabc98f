"""Which closed lists does the helpdesk use? Each value is a term of docs/glossary.md."""

from enum import StrEnum


class Mailbox(StrEnum):
    """To which address a mail was sent; each asks for a header of its own."""

    SIUI = "siui"
    CEAS = "ceas"
    SIPE = "sipe"


class Category(StrEnum):
    """What an incident is about, as the header says it."""

    CONNECTION = "connection"
    CONTRACTING = "contracting"
    SETTLEMENT = "settlement"
    ELECTRONIC_INVOICE = "electronic-invoice"
    VALIDATION = "validation"
    OPERATION = "operation"
    OTHER = "other"


class HeaderField(StrEnum):
    """What the structured header of a mail holds."""

    PROVIDER_KIND = "provider-kind"
    FISCAL_CODE = "fiscal-code"
    PROVIDER_NAME = "provider-name"
    STAMP_CODE = "stamp-code"
    PHYSICIAN_NAME = "physician-name"
    SUB_UNIT = "sub-unit"
    CATEGORY = "category"
    PHONE = "phone"


class Confidence(StrEnum):
    """How a field was recognised: under its label, or by its form and place alone."""

    CERTAIN = "certain"
    LIKELY = "likely"


class DocumentFormat(StrEnum):
    """What an attachment is by its structure, whatever its name says."""

    DOCX = "docx"
    DOC = "doc"


class DocumentRefusal(StrEnum):
    """Why an attachment is not taken."""

    EMPTY = "empty"
    TOO_LARGE = "too-large"
    NOT_WORD = "not-word"
    DAMAGED = "damaged"
    OLD_WORD = "old-word"
    ENCRYPTED = "encrypted"
    TOO_MANY_PARTS = "too-many-parts"
    EXPANDS_TOO_MUCH = "expands-too-much"
    UNSAFE_PART_NAME = "unsafe-part-name"
    UNKNOWN_PART = "unknown-part"
    MACROS = "macros"
    EMBEDDED_OBJECT = "embedded-object"
    EXTERNAL_LINK = "external-link"
    ACTIVE_FIELD = "active-field"
    DOCUMENT_TYPE = "document-type"

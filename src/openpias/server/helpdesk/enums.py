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


class Channel(StrEnum):
    """How an incident reached the helpdesk."""

    MAIL = "mail"
    VOICE = "voice"
    TELEPHONE = "telephone"
    PORTAL = "portal"


class ReporterKind(StrEnum):
    """Who reports; an insured person and staff are not asked for fields of a provider."""

    PROVIDER = "provider"
    INSURED_PERSON = "insured-person"
    STAFF = "staff"


class IncidentState(StrEnum):
    """Where an incident stands."""

    NEW = "new"
    ASSIGNED = "assigned"
    WAITING = "waiting"
    ANSWERED = "answered"
    CLOSED = "closed"
    MERGED = "merged"


class Priority(StrEnum):
    """How soon an incident wants an answer; each has clocks of its own."""

    URGENT = "urgent"
    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


class Pictures(StrEnum):
    """Whether the pictures inside a document, or an incident's documents, were read for personal data."""

    NONE = "none"
    UNVERIFIED = "unverified"
    VERIFIED = "verified"
    HIDDEN = "hidden"


class VirusCheck(StrEnum):
    """Whether the virus scanner judged a document; one that waits stays closed."""

    NONE = "none"
    WAITING = "waiting"
    CLEAN = "clean"
    INFECTED = "infected"


class MessageSource(StrEnum):
    """By which way a raw message came in."""

    SMTP = "smtp"
    LMTP = "lmtp"
    IMAP = "imap"


class MessageState(StrEnum):
    """What became of a raw message; only a stored one is still to be read."""

    STORED = "stored"
    TAKEN = "taken"
    HELD = "held"
    UNREADABLE = "unreadable"
    ATTACHED = "attached"
    IGNORED = "ignored"


class EntryKind(StrEnum):
    """What an entry of an incident is; a note never leaves the house."""

    INCOMING = "incoming"
    ANSWER = "answer"
    AUTOMATIC_ANSWER = "automatic-answer"
    NOTE = "note"
    BOUNCE = "bounce"
    EVENT = "event"


class Happening(StrEnum):
    """What an entry of kind event tells."""

    OPENED = "opened"
    REPEATED = "repeated"
    TAKEN = "taken"
    ASSIGNED = "assigned"
    CORRECTED = "corrected"
    RECATEGORISED = "recategorised"
    PRIORITISED = "prioritised"
    WAITS = "waits"
    RESUMED = "resumed"
    CLOSED = "closed"
    REOPENED = "reopened"
    MERGED = "merged"
    LINKED = "linked"
    HELD = "held"
    RELEASED = "released"
    ERASED = "erased"
    RATED = "rated"
    PICTURES_READ = "pictures-read"
    REVEALED = "revealed"
    VIRUS_FOUND = "virus-found"
    CALLED_BACK = "called-back"
    ORIGINAL_READ = "original-read"
    TERMS_MOVED = "terms-moved"


class ClockState(StrEnum):
    """How a clock of an incident stands at a moment."""

    RUNNING = "running"
    SOON = "soon"
    LATE = "late"
    PAUSED = "paused"
    MET = "met"
    MISSED = "missed"


class AttachmentRefusal(StrEnum):
    """Why an attachment was not kept, besides what its own structure says."""

    TOO_MANY = "too-many"
    VIRUS = "virus"


class OriginalReason(StrEnum):
    """Why somebody saves the original of a mail that could not be read."""

    ANSWER_BY_HAND = "answer-by-hand"
    REPAIR = "repair"
    CHECK = "check"


class DiscardReason(StrEnum):
    """Why a mail that could not be read is of no use."""

    UNWANTED = "unwanted"
    EMPTY = "empty"
    SENT_AGAIN = "sent-again"
    ANSWERED = "answered"


class RevealReason(StrEnum):
    """Why somebody looks at places of a text that were hidden from caution, or at a held mail."""

    NOT_UNDERSTOOD = "not-understood"
    REPORTER = "reporter"
    FALSE_FIND = "false-find"


class ReopenReason(StrEnum):
    """Why an incident that was closed is open again."""

    NOT_SOLVED = "not-solved"
    RETURNED = "returned"
    ASKED = "asked"
    CLOSED_BY_MISTAKE = "closed-by-mistake"


class CallOutcome(StrEnum):
    """How a call back to the reporter ended; to speak with somebody is an answer."""

    SPOKE = "spoke"
    NO_REPLY = "no-reply"

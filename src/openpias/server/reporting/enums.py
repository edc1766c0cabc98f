"""Which closed lists does reporting use? Each value is a term of docs/glossary.md."""

from enum import StrEnum


class ReportState(StrEnum):
    """Where a received file stands."""

    RECEIVED = "received"
    REFUSED = "refused"
    QUEUED = "queued"
    PROCESSING = "processing"
    PROCESSED = "processed"
    DEAD_LETTER = "dead-letter"


class ReportHappening(StrEnum):
    """What the life of a report tells."""

    RECEIVED = "received"
    REFUSED = "refused"
    ACCEPTED = "accepted"
    PROCESSING_STARTED = "processing-started"
    PROCESSING_FAILED = "processing-failed"
    DEAD_LETTERED = "dead-lettered"
    RETRIED = "retried"
    PROCESSED = "processed"
    DEADLINES_MOVED = "deadlines-moved"
    FEEDBACK_TAKEN = "feedback-taken"


class RecordSource(StrEnum):
    """How a record reached us."""

    ONLINE = "online"
    REPORT = "report"


class RecordLookReason(StrEnum):
    """Why a house looks at the patient of a record."""

    CHECK = "check"
    COMPLAINT = "complaint"
    PROVIDER_ASKS = "provider-asks"


class DraftState(StrEnum):
    """Where a record that was typed on screen stands."""

    TYPED = "typed"
    VALIDATED = "validated"
    IN_REPORT = "in-report"
    SENT = "sent"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    DISCARDED = "discarded"


class PeriodState(StrEnum):
    """Whether reports of a period are taken."""

    OPEN = "open"
    CLOSED = "closed"


class ReportingList(StrEnum):
    """The lists that a CNAS administrator keeps for reporting; the value is the name in addresses."""

    SERVICES = "services"
    DIAGNOSES = "diagnoses"
    SPECIALITIES = "specialities"
    PACKAGES = "packages"


class Presence(StrEnum):
    """How a typed service shows that the patient was there; the last two are the official reasons."""

    WITHOUT = "without"
    CARD = "card"
    CERTIFICATE = "certificate"
    DETAINED = "1"
    MENTAL_HEALTH = "2"


class UntakenKind(StrEnum):
    """Official kinds of report that are not taken here yet; their services are entered by hand."""

    PERMANENCE = "PRM"
    PHARMACY_PAPER = "FARMD"
    PHARMACY_ELECTRONIC = "FARME"
    PHARMACY_CLOSED = "FARMI"
    PRIVATE_DIALYSIS = "FSD"
    PUBLIC_DIALYSIS = "NHPDIA"
    PROGRAMME_INDICATORS = "NHPREP"
    PROGRAMME_CLAIMS = "NHPCJ"
    HOSPITAL_ACUTE = "SPT_ACUT"
    HOSPITAL_CHRONIC = "SPT_CHR"
    HOSPITAL_DRG = "SPT_DRG"
    HOSPITAL_DAY = "SPT_SPZ"
    HOSPITAL_PALLIATIVE = "SPT_PAL"


class RemovalReason(StrEnum):
    """Why an entry by hand is taken out of the distinct records."""

    TYPED_TWICE = "typed-twice"
    WRONG_PERSON = "wrong-person"
    NOT_GIVEN = "not-given"
    REPORTED = "reported"

"""Which closed lists does the register use? Each value is a term of docs/glossary.md."""

from enum import StrEnum


class PersonStatus(StrEnum):
    """Where a person's record stands."""

    ACTIVE = "active"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"
    ERASED = "erased"


class IdentifierKind(StrEnum):
    """Which kind of identifier a person carries; later modules add CNP and CID."""

    TEMPORARY = "temporary"
    PERMIT_CNP = "permit-cnp"
    HOUSE = "house"
    OFFICIAL = "official"


class IdentifierState(StrEnum):
    """Whether an identifier may still be used."""

    VALID = "valid"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class RegistrationKind(StrEnum):
    """How facts about a person came in."""

    TEMPORARY = "temporary"
    PERMIT = "permit"
    IMPORT = "import"
    CORRECTION = "correction"
    READMISSION = "readmission"


class Readmission(StrEnum):
    """What became of a slip that was taken in again after a restore."""

    WRITTEN = "written"
    BROUGHT_FORWARD = "brought-forward"
    JOINED = "joined"
    OUTDATED = "outdated"
    KNOWN = "known"


class SlipStatus(StrEnum):
    """Whether a printed slip still says the truth."""

    CURRENT = "current"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class SetAsideStatus(StrEnum):
    """Whether a row of an import still waits for a decision."""

    OPEN = "open"
    DECIDED = "decided"


class Outcome(StrEnum):
    """What a registration led to."""

    ISSUED = "issued"
    REPEATED = "repeated"
    EXISTING = "existing"


class NomenclatureList(StrEnum):
    """The lists of codes that a CNAS administrator keeps; the value is the name in addresses."""

    CATEGORIES = "categories"
    CITIZENSHIPS = "citizenships"
    ENTRY_POINTS = "entry-points"
    VISA_TYPES = "visa-types"
    DOCUMENT_TYPES = "document-types"
    SEXES = "sexes"
    INSURANCE_CATEGORIES = "insurance-categories"
    INSURANCE_STATES = "insurance-states"


class InsuredStatus(StrEnum):
    """Where the record of an insured person stands."""

    ACTIVE = "active"
    ERASED = "erased"


class InsuredState(StrEnum):
    """Whether somebody is insured on a day, as the official check of insured persons answers."""

    UNKNOWN = "unknown"
    INSURED = "insured"
    NOT_INSURED = "not-insured"
    DECEASED = "deceased"


class LookupReason(StrEnum):
    """Why somebody opens the record of another provider's person."""

    CARE = "care"
    REPORTING = "reporting"
    REPRINT = "reprint"
    CORRECTION = "correction"
    PERSON_ASKS = "person-asks"

"""What has a caller said with the keys, and how did the message end?

Nothing but what was recognised is kept: digits that are no fiscal code may be those of a person.
"""

from dataclasses import dataclass
from enum import StrEnum

from openpias.core.identifiers.fiscal_code import FiscalCode


class Language(StrEnum):
    """In which language the caller is spoken to."""

    ROMANIAN = "ro"
    UKRAINIAN = "uk"
    ENGLISH = "en"


class Subject(StrEnum):
    """About which system the caller calls; the value names the mailbox of the same matter."""

    SIUI = "siui"
    CEAS = "ceas"
    SIPE = "sipe"


class Reporter(StrEnum):
    """As whom the caller calls."""

    PROVIDER = "provider"
    INSURED_PERSON = "insured-person"
    STAFF = "staff"


class RecordingEnd(StrEnum):
    """Why a recording ended."""

    KEY = "key"
    SILENCE = "silence"
    LIMIT = "limit"
    HANG_UP = "hang-up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A message as it was taken: how it ended, and seconds in which somebody was heard."""

    ended: RecordingEnd
    heard_seconds: float


@dataclass(slots=True, kw_only=True)
class Answers:
    """What is known of a call so far; it is filled while the call goes on, and a hang-up keeps it.

    `fiscal_code` is one whose control digit is right. None is what was not asked or not answered.
    """

    language: Language = Language.ROMANIAN
    subject: Subject | None = None
    reporter: Reporter | None = None
    fiscal_code: FiscalCode | None = None
    message: Recorded | None = None

"""Which steps does a night call take? The dialogue is data; `conversation` walks through it.

The warning about personal data cannot be skipped with a key. Whoever does not answer a question is
led on without the answer, since the message counts: an operator asks the rest in the morning.
An insured person is never asked what only providers have.
Sources: Asistența tehnică a PIAS, Program de funcționare, lit. b) and d), for when and what for; the
steps themselves are ours.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from openpias.core.voice.answers import Language, Reporter, Subject

Choice = Language | Subject | Reporter


class Question(StrEnum):
    """Which field of the answers a menu fills."""

    LANGUAGE = "language"
    SUBJECT = "subject"
    REPORTER = "reporter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A prompt that is heard to its end."""

    says: str
    then: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu:
    """One key answers; * says the question again, and does not count as a try.

    `branches`: where an answer leads elsewhere than `then`. `in_each_language`: the prompt is said
    in all languages, each time in its own. `seconds`: how long a key is waited for after the prompt.
    """

    says: str
    asks: Question
    keys: Mapping[str, Choice]
    then: str
    branches: Mapping[Choice, str] = field(default_factory=dict)
    in_each_language: bool = False
    tries: int = 3
    seconds: float = 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FiscalCodeQuestion:
    """Digits and # are a fiscal code; # alone is "I have none here", * begins again."""

    says: str
    then: str
    tries: int = 3
    seconds: float = 8.0
    between_seconds: float = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageStep:
    """A message after the tone; # or hanging up ends it.

    `longest_seconds`: of the message. `silence_seconds`: of nothing heard, after which it ends.
    """

    says: str
    then: str
    otherwise: str
    tries: int = 2
    longest_seconds: float = 180.0
    silence_seconds: float = 10.0
    shortest_heard_seconds: float = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Goodbye:
    """The last prompt, after which we hang up."""

    says: str


Step = Notice | Menu | FiscalCodeQuestion | MessageStep | Goodbye


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialogue:
    """Steps by name, and the first of them."""

    first: str
    steps: Mapping[str, Step]


def night_dialogue(*, longest_seconds: float = 180.0, silence_seconds: float = 10.0) -> Dialogue:
    """Return the dialogue of the IVR, with the limits of an installation for the message."""
    message = MessageStep(
        says="message",
        then="thanks",
        otherwise="nothing-heard",
        longest_seconds=longest_seconds,
        silence_seconds=silence_seconds,
    )
    return Dialogue(first="welcome", steps=MappingProxyType({**_STEPS, "message": message}))


_STEPS: Final[Mapping[str, Step]] = {
    "welcome": Notice(says="welcome", then="language"),
    "language": Menu(
        says="language",
        asks=Question.LANGUAGE,
        keys={"1": Language.ROMANIAN, "2": Language.UKRAINIAN, "3": Language.ENGLISH},
        in_each_language=True,
        tries=2,
        then="subject",
    ),
    "subject": Menu(
        says="subject",
        asks=Question.SUBJECT,
        keys={"1": Subject.SIUI, "2": Subject.CEAS, "3": Subject.SIPE},
        then="reporter",
    ),
    "reporter": Menu(
        says="reporter",
        asks=Question.REPORTER,
        keys={"1": Reporter.PROVIDER, "2": Reporter.INSURED_PERSON, "3": Reporter.STAFF},
        then="warning",
        branches={Reporter.PROVIDER: "fiscal-code"},
    ),
    "fiscal-code": FiscalCodeQuestion(says="fiscal-code", then="warning"),
    "warning": Notice(says="warning", then="message"),
    "thanks": Goodbye(says="thanks"),
    "nothing-heard": Goodbye(says="nothing-heard"),
}

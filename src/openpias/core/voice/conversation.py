"""What is done next in a call, given what the caller did? Pure: no telephone, no clock.

`converse` is a generator: it yields what to do, and is sent what came of it. Whoever drives it has
the telephone (`Play`, `WaitForKey`, `Record`, `HangUp`), and closes it when the caller hangs up;
`Answers` then holds whatever was known.
"""

from collections.abc import Generator
from dataclasses import dataclass

from openpias.core.identifiers import fiscal_code
from openpias.core.voice.answers import Answers, Language, Recorded, RecordingEnd, Reporter, Subject
from openpias.core.voice.dialogue import (
    Choice,
    Dialogue,
    FiscalCodeQuestion,
    Goodbye,
    Menu,
    MessageStep,
    Notice,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A prompt in one language."""

    prompt: str
    language: Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Play:
    """Say prompts in turn; where a key may interrupt, the reply is that key, or ""."""

    prompts: tuple[Spoken, ...]
    interruptible: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitForKey:
    """Wait so many seconds for a key; the reply is the key, or ""."""

    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Give the tone and record; the reply is a `Recorded`. A new one replaces the one before."""

    longest_seconds: float
    silence_seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class HangUp:
    """End the call."""


Act = Play | WaitForKey | Record | HangUp
Reply = str | Recorded | None
Talk = Generator[Act, Reply, str]

AGAIN, END_OF_DIGITS = "*", "#"


def converse(dialogue: Dialogue, answers: Answers) -> Generator[Act, Reply, None]:
    """Walk through the dialogue and fill the answers."""
    name = dialogue.first
    while name:
        step = dialogue.steps[name]
        if isinstance(step, Notice):
            yield _say(answers, step.says)
            name = step.then
        elif isinstance(step, Menu):
            name = yield from _menu(step, answers)
        elif isinstance(step, FiscalCodeQuestion):
            name = yield from _fiscal_code(step, answers)
        elif isinstance(step, MessageStep):
            name = yield from _message(step, answers)
        else:
            name = yield from _goodbye(step, answers)


def _say(answers: Answers, prompt: str) -> Play:
    return Play(prompts=(Spoken(prompt=prompt, language=answers.language),), interruptible=False)


def _ask(answers: Answers, *prompts: str) -> Play:
    spoken = tuple(Spoken(prompt=each, language=answers.language) for each in prompts)
    return Play(prompts=spoken, interruptible=True)


def _menu(step: Menu, answers: Answers) -> Talk:
    question = _question(step, answers)
    left, heard_again = step.tries, 0
    while left:
        key = yield from _key(question, step.seconds)
        choice = step.keys.get(key)
        if choice is not None:
            _note(answers, choice)
            return step.branches.get(choice, step.then)
        heard_again += key == AGAIN
        if key == AGAIN and heard_again <= step.tries:
            question = _question(step, answers)
        else:
            left -= 1
            question = _question(step, answers, "wrong-key" if key else "no-key")
    return step.then


def _question(step: Menu, answers: Answers, *before: str) -> Play:
    """Return the question; what was wrong stands before it once a language is known."""
    if not step.in_each_language:
        return _ask(answers, *before, step.says)
    spoken = tuple(Spoken(prompt=step.says, language=each) for each in Language)
    return Play(prompts=spoken, interruptible=True)


def _key(question: Play, seconds: float) -> Talk:
    key = yield question
    if not key:
        key = yield WaitForKey(seconds=seconds)
    return str(key or "")


def _note(answers: Answers, choice: Choice) -> None:
    if isinstance(choice, Language):
        answers.language = choice
    elif isinstance(choice, Subject):
        answers.subject = choice
    elif isinstance(choice, Reporter):
        answers.reporter = choice


def _fiscal_code(step: FiscalCodeQuestion, answers: Answers) -> Talk:
    says = step.says
    for _ in range(step.tries):
        typed = yield from _digits(step, _ask(answers, says))
        if typed == END_OF_DIGITS:
            break
        found = fiscal_code.parse(typed)
        if not isinstance(found, fiscal_code.Problem):
            answers.fiscal_code = found
            yield _say(answers, "fiscal-code-right")
            return step.then
        says = _what_is_wrong(typed, found)
    yield _say(answers, "without-fiscal-code")
    return step.then


def _what_is_wrong(typed: str, problem: fiscal_code.Problem) -> str:
    if not typed:
        return "fiscal-code-missing"
    if problem is fiscal_code.Problem.CONTROL_DIGIT:
        return "fiscal-code-wrong"
    return "fiscal-code-length"


def _digits(step: FiscalCodeQuestion, question: Play) -> Talk:
    """Return digits; # where it came alone. Digits beyond a code's length are counted, not kept."""
    key = yield from _key(question, step.seconds)
    typed = ""
    while key and key != END_OF_DIGITS:
        typed = "" if key == AGAIN else (typed + key)[: fiscal_code.LONGEST + 1]
        key = str((yield WaitForKey(seconds=step.between_seconds)) or "")
    return typed or key


def _message(step: MessageStep, answers: Answers) -> Talk:
    says = step.says
    for _ in range(step.tries):
        yield _ask(answers, says)
        recorded = yield Record(
            longest_seconds=step.longest_seconds, silence_seconds=step.silence_seconds
        )
        if not isinstance(recorded, Recorded):
            raise TypeError("a recording is answered with what was recorded")
        if recorded.heard_seconds >= step.shortest_heard_seconds:
            answers.message = recorded
            if recorded.ended is RecordingEnd.LIMIT:
                yield _say(answers, "time-is-up")
            return step.then
        says = "message-again"
    return step.otherwise


def _goodbye(step: Goodbye, answers: Answers) -> Talk:
    yield _say(answers, step.says)
    yield HangUp()
    return ""

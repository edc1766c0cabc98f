"""What follows from the candidates: join, ask, or write a new person?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from openpias.core.names.matching_keys import MatchFacts
from openpias.server.registry.domain.matching import Assessment, assess


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One registration of a candidate, with the spelling that was typed then."""

    registration: int
    person: int
    ref: str
    facts: MatchFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person decided about candidates that they were shown; refs are public ids."""

    kind: Literal["same", "different"]
    refs: frozenset[str]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """It is this person."""

    person: int
    ref: str
    by_decision: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """It may be one of these; somebody has to decide."""

    assessment: Assessment


@dataclass(frozen=True, slots=True, kw_only=True)
class New:
    """It is nobody that the register knows."""

    by_decision: bool


def judge(
    facts: MatchFacts, known: Sequence[Known], *, decision: Decision | None
) -> Join | Ask | New:
    """Weigh the candidates and the decision.

    A decision counts only for candidates that are still possible: "same" must name one of them,
    "different" must name all.
    """
    refs: Mapping[int, str] = {candidate.person: candidate.ref for candidate in known}
    assessment = assess(facts, [(candidate.person, candidate.facts) for candidate in known])
    if assessment.certain is not None:
        person = assessment.certain
        return Join(person=person, ref=refs[person], by_decision=False)
    if not assessment.possible:
        return New(by_decision=False)
    possible = {refs[person]: person for person, _ in assessment.possible}
    if decision is not None and decision.kind == "same":
        chosen = decision.refs & possible.keys()
        if len(chosen) == 1:
            ref = next(iter(chosen))
            return Join(person=possible[ref], ref=ref, by_decision=True)
    if decision is not None and decision.kind == "different" and possible.keys() <= decision.refs:
        return New(by_decision=True)
    return Ask(assessment=assessment)


def by_number(
    step: Join | Ask | New, *, holder: int | None, known: Sequence[Known]
) -> Join | Ask | New | None:
    """Let a number that somebody brings say who is meant, where the register is in doubt.

    `holder` is the person who has the number already. None means that it is somebody else's.
    """
    if holder is None:
        return step
    if isinstance(step, Ask) and holder in {person for person, _ in step.assessment.possible}:
        ref = next(each.ref for each in known if each.person == holder)
        return Join(person=holder, ref=ref, by_decision=False)
    return step if isinstance(step, Join) and step.person == holder else None

"""Are two registrations about the same person?

Certain: names and birth date agree and the document number is the same; one slip in the surname is
let through, because brothers and sisters differ in the given name.
Possible: somebody has to look; what agrees is said.
A document number alone is never certain: a mother and her children may share one passport.
Sources: issue of real doubles and twins in registers; the rules and limits are ours (ADR 0011).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from openpias.core.names.matching_keys import MatchFacts
from openpias.server.registry.domain import matching_dates, matching_documents, matching_names
from openpias.server.registry.domain.matching_dates import DateMatch
from openpias.server.registry.domain.matching_documents import DocumentMatch
from openpias.server.registry.domain.matching_names import NameMatch, Names

GENERATION_YEARS = 14


class VerdictKind(StrEnum):
    """How sure it is."""

    CERTAIN = "certain"
    POSSIBLE = "possible"
    DIFFERENT = "different"


class Evidence(StrEnum):
    """What agrees."""

    SURNAME = "surname"
    SURNAME_SIMILAR = "surname-similar"
    GIVEN_NAME = "given-name"
    GIVEN_NAME_SIMILAR = "given-name-similar"
    NAMES_SWAPPED = "names-swapped"
    BIRTH_DATE = "birth-date"
    BIRTH_DATE_SIMILAR = "birth-date-similar"
    DOCUMENT = "document"
    DOCUMENT_SIMILAR = "document-similar"
    SEX = "sex"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A judgement with what agrees; `weight` orders possible ones, more is surer."""

    kind: VerdictKind
    evidence: tuple[Evidence, ...]
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What is left of the candidates of one registration; ids are the caller's.

    `certain` is empty when nobody or more than one is certain; `possible` is sorted, surest first.
    """

    certain: int | None
    possible: tuple[tuple[int, Verdict], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Comparison:
    names: Names
    date: DateMatch
    document: DocumentMatch
    same_sex: bool
    years_apart: int


def assess(new: MatchFacts, candidates: Iterable[tuple[int, MatchFacts]]) -> Assessment:
    """Weigh all candidates; one id may come with several spellings, the surest counts."""
    best: dict[int, Verdict] = {}
    for person, facts in candidates:
        verdict = score(new, facts)
        known = best.get(person)
        if known is None or verdict.weight > known.weight:
            best[person] = verdict
    certain = [person for person, each in best.items() if each.kind is VerdictKind.CERTAIN]
    living = [
        (person, each) for person, each in best.items() if each.kind is not VerdictKind.DIFFERENT
    ]
    living.sort(key=lambda pair: -pair[1].weight)
    return Assessment(certain=certain[0] if len(certain) == 1 else None, possible=tuple(living))


def score(new: MatchFacts, candidate: MatchFacts) -> Verdict:
    """Compare two registrations, the surest of their spellings; of strangers nothing is told."""
    if new.latin_names is None and candidate.latin_names is None:
        return _score(new, candidate)
    pairs = product(new.spellings(), candidate.spellings())
    return max((_score(one, other) for one, other in pairs), key=lambda each: each.weight)


def _score(new: MatchFacts, candidate: MatchFacts) -> Verdict:
    date = matching_dates.compare(new, candidate)
    document = matching_documents.compare(new.document_numbers, candidate.document_numbers)
    if _are_strangers(date, document):
        return _STRANGERS
    same_sex = new.sex == candidate.sex or not (new.sex and candidate.sex)
    comparison = _Comparison(
        names=matching_names.compare(new, candidate, same_sex=same_sex),
        date=date,
        document=document,
        same_sex=same_sex,
        years_apart=abs(new.birth_date.year - candidate.birth_date.year),
    )
    kind = _kind(comparison)
    if kind is VerdictKind.DIFFERENT:
        return _STRANGERS
    rank = 10.0 if kind is VerdictKind.CERTAIN else 5.0
    evidence = _evidence(comparison)
    return Verdict(kind=kind, evidence=evidence, weight=rank + _weight(comparison))


_STRANGERS = Verdict(kind=VerdictKind.DIFFERENT, evidence=(), weight=0.0)


def _are_strangers(date: DateMatch, document: DocumentMatch) -> bool:
    """Tell whether no rule below could hold whatever the names are; most candidates end here."""
    if date is DateMatch.DIFFERENT:
        return document is not DocumentMatch.SAME
    return date is DateMatch.NEAR and document is DocumentMatch.DIFFERENT


def _kind(seen: _Comparison) -> VerdictKind:
    if _is_certain(seen):
        return VerdictKind.CERTAIN
    if _same_day(seen) or _near_day(seen) or _same_document(seen):
        return VerdictKind.POSSIBLE
    return VerdictKind.DIFFERENT


def _is_certain(seen: _Comparison) -> bool:
    names = seen.names
    return (
        names.given is NameMatch.SAME
        and (names.surname is NameMatch.SAME or (names.surname is NameMatch.NEAR and seen.same_sex))
        and seen.date is DateMatch.SAME
        and seen.document is DocumentMatch.SAME
    )


def _same_day(seen: _Comparison) -> bool:
    """Both names agree, or nearly, on the same day: documents may differ or be missing."""
    names = seen.names
    if seen.date not in {DateMatch.SAME, DateMatch.AS_FAR_AS_KNOWN}:
        return False
    if names.given is NameMatch.MISSING:
        return names.surname is NameMatch.SAME
    if names.surname is NameMatch.SAME and names.given is NameMatch.SAME:
        return True
    if seen.date is DateMatch.AS_FAR_AS_KNOWN:
        return False
    both = names.surname in _AGREEING and names.given in _AGREEING
    return both and names.slips <= 0.34


def _near_day(seen: _Comparison) -> bool:
    """Both names agree and the date looks like a slip of the other: no other document speaks."""
    names = seen.names
    if seen.date is not DateMatch.NEAR:
        return False
    if seen.document in {DocumentMatch.SAME, DocumentMatch.NEAR}:
        return names.surname in _AGREEING and names.given in _AGREEING
    exact = names.surname is NameMatch.SAME and names.given is NameMatch.SAME
    near = names.surname in _AGREEING and names.given in _AGREEING and names.slips <= 0.25
    return (exact or near) and seen.document is DocumentMatch.UNKNOWN


def _same_document(seen: _Comparison) -> bool:
    """The document agrees: another surname after a marriage, a wholly wrong date, a short name."""
    names = seen.names
    if seen.document is not DocumentMatch.SAME:
        return False
    if seen.date is DateMatch.SAME:
        return names.given in {*_AGREEING, NameMatch.MISSING}
    both = names.surname in _AGREEING and names.given in _AGREEING
    # Father and son of one name may share a passport; nobody is mistyped by a generation.
    return both and seen.years_apart < GENERATION_YEARS


_AGREEING = frozenset({NameMatch.SAME, NameMatch.NEAR})


def _weight(seen: _Comparison) -> float:
    date = {DateMatch.SAME: 1.0, DateMatch.AS_FAR_AS_KNOWN: 0.7, DateMatch.NEAR: 0.5}
    document = {DocumentMatch.SAME: 1.0, DocumentMatch.NEAR: 0.7, DocumentMatch.UNKNOWN: 0.3}
    return date.get(seen.date, 0.0) + document.get(seen.document, 0.0) + 1.0 - seen.names.slips


def _evidence(seen: _Comparison) -> tuple[Evidence, ...]:
    found = [
        {NameMatch.SAME: Evidence.SURNAME, NameMatch.NEAR: Evidence.SURNAME_SIMILAR}.get(
            seen.names.surname
        ),
        {NameMatch.SAME: Evidence.GIVEN_NAME, NameMatch.NEAR: Evidence.GIVEN_NAME_SIMILAR}.get(
            seen.names.given
        ),
        Evidence.NAMES_SWAPPED if seen.names.swapped else None,
        {
            DateMatch.SAME: Evidence.BIRTH_DATE,
            DateMatch.AS_FAR_AS_KNOWN: Evidence.BIRTH_DATE_SIMILAR,
            DateMatch.NEAR: Evidence.BIRTH_DATE_SIMILAR,
        }.get(seen.date),
        {
            DocumentMatch.SAME: Evidence.DOCUMENT,
            DocumentMatch.NEAR: Evidence.DOCUMENT_SIMILAR,
        }.get(seen.document),
        Evidence.SEX if seen.same_sex else None,
    ]
    return tuple(each for each in found if each is not None)

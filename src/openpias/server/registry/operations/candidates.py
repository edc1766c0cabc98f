"""What is shown of somebody who may be the same person? As little as a decision needs.

A person of another provider is masked: initials, and what agrees. One's own registrations are
shown whole, because the provider has them anyway.
"""

from datetime import datetime

from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.audit.operations import record
from openpias.server.registry.domain.matching import Assessment, Verdict
from openpias.server.registry.domain.outcomes import Candidate, Question
from openpias.server.registry.operations import references
from openpias.server.registry.queries.persons import PersonView, person_by_id


def question(assessment: Assessment, *, actor: Actor, at: datetime, reason: str = "") -> Question:
    """Return the candidates to decide about; writes an audit row for each that was shown.

    `reason` is the one from the list where somebody searched; who registers gives none.
    """
    shown = []
    for person_id, verdict in assessment.possible:
        person = person_by_id(person_id)
        record(
            event="candidate-shown",
            actor=actor,
            subject_kind="person",
            subject_ref=person.public_id,
            facts={"reason": reason} if reason else {},
            at=at,
        )
        shown.append(_candidate(person, verdict, actor=actor))
    return Question(candidates=tuple(shown))


def _candidate(person: PersonView, verdict: Verdict, *, actor: Actor) -> Candidate:
    own = person.provider_code == actor.provider.code
    name = f"{person.surname} {person.given_name}".strip()
    return Candidate(
        ref=references.seal(person.public_id, actor=actor),
        own=own,
        initials=initials(person),
        birth_year=person.birth.value.year if own else None,
        registered_on=person.registered_at.date(),
        agreements=tuple(evidence.value for evidence in verdict.evidence),
        number=person.number if own else None,
        name=name if own else None,
    )


def initials(person: PersonView) -> str:
    """Return the first letters of a name and nothing of its length: "K… O…"."""
    parts = [part for part in (person.surname, person.given_name) if part]
    return " ".join(f"{part[0].upper()}…" for part in parts)

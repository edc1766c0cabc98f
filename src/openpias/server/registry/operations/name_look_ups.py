"""Is somebody of this name and birth date in the register? That they are is all that is told."""

from datetime import datetime

from django.db import transaction

from openpias.core.calendar.dates import PartialDate
from openpias.core.names.matching_keys import MatchFacts
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.audit.operations import record
from openpias.server.registry.domain.matching import assess
from openpias.server.registry.domain.outcomes import Candidate
from openpias.server.registry.enums import LookupReason
from openpias.server.registry.operations import candidates, lookups
from openpias.server.registry.operations.lookups import ReasonRequired
from openpias.server.registry.queries import persons


def masked(
    *, surname: str, given_name: str, birth: PartialDate, reason: str, actor: Actor, at: datetime
) -> tuple[Candidate, ...]:
    """Return who may be meant, masked like the candidates of a registration.

    Counts as a look-up and writes an audit row for each person that is shown, or one for nobody;
    repeating it only adds rows. Raises TooManyLookups, and ReasonRequired before it looks.
    """
    if reason not in set(LookupReason):
        raise ReasonRequired
    facts = MatchFacts(
        surname=surname,
        given_name=given_name,
        birth_date=birth.value,
        birth_precision=birth.precision,
        sex="",
        citizenship="",
        document_numbers=(),
    )
    known = persons.known_under(facts, practice=actor.practice)
    assessment = assess(facts, [(each.person, each.facts) for each in known])
    with transaction.atomic():
        lookups.count(actor, at=at)
        if not assessment.possible:
            record(
                event="look-up-failed",
                actor=actor,
                subject_kind="nobody",
                subject_ref="",
                facts={"own": False, "reason": reason},
                at=at,
            )
        return candidates.question(assessment, actor=actor, at=at, reason=reason).candidates

"""How does a provider's month stand: what was typed, what was reported, which terms run?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth

from openpias.core.rules.records import PersonType
from openpias.interop.messages.formats import RecordState
from openpias.server.platform.accounts.actors import Actor
from openpias.server.reporting.domain.periods import month
from openpias.server.reporting.enums import DraftState
from openpias.server.reporting.models import DraftRecord, ReportedRecord

# What still has to be done before a term ends.
OPEN = (DraftState.TYPED, DraftState.VALIDATED, DraftState.IN_REPORT, DraftState.REFUSED)
_MOST_TERMS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedTally:
    """Typed services of a kind in a month, by where they stand."""

    kind: str
    to_correct: int
    validated: int
    in_report: int
    sent: int
    accepted: int
    refused: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedTally:
    """Records of a kind in a month, however they came; `late` and `displaced` are among them."""

    kind: str
    valid: int
    partial: int
    invalid: int
    late: int
    displaced: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """So many typed services are not sent yet and have the same last second."""

    deadline: datetime
    kind: str
    services: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """So many typed services need a correction; some of them are in this state."""

    state: DraftState
    services: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """So many services of a month, kind and contract can go into a report, and so many not yet."""

    kind: str
    contract_number: str
    month: date
    validated: int
    to_correct: int


def ready(actor: Actor) -> Sequence[Ready]:
    """Return what reports could be made of now, the latest month first; one query."""
    wanted = (DraftState.TYPED, DraftState.VALIDATED, DraftState.REFUSED)
    rows = DraftRecord.objects.filter(
        **_own(actor), state__in=wanted, given_on__isnull=False
    ).exclude(contract_number="")
    counted = (
        rows.values("kind", "contract_number", month=TruncMonth("given_on"))
        .annotate(
            validated=Count("pk", filter=Q(state=DraftState.VALIDATED.value)),
            to_correct=Count("pk", filter=~Q(state=DraftState.VALIDATED.value)),
        )
        .order_by("-month", "kind", "contract_number")
    )
    return tuple(Ready(**row) for row in counted[:_MOST_TERMS])


def typed(actor: Actor, *, day: date) -> Sequence[TypedTally]:
    """Return what the actor's provider typed for the month of a day, by kind; one query."""
    rows = DraftRecord.objects.filter(**_own(actor), given_on__range=month(day))
    counted = rows.values("kind").annotate(
        to_correct=_in(DraftState.TYPED),
        validated=_in(DraftState.VALIDATED),
        in_report=_in(DraftState.IN_REPORT),
        sent=_in(DraftState.SENT),
        accepted=_in(DraftState.ACCEPTED),
        refused=_in(DraftState.REFUSED),
    )
    return tuple(TypedTally(**row) for row in counted.order_by("kind"))


def reported(actor: Actor, *, day: date) -> Sequence[ReportedTally]:
    """Return what stands for the actor's provider in the month of a day, by kind; one query."""
    rows = ReportedRecord.objects.filter(
        **_own(actor), superseded_at=None, withdrawn_at=None, given_on__range=month(day)
    )
    counted = rows.values("kind").annotate(
        valid=Count("pk", filter=Q(state=int(RecordState.VALID))),
        partial=Count("pk", filter=Q(state=int(RecordState.PARTIAL))),
        invalid=Count("pk", filter=Q(state=int(RecordState.INVALID))),
        late=Count("pk", filter=Q(is_late=True)),
        displaced=Count("pk", filter=Q(person_type=PersonType.OUG15.value)),
    )
    return tuple(ReportedTally(**row) for row in counted.order_by("kind"))


def terms(actor: Actor) -> Sequence[Term]:
    """Return the next terms of what was typed and is not sent, the first one first; one query."""
    rows = DraftRecord.objects.filter(**_own(actor), state__in=OPEN, deadline__isnull=False).values(
        "deadline", "kind"
    )
    counted = rows.annotate(services=Count("pk")).order_by("deadline", "kind")[:_MOST_TERMS]
    return tuple(
        Term(deadline=row["deadline"], kind=row["kind"], services=row["services"])
        for row in counted
        if row["deadline"] is not None
    )


def waiting(actor: Actor) -> Waiting | None:
    """Return what needs a correction, of every month; None where nothing does. One query."""
    wrong = (DraftState.TYPED, DraftState.REFUSED)
    found = dict(
        DraftRecord.objects.filter(**_own(actor), state__in=wrong)
        .values_list("state")
        .annotate(services=Count("pk"))
    )
    if not found:
        return None
    first = next(each for each in wrong if found.get(each.value))
    return Waiting(state=first, services=sum(found.values()))


def _in(state: DraftState) -> Count:
    return Count("pk", filter=Q(state=state.value))


def _own(actor: Actor) -> dict[str, str]:
    return {"provider_code": actor.provider.code, "house_code": actor.provider.house_code}

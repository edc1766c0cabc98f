"""What is forgotten when its time has come? The terms are dated policy."""

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import Q

from openpias.server.platform.audit.operations import record
from openpias.server.platform.clock import day_of
from openpias.server.registry.domain.facts import facts_from_row
from openpias.server.registry.domain.rules import Record
from openpias.server.registry.enums import PersonStatus
from openpias.server.registry.models import (
    Identifier,
    LookupCount,
    Merge,
    Permit,
    Person,
    PersonDocument,
    PersonVersion,
    RefusedRow,
    Registration,
    Slip,
    StoredAnswer,
)
from openpias.server.registry.operations import insured_erasure, matching_keys
from openpias.server.registry.queries import policies

_BATCH = 5000


def forget(*, at: datetime) -> dict[str, int]:
    """Delete what is past its term and return how much of each; harmless to repeat."""
    policy = policies.policy(day_of(at))
    gone = {}
    with transaction.atomic():
        for kind, delete in (
            (Record.STORED_ANSWER, _stored_answers),
            (Record.LOOKUP_COUNT, _lookup_counts),
            (Record.PRACTICE, _practice),
            (Record.REFUSED_ROW, _refused_rows),
            (Record.INSURED_PERSON, partial(insured_erasure.forget, at=at, most=_BATCH)),
        ):
            term = policy.keeps(kind)
            if term is not None:
                gone[kind.value] = delete(at - term)
        record(
            event="retention-applied",
            actor=None,
            subject_kind="register",
            subject_ref="",
            facts=dict(gone),
            at=at,
        )
    return gone


def _stored_answers(before: datetime) -> int:
    return StoredAnswer.objects.filter(created_at__lt=before).delete()[0]


def _lookup_counts(before: datetime) -> int:
    # A count is of its hour: it is needed until that hour is over.
    return LookupCount.objects.filter(hour__lt=before - timedelta(hours=1)).delete()[0]


def _refused_rows(before: datetime) -> int:
    return RefusedRow.objects.filter(run__started_at__lt=before).delete()[0]


def _practice(before: datetime) -> int:
    old = Person.objects.filter(practice=True, registered_at__lt=before).values_list(
        "pk", flat=True
    )
    ids = _with_merged(set(old[:_BATCH]))
    _forget_keys(ids)
    Merge.objects.filter(kept__in=ids).delete()
    # A record that leads to another one keeps that one in place; none of them leads anywhere now.
    merged = Person.objects.filter(pk__in=ids, status=PersonStatus.MERGED)
    merged.update(status=PersonStatus.WITHDRAWN, canonical=None, merged_into=None)
    for model in (Identifier, PersonDocument, Registration, Slip, Permit, PersonVersion):
        model.objects.filter(person__in=ids).delete()
    return Person.objects.filter(pk__in=ids).delete()[0]


def _with_merged(ids: set[int]) -> set[int]:
    """Return these records and all that were ever merged with them: what was practised goes whole."""
    beside = Q(kept__in=ids) | Q(merged__in=ids)
    pairs = Merge.objects.filter(beside).values_list("kept_id", "merged_id")
    found = ids.union(*pairs)
    return ids if found == ids else _with_merged(found)


def _forget_keys(ids: set[int]) -> None:
    for row in Registration.objects.filter(person__in=ids).iterator():
        matching_keys.remove(row.person_id, facts_from_row(row.facts), practice=True)

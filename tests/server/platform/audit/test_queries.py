"""Who did what to a subject, and is sealing late?"""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from openpias.server.platform.audit.operations import record
from openpias.server.platform.audit.queries import Access, entries_about, sealing_status

AT = datetime(2026, 11, 23, 12, 0, 0, 5, tzinfo=UTC)


def recorded(subject_ref="5f0c", subject_kind="person", **changes):
    fields = {"event": "person-opened", "actor": None, "facts": {}, "at": AT}
    record(subject_kind=subject_kind, subject_ref=subject_ref, **{**fields, **changes})


@pytest.mark.django_db
def test_history_of_a_subject_is_its_own_and_in_order(operator):
    recorded(at=AT + timedelta(seconds=1), actor=operator, facts={"own": False})
    recorded()
    recorded(subject_ref="another")
    recorded(subject_kind="slip")

    assert entries_about("person", "5f0c") == [
        Access(
            at=AT,
            event="person-opened",
            account_id=None,
            provider_code="",
            facts={},
            subject_ref="5f0c",
        ),
        Access(
            at=AT + timedelta(seconds=1),
            event="person-opened",
            account_id=7,
            provider_code="DJ-0042",
            facts={"own": False},
            subject_ref="5f0c",
        ),
    ]


@pytest.mark.django_db
def test_status_tells_since_when_an_entry_waits():
    assert sealing_status().waiting_since is None
    recorded(at=AT + timedelta(seconds=1))

    status = sealing_status()

    assert (status.position, status.sealed_at) == (0, None)
    assert status.waiting_since == AT + timedelta(seconds=1)
    assert not status.is_late(now=AT + timedelta(seconds=11))
    assert status.is_late(now=AT + timedelta(seconds=12))


@pytest.mark.django_db
def test_status_tells_the_last_seal():
    recorded()
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO audit_seal SELECT 1, id, digest, %s FROM audit_entry", [AT])

    status = sealing_status()

    assert (status.position, status.sealed_at, status.waiting_since) == (1, AT, None)

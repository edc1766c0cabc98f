"""Does every announced fact become its jobs, exactly once?"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import ClassVar

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from openpias.server.platform.outbox import consumers, relay
from openpias.server.platform.outbox.consumers import CONSUMERS_NONE, ConsumerConflictError
from openpias.server.platform.outbox.events import Event
from openpias.server.platform.outbox.models import OutboxEvent
from openpias.server.platform.outbox.operations import announce
from openpias.server.platform.outbox.relay import Relay

AT = datetime(2026, 11, 23, 12, 0, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@dataclass(frozen=True, slots=True, kw_only=True)
class ThingHappened(Event):
    """Something of this test."""

    name: ClassVar[str] = "test.thing-happened"
    thing: str


@pytest.fixture(autouse=True)
def _own_consumers(monkeypatch):
    monkeypatch.setattr(consumers, "_tasks", {})


def jobs():
    rows = ProcrastinateJob.objects.order_by("id").values_list("task_name", "args")
    return [(name, arguments["thing"]) for name, arguments in rows]


def test_event_becomes_a_job_of_each_consumer_once():
    consumers.register(ThingHappened.name, "tests.first")
    consumers.register(ThingHappened.name, "tests.second")
    consumers.register(ThingHappened.name, "tests.second")
    for number in range(2):
        announce(ThingHappened(thing=str(number)), at=AT + timedelta(seconds=number))

    moved = [Relay().step(), Relay().step()]

    assert moved == [2, 0]
    assert jobs() == [
        ("tests.first", "0"),
        ("tests.first", "1"),
        ("tests.second", "0"),
        ("tests.second", "1"),
    ]
    assert OutboxEvent.objects.count() == 0


def test_job_carries_the_id_of_its_event():
    consumers.register(ThingHappened.name, "tests.first")
    announce(ThingHappened(thing="a"), at=AT)
    event = OutboxEvent.objects.get()

    Relay().step()

    assert ProcrastinateJob.objects.get().args == {"thing": "a", "event_id": str(event.id)}


def test_failure_after_deferring_leaves_the_event_and_no_job(monkeypatch):
    consumers.register(ThingHappened.name, "tests.first")
    announce(ThingHappened(thing="a"), at=AT)
    dying = Relay()
    defer = dying._defer

    def defer_and_die(events):
        defer(events)
        raise KeyboardInterrupt

    monkeypatch.setattr(dying, "_defer", defer_and_die)
    with pytest.raises(KeyboardInterrupt):
        dying.step()

    assert (jobs(), OutboxEvent.objects.count()) == ([], 1)
    Relay().step()
    assert (jobs(), OutboxEvent.objects.count()) == ([("tests.first", "a")], 0)


def test_event_that_nobody_needs_is_dropped():
    consumers.register(ThingHappened.name, CONSUMERS_NONE)
    announce(ThingHappened(thing="a"), at=AT)

    assert Relay().step() == 1
    assert (jobs(), OutboxEvent.objects.count()) == ([], 0)


def test_event_that_nobody_registered_stays_and_holds_up_no_other():
    announce(ThingHappened(thing="a"), at=AT)

    assert Relay().step() == 0
    assert OutboxEvent.objects.count() == 1
    consumers.register(ThingHappened.name, "tests.first")
    assert Relay().step() == 1


def test_backlog_moves_in_batches_in_order(monkeypatch):
    monkeypatch.setattr(relay, "BATCH", 2)
    consumers.register(ThingHappened.name, "tests.first")
    for number in range(3):
        announce(ThingHappened(thing=str(number)), at=AT + timedelta(seconds=number))

    moved = [Relay().step() for _ in range(3)]

    assert moved == [2, 1, 0]
    assert jobs() == [("tests.first", "0"), ("tests.first", "1"), ("tests.first", "2")]


def test_row_for_a_database_function_is_what_announce_writes():
    event = ThingHappened(thing="a")
    announce(event, at=AT)
    written = OutboxEvent.objects.get()

    row = event.as_row(AT)

    assert (row["name"], row["payload"], row["at"]) == (
        written.name,
        written.payload,
        written.at.isoformat(),
    )


def test_event_cannot_both_have_a_consumer_and_none():
    consumers.register(ThingHappened.name, "tests.first")

    with pytest.raises(ConsumerConflictError):
        consumers.register(ThingHappened.name, CONSUMERS_NONE)

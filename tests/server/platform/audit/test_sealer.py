"""Are positions gapless, in commit order, and never past an open transaction?"""

import random
import threading
import time
from datetime import timedelta
from itertools import pairwise

import psycopg
import pytest
from django.conf import settings
from tests.server.platform.audit.conftest import now

from openpias.server.platform.audit import sealer as sealing
from openpias.server.platform.audit.sealer import (
    Sealer,
    SealerUnavailableError,
    refuse_without_commit_times,
)


def step_until(sealer, *, count, seconds=5):
    deadline = time.monotonic() + seconds
    sealed = 0
    while sealed < count and time.monotonic() < deadline:
        sealed += sealer.step(now=now())
    assert sealed == count


def test_positions_follow_commits_and_not_beginnings(trail):
    first, second = trail.connect(autocommit=False), trail.connect(autocommit=False)
    begun_first = trail.write(first)
    begun_second = trail.write(second)
    second.commit()
    first.commit()

    trail.seal()

    assert trail.sealed() == [begun_second.id, begun_first.id]


def test_nothing_is_sealed_past_an_open_transaction(trail):
    still_open = trail.connect(autocommit=False)
    held_up = trail.write(still_open)
    done = trail.write()
    sealer = trail.sealer()

    assert [sealer.step(now=now()) for _ in range(20)] == [0] * 20
    still_open.commit()
    step_until(sealer, count=2)

    assert trail.sealed() == [done.id, held_up.id]


def test_open_transaction_above_all_that_have_ended_is_waited_for(trail):
    done = trail.write()
    newest = trail.connect(autocommit=False)
    held_up = trail.write(newest)
    sealer = trail.sealer()

    assert [sealer.step(now=now()) for _ in range(20)] == [0] * 20
    newest.commit()
    step_until(sealer, count=2)

    assert trail.sealed() == [done.id, held_up.id]


def test_sealer_with_nothing_to_do_draws_no_numbers(trail):
    sealer = trail.sealer()
    trail.write()
    step_until(sealer, count=1)
    for _ in range(5):
        sealer.step(now=now())
    last = "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint"
    (before,) = trail.ask(last)[0]

    assert [sealer.step(now=now()) for _ in range(50)] == [0] * 50

    assert trail.ask(last)[0] == (before,)


def test_transaction_begun_after_the_horizon_does_not_hold_up_what_was_there(trail):
    blocker = trail.connect(autocommit=False)
    held_up = trail.write(blocker)
    sealer = trail.sealer()
    sealer.step(now=now())
    done = trail.write()
    blocker.commit()
    later = trail.connect(autocommit=False)
    sealer.step(now=now())
    trail.write(later)

    step_until(sealer, count=2)

    assert trail.sealed() == [done.id, held_up.id]


def test_rolled_back_entries_leave_no_gap(trail):
    undone = trail.connect(autocommit=False)
    kept = []
    for _ in range(3):
        trail.write(undone)
        undone.rollback()
        kept.append(trail.write().id)

    trail.seal()

    assert trail.sealed() == kept


def test_entries_of_one_transaction_follow_their_preparation(trail):
    connection = trail.connect(autocommit=False)
    at = now()
    written = [trail.write(connection, at=at).id for _ in range(20)]
    connection.commit()

    trail.seal()

    assert trail.sealed() == written


def test_many_writers_are_sealed_in_the_order_of_their_commits(trail):
    def write(seed: int) -> None:
        chance = random.Random(seed)
        with psycopg.connect(trail.dsn) as connection:
            for _ in range(40):
                for _ in range(chance.randint(1, 3)):
                    trail.write(connection)
                time.sleep(chance.random() * 0.004)
                (connection.rollback if chance.random() < 0.2 else connection.commit)()

    writers = [threading.Thread(target=write, args=[seed]) for seed in range(6)]
    sealer = trail.sealer()
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        sealer.step(now=now())
    trail.seal(sealer)

    committed = trail.ask(
        "SELECT id FROM audit_entry"
        " ORDER BY pg_xact_commit_timestamp(transaction::xid), transaction, id"
    )
    assert len(committed) > 200
    rank = {row[0]: place for place, row in enumerate(committed)}
    sealed = [rank[entry] for entry in trail.sealed()]
    assert sorted(sealed) == list(range(len(committed)))
    assert [pair for pair in pairwise(sealed) if pair[0] > pair[1]] == []
    assert trail.verify() == []


def test_more_than_a_batch_is_sealed_in_one_step(trail, monkeypatch):
    monkeypatch.setattr(sealing, "BATCH", 10)
    connection = trail.connect(autocommit=False)
    written = [trail.write(connection).id for _ in range(35)]
    connection.commit()

    step_until(trail.sealer(), count=35)

    assert trail.sealed() == written


def test_stop_between_batches_loses_nothing(trail, monkeypatch):
    monkeypatch.setattr(sealing, "BATCH", 10)
    connection = trail.connect(autocommit=False)
    written = [trail.write(connection).id for _ in range(35)]
    connection.commit()
    stopped = Sealer(trail.connect(), key=settings.AUDIT_KEY, stopping=lambda: True)
    step_until(stopped, count=10)
    stopped._connection.close()

    step_until(trail.sealer(), count=25)

    assert trail.sealed() == written


def test_second_sealer_waits_and_takes_over(trail):
    first, second = trail.sealer(), trail.sealer()
    trail.write()
    step_until(first, count=1)
    trail.write()

    assert second.step(now=now()) == 0
    assert (first.leads, second.leads) == (True, False)
    first._connection.close()
    deadline = time.monotonic() + 5
    while not second.leads and time.monotonic() < deadline:
        second.step(now=now())
    trail.seal(second)

    assert len(trail.sealed()) == 2
    assert trail.verify() == []


def test_two_sealers_at_once_give_each_entry_one_position(trail):
    stop = threading.Event()

    def seal() -> None:
        with psycopg.connect(trail.dsn, autocommit=True) as connection:
            sealer = Sealer(connection, key=settings.AUDIT_KEY)
            while not stop.is_set():
                sealer.step(now=now())

    sealers = [threading.Thread(target=seal) for _ in range(2)]
    for thread in sealers:
        thread.start()
    written = [trail.write().id for _ in range(100)]
    deadline = time.monotonic() + 5
    while trail.waiting() and time.monotonic() < deadline:
        time.sleep(0.01)
    stop.set()
    for thread in sealers:
        thread.join()

    assert trail.sealed() == written


def test_killed_between_batch_and_commit_leaves_no_gap(trail):
    entry = trail.write()
    dying = trail.connect()
    with pytest.raises(psycopg.Error), dying.transaction():  # noqa: PT012 - one transaction dies
        dying.execute(
            "INSERT INTO audit_seal (position, entry, chain, sealed_at)"
            " VALUES (1, %s, '\\x00', now())",
            [entry.id],
        )
        dying.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    trail.seal()

    assert trail.sealed() == [entry.id]
    assert trail.verify() == []


def test_entries_restored_from_another_cluster_get_the_next_positions(trail):
    sealed = trail.write()
    sealer = trail.sealer()
    trail.seal(sealer)
    older, newer = trail.write(), trail.write()
    trail.tamper("UPDATE audit_entry SET transaction = '3' WHERE id = %s", older.id)
    trail.tamper("UPDATE audit_entry SET transaction = '99999999999' WHERE id = %s", newer.id)

    for _ in range(5):
        sealer.step(now=now())
    assert trail.sealed() == [sealed.id]
    sealer._walk_at = None
    sealer.walk(now=now())

    assert trail.sealed() == [sealed.id, older.id, newer.id]


def test_walk_over_the_whole_table_goes_on_slice_by_slice_and_rests(trail, monkeypatch):
    monkeypatch.setattr(sealing, "SLICE", 3)
    sealer = trail.sealer()
    trail.seal(sealer)
    for _ in range(8):
        trail.write()
    trail.tamper("UPDATE audit_entry SET transaction = '3'")
    sealer._walk_at = None

    assert [sealer.walk(now=now()) for _ in range(5)] == [3, 3, 2, 0, 0]
    assert sealer._walk_at > now() + timedelta(hours=23)


def test_progress_of_another_cluster_is_not_believed(trail):
    trail.tamper("INSERT INTO audit_progress VALUES (1, '99999999999')")
    entry = trail.write()

    step_until(trail.sealer(), count=1)

    assert trail.sealed() == [entry.id]


class ClusterWithoutCommitTimes:
    """Answers as a PostgreSQL whose track_commit_timestamp is off."""

    def execute(self, _query):
        return self

    def fetchone(self):
        return ("off",)


def test_cluster_without_commit_times_is_refused(trail):
    refuse_without_commit_times(trail.connect())

    with pytest.raises(SealerUnavailableError):
        refuse_without_commit_times(ClusterWithoutCommitTimes())

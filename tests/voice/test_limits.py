"""Is what is let in bounded, and the bounding too?"""

from tests.factories.voice import guard

from openpias.voice.limits import Buckets


def test_a_bucket_gives_at_once_and_then_by_the_second():
    buckets = Buckets(per_second=2, at_once=3)

    first = [buckets.take("a", now=0.0) for _ in range(5)]
    later = [buckets.take("a", now=1.0) for _ in range(3)]

    assert first == [True, True, True, False, False]
    assert later == [True, True, False]


def test_each_address_has_its_own_and_a_flood_of_addresses_fills_nothing():
    buckets = Buckets(per_second=1, at_once=1)
    passed = [buckets.take(str(number), now=0.0) for number in range(10_000)]

    assert all(passed)
    assert len(buckets._left) <= 2048


def test_the_guard_counts_strangers_and_floods_apart():
    watched = guard(datagrams=(0.001, 2))
    admitted = [watched.admits("127.0.0.1") for _ in range(3)]
    stranger = watched.admits("203.0.113.5")
    nonsense = watched.admits("nonsense")

    assert admitted == [True, True, False]
    assert (stranger, nonsense) == (False, False)
    assert (watched.counts.datagrams, watched.counts.strangers, watched.counts.too_many) == (
        5,
        2,
        1,
    )

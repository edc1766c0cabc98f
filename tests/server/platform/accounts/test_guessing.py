"""Does guessing tell nothing, cost the server little, and stop after ten tries?"""

import statistics
import time

import pytest
from tests.factories import people
from tests.factories.people import NOW, PASSWORD

from openpias.server.platform.accounts import credentials
from openpias.server.platform.accounts.credentials import (
    FAILURES_ALLOWED,
    CredentialMemory,
    TooManyFailuresError,
)

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def seconds_of(username):
    began = time.perf_counter()
    assert credentials.check(username, "not this one", today=TODAY) is None
    return time.perf_counter() - began


def test_an_unknown_user_takes_as_long_as_a_wrong_password():
    known = people.account().username
    seconds_of("nobody-at-all")  # The hash that stands for nobody is made at its first use.
    pairs = [(seconds_of(known), seconds_of("nobody-at-all")) for _ in range(21)]

    wrong, unknown = (statistics.median(each) for each in zip(*pairs, strict=True))

    # Without the hash for nobody it is a twentieth; the rest is room for a busy machine.
    assert 0.7 < unknown / wrong < 1.4


def test_ten_thousand_guesses_are_hashed_ten_times_and_then_refused_without_a_hash():
    username = people.account().username
    outcomes = {"wrong": 0, "refused": 0}
    began = time.perf_counter()

    for number in range(10_000):
        try:
            assert credentials.verify(username, f"guess {number}", today=TODAY) is None
            outcomes["wrong"] += 1
        except TooManyFailuresError:
            outcomes["refused"] += 1

    took = time.perf_counter() - began
    assert outcomes == {"wrong": FAILURES_ALLOWED, "refused": 10_000 - FAILURES_ALLOWED}
    # What 10,000 hashes would take, measured here and now, is fifty times as much or more.
    assert took * 50 < 10_000 * seconds_of("nobody-at-all")
    with pytest.raises(TooManyFailuresError):
        credentials.verify(username, PASSWORD, today=TODAY)


def test_guesses_for_many_names_do_not_fill_the_memory():
    memory = CredentialMemory(seconds=60)

    for number in range(25_000):
        memory.count_failure(f"name-{number}", now=1.0)

    assert len(memory._failures) <= 10_000

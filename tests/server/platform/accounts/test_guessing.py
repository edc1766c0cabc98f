"""Does guessing tell nothing, cost the server little, and stop after ten tries in all processes?"""

import statistics
import threading
import time
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.factories import people
from tests.factories.people import NOW, PASSWORD

from openpias.server.platform.accounts import credentials, guesses, operations, queries
from openpias.server.platform.accounts.credentials import TooManyFailuresError
from openpias.server.platform.accounts.enums import Role
from openpias.server.platform.accounts.models import GuessedName
from openpias.server.platform.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


def seconds_of(username):
    guesses.forget([username])
    began = time.perf_counter()
    assert credentials.check(username, "not this one", at=NOW) is None
    return time.perf_counter() - began


def guess(username, *, times=guesses.ALLOWED, at=NOW):
    """Type wrong passwords one after another; stop where the name has to wait."""
    for number in range(times):
        assert credentials.check(username, f"guess {number}", at=at) is None


def waits(username, password=PASSWORD, *, at=NOW):
    with pytest.raises(TooManyFailuresError) as refusal:
        credentials.check(username, password, at=at)
    return refusal.value.until


@pytest.fixture
def counted_hashes(monkeypatch):
    """Return a list that grows with every password that is hashed."""
    hashed = []
    really = credentials.check_password

    def count(password, encoded):
        hashed.append(1)
        return really(password, encoded)

    monkeypatch.setattr(credentials, "check_password", count)
    return hashed


@pytest.mark.usefixtures("full_price")
def test_a_password_is_hashed_at_the_minimum_of_owasp():
    assert people.account().password.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")


@pytest.mark.slow
@pytest.mark.usefixtures("full_price")
def test_an_unknown_user_takes_as_long_as_a_wrong_password():
    known = people.account().username
    pairs = [(seconds_of(known), seconds_of("nobody-at-all")) for _ in range(21)]

    wrong, unknown = (statistics.median(each) for each in zip(*pairs, strict=True))

    # Without the hash for nobody it is a twentieth; the rest is room for a busy machine.
    assert 0.7 < unknown / wrong < 1.4


def test_an_unknown_user_costs_the_same_statements_and_entries_as_a_known_one(client):
    def statements(username):
        with CaptureQueriesContext(connection) as made:
            client.post("/autentificare", {"username": username, "password": "wrong"})
        return [each["sql"].split()[0] for each in made]

    known = people.account().username
    client.get("/autentificare")  # what pages remember for a while is asked now

    assert statements(known) == statements("nobody-at-all")
    assert AuditEntry.objects.filter(event="sign-in-failed").count() == 2


@pytest.mark.slow
def test_a_thousand_guesses_are_hashed_ten_times_and_then_refused_without_a_hash(counted_hashes):
    username = people.account().username
    outcomes = {"wrong": 0, "refused": 0}

    for number in range(1_000):
        try:
            assert credentials.verify(username, f"guess {number}", at=NOW) is None
            outcomes["wrong"] += 1
        except TooManyFailuresError:
            outcomes["refused"] += 1

    assert outcomes == {"wrong": guesses.ALLOWED, "refused": 1_000 - guesses.ALLOWED}
    assert len(counted_hashes) == guesses.ALLOWED
    waits(username)


@pytest.mark.parametrize("known", [True, False], ids=["known", "unknown"])
def test_a_known_and_an_unknown_name_wait_alike(client, known):
    username = people.account().username if known else "nobody-at-all"
    guess(username, at=timezone.now())

    page = client.post("/autentificare", {"username": username, "password": PASSWORD})

    until = queries.locked_until(username, at=timezone.now())
    minute = timezone.localtime(until + timedelta(seconds=59))
    assert page.status_code == 429
    assert 270 <= int(page.headers["Retry-After"]) <= 300
    assert f"Încercați din nou la ora {minute:%H:%M}" in page.content.decode()


def test_nine_wrong_passwords_in_five_minutes_are_allowed_and_older_ones_do_not_count():
    username = people.account().username
    guess(username, times=1, at=NOW - guesses.WINDOW)
    guess(username, times=9)

    assert credentials.check(username, PASSWORD, at=NOW) is not None


def test_the_wait_ends_five_minutes_after_the_first_of_the_ten():
    username = people.account().username
    guess(username, times=4)
    guess(username, times=6, at=NOW + timedelta(minutes=2))

    assert waits(username, at=NOW + timedelta(minutes=2)) == NOW + guesses.WINDOW
    waits(username, at=NOW + guesses.WINDOW - timedelta(seconds=1))
    assert credentials.check(username, PASSWORD, at=NOW + guesses.WINDOW) is not None


def test_a_right_password_after_the_wait_starts_the_count_anew():
    username = people.account().username
    guess(username)
    after = NOW + guesses.WINDOW

    credentials.check(username, PASSWORD, at=after)

    assert GuessedName.objects.count() == 0
    guess(username, times=9, at=after)
    assert credentials.check(username, PASSWORD, at=after) is not None


def test_what_was_typed_is_not_kept_and_one_name_has_one_row_of_ten():
    guess("nobody-at-all", times=guesses.ALLOWED)
    guess("nobody-at-all", times=9, at=NOW + guesses.WINDOW)

    row = GuessedName.objects.get()
    assert len(row.wrong_at) == guesses.ALLOWED
    assert len(bytes(row.digest)) == 32
    assert b"nobody" not in bytes(row.digest)


def test_old_names_are_dropped_by_the_job_and_a_few_with_every_new_one():
    for number in range(5):
        guesses.count(f"name-{number}", at=NOW)
    later = NOW + guesses.WINDOW + timedelta(seconds=1)

    guesses.count("another", at=later)
    assert GuessedName.objects.count() == 4

    operations.drop_old_guesses(at=later)
    assert GuessedName.objects.count() == 1


def test_a_remembered_password_costs_no_look_at_the_database(django_assert_num_queries):
    username = people.account().username
    actor = credentials.verify(username, PASSWORD, at=NOW)
    guess(username)

    with django_assert_num_queries(0):
        assert credentials.verify(username, PASSWORD, at=NOW) == actor


def test_an_operator_unlocks_a_name_once_and_it_is_written_down():
    username = people.account().username
    operator = people.actor(roles=(Role.HOUSE_OPERATOR,))
    guess(username)

    assert operations.unlock(username=username, actor=operator, at=NOW) is True
    assert operations.unlock(username=username, actor=operator, at=NOW) is False

    entry = AuditEntry.objects.get(event="account-unlocked")
    assert entry.account_id == operator.account_id
    assert credentials.check(username, PASSWORD, at=NOW) is not None


def test_a_new_password_opens_at_once():
    username = people.account().username
    guess(username)

    operations.set_password(username=username, password="another invented one", actor=None, at=NOW)

    assert credentials.check(username, "another invented one", at=NOW) is not None


@pytest.mark.django_db(transaction=True)
def test_guesses_at_the_same_moment_go_over_by_no_more_than_those_under_way(counted_hashes):
    username = people.account().username
    guess(username, times=7)
    del counted_hashes[:]
    together = 4
    barrier = threading.Barrier(together)

    def one_process(number):
        barrier.wait()
        with suppress(TooManyFailuresError):
            for each in range(20):
                credentials.check(username, f"{number} {each}", at=NOW)
        connection.close()

    threads = [threading.Thread(target=one_process, args=(each,)) for each in range(together)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert 3 <= len(counted_hashes) <= 3 + together - 1
    assert len(GuessedName.objects.get().wrong_at) == guesses.ALLOWED
    waits(username)


@pytest.mark.django_db(transaction=True)
def test_wrong_passwords_counted_at_the_same_moment_are_all_counted():
    barrier = threading.Barrier(8)

    def one_process():
        barrier.wait()
        guesses.count("somebody", at=NOW)
        connection.close()

    threads = [threading.Thread(target=one_process) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(GuessedName.objects.get().wrong_at) == 8


@pytest.mark.parametrize("username", ["a\0b", "x" * 100_000, b"\xed\xa0\x80"])
def test_a_name_that_nobody_can_have_is_refused_like_any_other(client, username):
    answer = client.post("/autentificare", {"username": username, "password": "wrong\0"})

    assert answer.status_code == 422

"""Is any number lost or given twice when parts are killed under load?"""

import json
import random
import threading
import time
from collections import Counter
from pathlib import Path

import psycopg
import pytest
from psycopg.rows import dict_row
from tests.factories import calls
from tests.factories.calls import NUMBERS
from tests.fakes.vpcd import until
from tests.journeys.servers import PASSWORD, Platform

pytestmark = pytest.mark.slow
LETTERS = "bcdfghklmnprstvz"
ROUNDS = 30
IMPORTED = 30_000
MANY = 100


@pytest.fixture(scope="module")
def platform():
    running = Platform("faults")
    try:
        running.prepare()
        running.start_web()
        yield running
    finally:
        running.stop()


def person(rng):
    """Return somebody who resembles nobody."""
    name = "".join(rng.choice(LETTERS) + rng.choice("aeiou") for _ in range(5))
    day = f"{rng.randrange(1940, 2020)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"
    passport = {"type": "PASSPORT", "number": f"F{rng.randrange(10**9)}", "date": "2021-05-04"}
    return calls.registration(
        surname=name.capitalize(), given_name=name[::-1], birth_date=day, documents=[passport]
    )


def post(platform, body, *, key, username="bench-1"):
    headers = {**calls.login(username, PASSWORD), "Idempotency-Key": key}
    reply = platform.call("POST", NUMBERS, body=body, headers=headers)
    return reply.status, json.loads(reply.content), reply


class Client(threading.Thread):
    """Registers persons until it is told to stop, and notes what was acknowledged."""

    def __init__(self, platform, place, stop):
        super().__init__()
        self.platform, self.place, self.stop = platform, place, stop
        self.sent, self.acknowledged = {}, {}

    def run(self):
        rng = random.Random(self.place)
        while not self.stop.is_set():
            key = f"client-{self.place}-{len(self.sent)}"
            self.sent[key] = person(rng)
            try:
                status, body, _ = post(self.platform, self.sent[key], key=key)
            except (OSError, ValueError):
                time.sleep(0.05)
                continue
            if status in {200, 201}:
                self.acknowledged[key] = body["number"]


def load_and(platform, break_it):
    """Run eight clients, break something once many were answered; return what they sent and heard."""
    stop = threading.Event()
    offset = random.randrange(10**6)
    clients = [Client(platform, offset + place, stop) for place in range(8)]
    for client in clients:
        client.start()
    try:
        until(lambda: sum(len(client.acknowledged) for client in clients) > MANY, within=60)
        break_it()
        time.sleep(1)
    finally:
        stop.set()
        for client in clients:
            client.join()
    sent = {key: body for client in clients for key, body in client.sent.items()}
    told = {key: number for client in clients for key, number in client.acknowledged.items()}
    return sent, told


def numbers_kept(platform):
    query = "SELECT value FROM registry_identifier WHERE kind = 'temporary'"
    with psycopg.connect(platform.cluster.dsn()) as connection:
        return Counter(value for (value,) in connection.execute(query))


@pytest.mark.parametrize("part", ["web", "database"])
def test_a_kill_under_load_loses_no_number_and_gives_none_twice(platform, part):
    breaks = {"web": platform.kill_web, "database": platform.kill_database}
    sent, told = load_and(platform, breaks[part])
    restart = {"web": platform.start_web, "database": platform.cluster.start}
    restart[part]()
    platform.wait_for_health()

    kept = numbers_kept(platform)
    assert len(told) > MANY
    assert {number: kept[number] for number in told.values()} == dict.fromkeys(told.values(), 1)
    assert len(set(told.values())) == len(told)

    first = {key: post(platform, body, key=key)[1]["number"] for key, body in sent.items()}
    # What was acknowledged is told the second time here already; now the rest is asked again.
    rest = {key: body for key, body in sent.items() if key not in told}
    again = {key: post(platform, body, key=key)[1]["number"] for key, body in rest.items()}
    assert {key: first[key] for key in rest} == again
    assert {key: first[key] for key in told} == told
    assert max(numbers_kept(platform).values()) == 1
    assert len(set(first.values())) == len(sent)


def test_two_providers_at_the_same_instant_never_get_two_numbers_silently(platform):
    rng = random.Random("two providers")
    for place in range(ROUNDS):
        body = {**person(rng), "surname": "Шевченко", "given_name": "Олена"}
        other = {**body, "surname": "Șevcenco", "given_name": "Olena"}
        barrier = threading.Barrier(2)
        replies = []

        def register(username, typed, *, key=f"pair-{place}", together=barrier, into=replies):
            together.wait()
            into.append(post(platform, typed, key=key, username=username)[:2])

        pair = [("bench-1", body), ("bench-2", other)]
        threads = [threading.Thread(target=register, args=each) for each in pair]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        statuses = sorted(status for status, _ in replies)
        assert statuses in ([200, 201], [201, 409])
        if statuses == [200, 201]:
            assert len({reply["number"] for _, reply in replies}) == 1


def test_a_stopped_database_is_503_and_recovers_by_itself(platform):
    body = person(random.Random("stopped"))
    platform.cluster.stop()
    try:
        for _ in range(6):
            status, told, reply = post(platform, body, key="stopped")
            assert (status, told["type"]) == (503, "urn:openpias:problem:database-unavailable")
            assert int(reply.headers["Retry-After"]) > 0
        page = platform.call("GET", "/autentificare")
        assert page.status in {200, 503}
    finally:
        platform.cluster.start()

    platform.wait_for_health()
    statuses = [post(platform, body, key="stopped")[0] for _ in range(6)]
    assert set(statuses) <= {200, 201}


def test_an_import_loses_no_row_and_doubles_none_when_the_database_is_killed(platform, tmp_path):
    file = tmp_path / "persons.csv"
    rng = random.Random("an import")
    heading = "surname,given_name,birth_date,sex,category,citizenship,entry_point,entry_date"
    lines = [f"{heading},visa_type,document_type,document_number"]
    for place in range(IMPORTED):
        each = person(rng)
        names = "" if place % 100 == 99 else each["surname"]
        lines.append(
            f"{names},{each['given_name']},{each['birth_date']},F,A,UA,UNKNOWN,2022-03-01,NONE,"
            f"PASSPORT,I{place:08d}"
        )
    file.write_text("\n".join(lines), encoding="utf-8")
    command = ["-m", "openpias.cli", "import", str(file), "--username", "bench-1"]
    before = sum(numbers_kept(platform).values())

    broken = platform.start(*command)
    while not progress(platform):
        assert broken.poll() is None
        time.sleep(0.02)
    platform.kill_database()
    assert broken.wait(timeout=60) != 0
    platform.cluster.start()
    # The crash may take the last chunks along, with their word on how far the file is.
    assert (progress(platform) or {"rows_done": 0})["rows_done"] < IMPORTED
    assert platform.start(*command).wait(timeout=120) == 0

    found = progress(platform)
    assert found["rows_done"] == IMPORTED
    assert found["issued"] + found["joined"] + found["set_aside"] + found["refused"] == IMPORTED
    kept = numbers_kept(platform)
    assert max(kept.values()) == 1
    assert sum(kept.values()) - before == found["issued"]
    refused = Path(f"{file}.refused.csv").read_text(encoding="utf-8").splitlines()[1:]
    places = [int(each.split(",")[0]) for each in refused]
    assert places == sorted(set(places))
    assert len(places) == found["refused"] == IMPORTED // 100


def progress(platform):
    """Return the counts of the import that is furthest, or nothing before its first chunk."""
    query = """
        SELECT rows_done, issued, joined, set_aside, refused FROM registry_import_run
         WHERE rows_done > 0 ORDER BY rows_done DESC LIMIT 1
    """
    with psycopg.connect(platform.cluster.dsn(), row_factory=dict_row) as connection:
        return connection.execute(query).fetchone()

"""Does an entry keep its digest through the database, and personal data out?"""

import json
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openpias.server.platform.audit import entries
from openpias.server.platform.audit.entries import PersonalFactError, digest_of
from openpias.server.platform.ordered_ids import ordered_id

AT = datetime(2026, 3, 29, 0, 59, 59, 999_999, tzinfo=UTC)
CODES = st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=12)
FACTS = st.dictionaries(
    CODES,
    CODES | st.booleans() | st.integers(-(10**11), 10**11) | st.lists(CODES, max_size=3),
    max_size=4,
)
MOMENTS = st.datetimes(
    datetime(1970, 1, 2),  # noqa: DTZ001 - the strategy adds the zone
    datetime(2150, 1, 1),  # noqa: DTZ001 - the strategy adds the zone
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=3))]),
)


def prepared(**changes):
    fields = {
        "event": "person-registered",
        "actor": None,
        "subject_kind": "person",
        "subject_ref": "5f0c",
        "facts": {},
        "at": AT,
    }
    return entries.prepare(**{**fields, **changes})


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(facts=FACTS, at=MOMENTS)
def test_digest_survives_the_database(trail, facts, at):
    with trail.connect() as connection:
        entry = trail.write(connection, facts=facts, at=at)
        stored = connection.execute(
            "SELECT id, at, event, account_id, provider_code, subject_kind, subject_ref, facts"
            "  FROM audit_entry WHERE id = %s",
            [entry.id],
        ).fetchone()

    assert digest_of(*stored) == entry.digest


def test_digest_covers_every_field():
    entry = prepared(facts={"kind": "temporary-number"})
    fields = {
        "id": entry.id,
        "at": entry.at,
        "event": entry.event,
        "account_id": entry.account_id,
        "provider_code": entry.provider_code,
        "subject_kind": entry.subject_kind,
        "subject_ref": entry.subject_ref,
        "facts": entry.facts,
    }
    others = {
        "id": UUID(int=1),
        "at": AT + timedelta(microseconds=1),
        "event": "x",
        "account_id": 0,
        "provider_code": "x",
        "subject_kind": "x",
        "subject_ref": "x",
        "facts": {"kind": True},
    }

    digests = {digest_of(**{**fields, name: value}) for name, value in others.items()}

    assert len(digests | {entry.digest}) == 9


def test_digest_depends_on_the_key(settings):
    entry = prepared()
    fields = (entry.id, AT, "person-registered", None, "", "person", "5f0c", {})
    assert digest_of(*fields) == entry.digest

    settings.AUDIT_KEY = b"another key of thirty-two bytes!"

    assert digest_of(*fields) != entry.digest


def test_row_is_plain_data_with_the_actor(operator):
    entry = prepared(actor=operator, facts={"fields": ["surname", "birth_date"], "own": True})

    assert json.loads(json.dumps(entry.as_row())) == {
        "id": str(entry.id),
        "at": "2026-03-29T00:59:59.999999+00:00",
        "event": "person-registered",
        "account_id": 7,
        "provider_code": "DJ-0042",
        "subject_kind": "person",
        "subject_ref": "5f0c",
        "facts": {"fields": ["surname", "birth_date"], "own": True},
        "digest": entry.digest.hex(),
    }


@pytest.mark.parametrize(
    "value",
    [
        "9123456789012",
        "number:9123456789012",
        9123456789012,
        "12345678901234567890",
        ["surname", "9123456789012"],
        "Ion Popescu",
        "Țepeș",
        "Олена",
        "a\x00b",
        "x" * 101,
        1.5,
        None,
        {"nested": "x"},
        [1],
    ],
)
def test_fact_that_may_be_personal_is_refused(value):
    with pytest.raises(PersonalFactError):
        prepared(facts={"fact": value})


def test_reference_that_is_a_number_is_refused():
    with pytest.raises(PersonalFactError):
        prepared(subject_ref="9123456789012")


@pytest.mark.parametrize(
    "value",
    ["a91234567890123b", "852ded80-1871-4171-8061-828125250123", "own", "", 10**11, False, []],
)
def test_id_or_code_is_a_fact(value):
    assert prepared(facts={"fact": value}).facts == {"fact": value}


def test_moment_without_a_zone_is_refused():
    with pytest.raises(TypeError):
        prepared(at=datetime(2026, 1, 1))  # noqa: DTZ001 - the subject of the test


def test_ids_follow_time_and_then_the_order_of_preparation():
    made = [ordered_id(AT) for _ in range(100)] + [ordered_id(AT + timedelta(microseconds=1))]

    assert made == sorted(made)
    assert {identifier.version for identifier in made} == {7}
    assert len(set(made)) == 101

"""Is every way of tampering found and named, and nothing told where nothing is wrong?"""

from datetime import timedelta

import pytest
from django.conf import settings
from tests.server.platform.audit.conftest import INSERT, now

from openpias.server.platform.audit.chain import GENESIS, link
from openpias.server.platform.audit.entries import prepare
from openpias.server.platform.audit.verification import Damage, Found

LATER = timedelta(seconds=11)


@pytest.fixture
def five(trail):
    """A trail of five sealed entries with a signed head."""
    written = [trail.write(facts={"own": True}) for _ in range(5)]
    trail.seal()
    return written


@pytest.mark.usefixtures("five")
def test_untouched_trail_is_whole(trail):
    assert trail.verify(later=LATER) == []


@pytest.mark.parametrize(
    "change",
    [
        "event = 'x'",
        "account_id = 1",
        "provider_code = 'x'",
        "subject_kind = 'x'",
        "subject_ref = 'x'",
        "facts = '{}'",
        "facts = '[]'",
        "at = at + interval '1 microsecond'",
        "at = 'infinity'",
    ],
)
def test_changed_entry_is_found(trail, five, change):
    trail.tamper(f"UPDATE audit_entry SET {change} WHERE id = %s", five[2].id)  # noqa: S608 - ours

    assert trail.verify() == [Found(damage=Damage.CHANGED, position=3, entry=five[2].id)]


def test_entry_whose_digest_was_replaced_breaks_the_chain_too(trail, five):
    trail.tamper("UPDATE audit_entry SET digest = sha256('x') WHERE id = %s", five[2].id)

    assert trail.verify() == [
        Found(damage=Damage.CHANGED, position=3, entry=five[2].id),
        Found(damage=Damage.CHAIN_BROKEN, position=3, entry=five[2].id),
    ]


def test_removed_entry_is_found(trail, five):
    trail.tamper("DELETE FROM audit_entry WHERE id = %s", five[1].id)

    assert trail.verify() == [Found(damage=Damage.REMOVED, position=2, entry=five[1].id)]


def test_removed_entry_with_its_seal_is_found(trail, five):
    trail.tamper("DELETE FROM audit_entry WHERE id = %s", five[1].id)
    trail.tamper("DELETE FROM audit_seal WHERE entry = %s", five[1].id)

    assert trail.verify() == [Found(damage=Damage.SEAL_MISSING, position=2)]


def test_removed_entry_closed_up_by_renumbering_is_found(trail, five):
    trail.tamper("DELETE FROM audit_entry WHERE id = %s", five[1].id)
    trail.tamper("DELETE FROM audit_seal WHERE entry = %s", five[1].id)
    for position in (3, 4, 5):
        trail.tamper("UPDATE audit_seal SET position = position - 1 WHERE position = %s", position)

    assert trail.verify() == [
        Found(damage=Damage.CHAIN_BROKEN, position=2, entry=five[2].id),
        Found(damage=Damage.CHAIN_BROKEN, position=3, entry=five[3].id),
        Found(damage=Damage.CHAIN_BROKEN, position=4, entry=five[4].id),
        Found(damage=Damage.TAIL_CUT, position=5, line=1),
    ]


def test_entry_inserted_without_the_key_is_found_before_and_after_it_is_sealed(trail, five):
    trail.tamper(
        "INSERT INTO audit_entry SELECT gen_random_uuid(), at, transaction, event, account_id,"
        " provider_code, subject_kind, subject_ref, facts, digest FROM audit_entry WHERE id = %s",
        five[0].id,
    )
    before = trail.verify()
    trail.seal()
    after = trail.verify()

    assert [(found.damage, found.position) for found in before] == [(Damage.CHANGED, None)]
    assert [(found.damage, found.position) for found in after] == [(Damage.CHANGED, 6)]


def test_swapped_seals_are_found(trail, five):
    trail.tamper("UPDATE audit_seal SET entry = gen_random_uuid() WHERE position = 2")
    trail.tamper("UPDATE audit_seal SET entry = %s WHERE position = 3", five[1].id)
    trail.tamper("UPDATE audit_seal SET entry = %s WHERE position = 2", five[2].id)

    assert trail.verify() == [
        Found(damage=Damage.CHAIN_BROKEN, position=2, entry=five[2].id),
        Found(damage=Damage.CHAIN_BROKEN, position=3, entry=five[1].id),
    ]


def test_cut_tail_is_found_by_its_head(trail, five):
    trail.tamper("DELETE FROM audit_seal WHERE position > 3")
    trail.tamper("DELETE FROM audit_entry WHERE id = ANY(%s)", [entry.id for entry in five[3:]])

    assert trail.verify() == [Found(damage=Damage.TAIL_CUT, position=5, line=1)]


@pytest.mark.usefixtures("five")
def test_emptied_trail_is_found_by_its_head(trail):
    trail.tamper("TRUNCATE audit_entry, audit_seal, audit_progress")

    assert trail.verify() == [Found(damage=Damage.TAIL_CUT, position=5, line=1)]


def test_table_chained_again_with_the_key_is_found_by_its_head(trail, five):
    trail.tamper("DELETE FROM audit_entry WHERE id = %s", five[0].id)
    trail.tamper("DELETE FROM audit_seal")
    forged = prepare(
        event="x", actor=None, subject_kind="x", subject_ref="x", facts={}, at=five[0].at
    )
    chain = GENESIS
    trail.tamper(INSERT.replace("%(facts)s", "'{}'"), named=forged.as_row())
    for position, entry in enumerate([forged, *five[1:]], start=1):
        chain = link(chain, position, entry.id, entry.digest, key=settings.AUDIT_KEY)
        trail.tamper("INSERT INTO audit_seal VALUES (%s, %s, %s, now())", position, entry.id, chain)

    assert trail.verify() == [Found(damage=Damage.RECHAINED, position=5, line=1)]


@pytest.mark.usefixtures("five")
def test_entry_unsealed_for_over_ten_seconds_is_found(trail):
    waiting = trail.write()

    assert trail.verify() == []
    assert trail.verify(later=LATER) == [Found(damage=Damage.UNSEALED, entry=waiting.id)]


@pytest.mark.usefixtures("five")
def test_entry_of_a_long_transaction_is_not_late_when_it_has_just_been_committed(trail):
    trail.write(at=now() - timedelta(minutes=5))

    assert trail.verify() == []


@pytest.mark.usefixtures("five")
def test_entry_with_a_forged_transaction_number_does_not_stop_verification(trail):
    for transaction in ("0", "2", "99999999999"):
        hidden = trail.write()
        trail.tamper(
            "UPDATE audit_entry SET transaction = %s::xid8 WHERE id = %s", transaction, hidden.id
        )

    assert [found.damage for found in trail.verify(later=LATER)] == [Damage.UNSEALED] * 3


@pytest.mark.usefixtures("five")
def test_head_signed_by_somebody_else_is_found(trail):
    text = trail.heads.path.read_text()
    trail.heads.path.write_text(text.replace('"position":5', '"position":4'))

    assert trail.verify() == [Found(damage=Damage.HEAD_FORGED, position=4, line=1)]


@pytest.mark.usefixtures("five")
def test_removed_heads_are_found_after_a_minute(trail):
    trail.heads.path.unlink()

    assert trail.verify() == []
    assert trail.verify(later=timedelta(seconds=61)) == [
        Found(damage=Damage.HEADS_MISSING, position=1)
    ]


@pytest.mark.usefixtures("five")
def test_seals_that_no_head_follows_are_found_after_a_minute(trail):
    trail.write()
    sealer = trail.sealer()
    while trail.waiting():
        sealer.step(now=now())

    assert trail.verify(later=timedelta(seconds=61)) == [
        Found(damage=Damage.HEADS_MISSING, position=6)
    ]


@pytest.mark.usefixtures("five")
def test_another_key_finds_every_row(trail, settings):
    settings.AUDIT_KEY = b"another key of thirty-two bytes!"

    assert [found.damage for found in trail.verify()] == [Damage.CHANGED, Damage.CHAIN_BROKEN] * 5

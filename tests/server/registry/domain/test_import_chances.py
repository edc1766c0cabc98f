"""Are ids and numbers of a chunk well-formed, never the same, and near one another?"""

import uuid
from datetime import UTC, datetime

from openpias.core.identifiers import temporary_number
from openpias.server.registry.domain.import_chances import Chances

MOMENT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
MANY = 20_000


def test_public_ids_are_of_version_7_and_of_their_moment():
    chances = Chances(MOMENT)
    ids = [uuid.UUID(chances.public_id()) for _ in range(MANY)]

    assert {(each.version, each.variant) for each in ids} == {(7, uuid.RFC_4122)}
    assert {each.int >> 80 for each in ids} == {int(MOMENT.timestamp() * 1000)}
    assert len(set(ids)) == MANY


def test_ids_of_slips_have_twelve_bytes_and_a_beginning_in_common():
    one, other = Chances(MOMENT), Chances(MOMENT)
    ids = [bytes.fromhex(one.slip_id()) for _ in range(MANY)]

    assert {len(each) for each in ids} == {12}
    assert len({each[:4] for each in ids}) == 1
    assert len({each[4:] for each in ids}) == MANY
    assert other.slip_id()[:8] != one.slip_id()[:8]


def test_numbers_are_well_formed_and_of_the_whole_space():
    chances = Chances(MOMENT)
    numbers = [chances.number() for _ in range(MANY)]

    assert all(map(temporary_number.is_valid, numbers))
    assert len(set(numbers)) == MANY
    assert {number[1] for number in numbers} == set("0123456789")

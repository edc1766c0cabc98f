"""Whom of the register do the rows of a chunk meet? A few statements for the whole chunk."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from openpias.server.registry.domain.facts import facts_from_json
from openpias.server.registry.domain.sameness import Known
from openpias.server.registry.enums import PersonStatus
from openpias.server.registry.operations.importing import copying

# Each key and each person is one look into an index, which `chunks` sees to.
_SHARING = """
    SELECT k.key, p.id, p.canonical_id, p.status
      FROM registry_matching_key k JOIN registry_person p ON p.id = k.person_id
     WHERE k.key = ANY (%s::bigint[])
"""
_ACTIVE = "SELECT id FROM registry_person WHERE id = ANY (%s::bigint[]) AND status = 'active'"
_MERGED = "SELECT id, canonical_id FROM registry_person WHERE canonical_id = ANY (%s::bigint[])"
_REGISTRATIONS = """
    SELECT id, person_id, facts::text FROM registry_registration WHERE person_id = ANY (%s::bigint[])
"""


def sharing(keys: str) -> Mapping[int, set[int]]:
    """Return, by key, the active persons who stand for those who have it.

    `keys` is the text of an array, for tens of thousands of numbers are slow to adapt one by one.
    """
    found: dict[int, set[int]] = defaultdict(set)
    merged: dict[int, set[int]] = defaultdict(set)
    for key, person, canonical, status in copying.query(_SHARING, [keys]):
        if canonical is not None:
            merged[canonical].add(key)
        elif status == PersonStatus.ACTIVE.value:
            found[key].add(person)
    if merged:
        for (person,) in copying.query(_ACTIVE, [_array(merged)]):
            for key in merged[person]:
                found[key].add(person)
    return dict(found)


def registrations(persons: Collection[int]) -> Mapping[int, list[Known]]:
    """Return, by person, what was typed about them and about those merged into them."""
    if not persons:
        return {}
    standing = {person: person for person in persons}
    standing |= dict(copying.query(_MERGED, [_array(persons)]))
    known: dict[int, list[Known]] = defaultdict(list)
    for registration, member, kept in copying.query(_REGISTRATIONS, [_array(standing)]):
        person = standing[member]
        facts = facts_from_json(kept)
        known[person].append(
            Known(registration=registration, person=person, ref=reference(person), facts=facts)
        )
    return known


def reference(person: int) -> str:
    """Return what stands for a public id here, where nobody is shown one."""
    return str(person)


def _array(numbers: Collection[int]) -> str:
    return "{" + ",".join(map(str, numbers)) + "}"

"""Whom of the register do the rows of a chunk meet? Two statements for the whole chunk."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import msgspec

from openpias.server.registry.domain.facts import facts_from_row
from openpias.server.registry.domain.sameness import Known
from openpias.server.registry.operations.importing import copying

# Each key and each person is one look into an index, which `chunks` sees to.
_SHARING = """
    SELECT k.key, coalesce(p.canonical_id, p.id)
      FROM registry_matching_key k JOIN registry_person p ON p.id = k.person_id
     WHERE k.key = ANY (%s::bigint[])
"""
_REGISTRATIONS = """
    SELECT r.id, root.id, root.public_id::text, r.facts::text
      FROM unnest(%s::bigint[]) AS sought(id)
      JOIN registry_person root ON root.id = sought.id AND root.status = 'active'
     CROSS JOIN LATERAL (
           SELECT root.id
            UNION ALL
           SELECT merged.id FROM registry_person merged WHERE merged.canonical_id = root.id
           ) AS member(id)
      JOIN registry_registration r ON r.person_id = member.id
"""


def sharing(keys: str) -> Mapping[int, set[int]]:
    """Return, by key, the persons who stand for those who have it; `keys` is an array's text."""
    found: dict[int, set[int]] = defaultdict(set)
    for key, person in copying.query(_SHARING, [keys]):
        found[key].add(person)
    return dict(found)


def registrations(persons: Iterable[int]) -> Mapping[int, list[Known]]:
    """Return, by person, what was typed about them and about those merged into them."""
    known: dict[int, list[Known]] = defaultdict(list)
    # Written as an array by ourselves: thousands of numbers are slow to adapt one by one.
    sought = "{" + ",".join(map(str, persons)) + "}"
    for registration, person, ref, kept in copying.query(_REGISTRATIONS, [sought]):
        facts = facts_from_row(msgspec.json.decode(kept))
        known[person].append(Known(registration=registration, person=person, ref=ref, facts=facts))
    return known

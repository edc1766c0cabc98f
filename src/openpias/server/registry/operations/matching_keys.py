"""How do a person's spellings become findable, and stop being so?"""

from openpias.core.names.matching_keys import MatchFacts, stored_keys
from openpias.server.registry.domain.facts import in_space
from openpias.server.registry.models import MatchingKey


def keys_of(facts: MatchFacts, *, practice: bool) -> list[int]:
    """Return the keys under which these facts are stored, of real or practice rows."""
    return [in_space(key, practice=practice) for key in stored_keys(facts)]


def add(person_id: int, facts: MatchFacts, *, practice: bool) -> None:
    """Let the person be found under this spelling too; harmless to repeat."""
    rows = [MatchingKey(key=key, person_id=person_id) for key in keys_of(facts, practice=practice)]
    MatchingKey.objects.bulk_create(rows, ignore_conflicts=True)


def remove(person_id: int, facts: MatchFacts, *, practice: bool) -> None:
    """Let the person be found no more under this spelling; harmless to repeat."""
    keys = keys_of(facts, practice=practice)
    MatchingKey.objects.filter(key__in=keys, person_id=person_id).delete()

"""What may other modules ask of the register? Plain data only."""

from openpias.server.registry.models import Person
from openpias.server.registry.queries.persons import PersonView, person, person_by_number

__all__ = ["PersonView", "canonical", "person", "person_by_number"]


def canonical(person_id: int) -> int:
    """Return the person that stands for this one after merges; itself where there were none.

    Raises Person.DoesNotExist.
    """
    standing: int | None = Person.objects.values_list("canonical_id", flat=True).get(pk=person_id)
    return standing or person_id

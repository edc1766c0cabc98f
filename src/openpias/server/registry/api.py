"""What may other modules ask of the register? Plain data only."""

from datetime import date

from openpias.server.registry.domain.codes import Code
from openpias.server.registry.enums import InsuredState, InsuredStatus, NomenclatureList
from openpias.server.registry.models import Person
from openpias.server.registry.operations.lookups import TooManyLookups
from openpias.server.registry.operations.lookups import count as count_look_up
from openpias.server.registry.queries.insured_persons import (
    FamilyDoctorView,
    InsuranceAnswer,
    InsuranceView,
    InsuredView,
    insurance_on,
    insured,
    insured_by_cid,
    insured_by_cnp,
)
from openpias.server.registry.queries.kept_proofs import KeptProof, ProofKind, kept_proofs
from openpias.server.registry.queries.nomenclatures import entries
from openpias.server.registry.queries.persons import PersonView, person, person_by_number
from openpias.server.registry.queries.policies import policy
from openpias.server.registry.queries.reported import Reported, ReportedPerson, reported

__all__ = [
    "Code",
    "FamilyDoctorView",
    "InsuranceAnswer",
    "InsuranceView",
    "InsuredState",
    "InsuredStatus",
    "InsuredView",
    "KeptProof",
    "NomenclatureList",
    "PersonView",
    "ProofKind",
    "Reported",
    "ReportedPerson",
    "TooManyLookups",
    "canonical",
    "count_look_up",
    "displaced_insured_as",
    "entries",
    "insurance_on",
    "insured",
    "insured_by_cid",
    "insured_by_cnp",
    "kept_proofs",
    "person",
    "person_by_number",
    "reported",
]


def canonical(person_id: int) -> int:
    """Return the person that stands for this one after merges; itself where there were none.

    Raises Person.DoesNotExist.
    """
    standing: int | None = Person.objects.values_list("canonical_id", flat=True).get(pk=person_id)
    return standing or person_id


def displaced_insured_as(day: date) -> tuple[str, str] | None:
    """Return category and state in which displaced persons are insured; None where they are not."""
    found = policy(day).insured_as()
    return (found[0].category, found[0].state) if found else None

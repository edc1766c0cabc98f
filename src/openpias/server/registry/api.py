"""What may other modules ask of the register? Plain data only."""

from datetime import date

from openpias.server.registry.domain.codes import Code
from openpias.server.registry.enums import InsuredState, InsuredStatus, NomenclatureList
from openpias.server.registry.models import Person
from openpias.server.registry.operations.lookups import TooManyLookups, count_told
from openpias.server.registry.operations.lookups import count as count_look_up
from openpias.server.registry.operations.slip_numbers import SlipNumber, slip_number
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
from openpias.server.registry.queries.nomenclatures import entries, vocabulary
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
    "SlipNumber",
    "TooManyLookups",
    "canonical",
    "count_look_up",
    "count_told",
    "displaced_insured_as",
    "document_type",
    "entries",
    "insurance_on",
    "insured",
    "insured_by_cid",
    "insured_by_cnp",
    "kept_proofs",
    "person",
    "person_by_number",
    "reported",
    "slip_number",
]


def canonical(person_id: int) -> int:
    """Return the person that stands for this one after merges; itself where there were none.

    Raises Person.DoesNotExist.
    """
    standing: int | None = Person.objects.values_list("canonical_id", flat=True).get(pk=person_id)
    return standing or person_id


def document_type(code: str, *, language: str) -> str:
    """Return the name of a type of document; an unknown code is returned as it is."""
    found = vocabulary()[NomenclatureList.DOCUMENT_TYPES].get(code)
    return found.name(language) if found else code


def displaced_insured_as(day: date) -> tuple[str, str] | None:
    """Return category and state in which displaced persons are insured; None where they are not."""
    found = policy(day).insured_as()
    return (found[0].category, found[0].state) if found else None

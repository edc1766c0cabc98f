"""Which rows does the register keep? One main class per file."""

from openpias.server.registry.models.identifier import Identifier
from openpias.server.registry.models.import_run import ImportRun, SetAside
from openpias.server.registry.models.insured_import import InsuredImport, RefusedRow
from openpias.server.registry.models.insured_person import (
    FamilyDoctor,
    Insurance,
    InsuredPerson,
    InsuredVersion,
)
from openpias.server.registry.models.lookup_count import LookupCount
from openpias.server.registry.models.matching_key import MatchingKey
from openpias.server.registry.models.merge import Merge
from openpias.server.registry.models.nomenclature_entry import NomenclatureEntry
from openpias.server.registry.models.permit import Permit
from openpias.server.registry.models.person import Person, PersonDocument
from openpias.server.registry.models.person_version import PersonVersion
from openpias.server.registry.models.registration import Registration
from openpias.server.registry.models.slip import Slip
from openpias.server.registry.models.stored_answer import StoredAnswer

__all__ = [
    "FamilyDoctor",
    "Identifier",
    "ImportRun",
    "Insurance",
    "InsuredImport",
    "InsuredPerson",
    "InsuredVersion",
    "LookupCount",
    "MatchingKey",
    "Merge",
    "NomenclatureEntry",
    "Permit",
    "Person",
    "PersonDocument",
    "PersonVersion",
    "RefusedRow",
    "Registration",
    "SetAside",
    "Slip",
    "StoredAnswer",
]

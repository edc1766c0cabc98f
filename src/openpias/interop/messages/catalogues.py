"""Which lists does the catalogue of a kind of provider have, in which order?

Source: getCatalogues and getPhysicianCatalogues (specification 3.7.30, 5.1 and 5.3), the schemas
raportare/Nomenclatoare*.xsd and Nomenclatures*.xsd. Lists that we have nothing for are left out, as
every schema allows.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from openpias.interop.messages.catalogue_contents import CatalogueContents
from openpias.interop.messages.catalogue_lists import write_list
from openpias.interop.messages.trees import element, text_of, written

_HOUSES = "InsuranceHouseTypes InsuranceHouses"
_PEOPLE = "PersonCategories PersonStates Physicians ICD10S MedSrvPacks"
_COMMON = f"Countries EuMembers {_HOUSES} PersonalIDCardTypes Specialities Errors {_PEOPLE}"
_LABORATORY = "LaboratoriesServices LabSrvMedPacks"
_CLINIC = "ClinicServices ClinSrvMedPacks"
# By the `partnerCategory` of getCatalogues: schema, and its lists in the order that it asks for.
CATALOGUES: Mapping[str, tuple[str, str]] = {
    "CLIN": ("NomenclatoareClinic", f"{_COMMON} {_CLINIC} {_LABORATORY} RecServices PersonTypes"),
    "PARA": ("NomenclatoareParaclinic", f"{_COMMON} {_LABORATORY} PersonTypes"),
    "STOM": (
        "NomenclatoareStomatologie",
        f"{_COMMON} StomatologyServices StomSrvMedPacks dental_{_LABORATORY} PersonTypes",
    ),
    "MF": (
        "NomenclaturesMF",
        (
            f"Countries EuMembers {_HOUSES} MedSrvPacks MedicalServices Specialities PersonStates "
            "PersonCategories Citizenships PersonalIDCardTypes Errors ICD10S ServiceMedSrvPackages "
            "LaboratoriesServices PersonTypes"
        ),
    ),
    "MD": (
        "NomenclatoareDispozitive",
        (
            f"Specialities Errors Countries EuMembers PersonalIDCardTypes PersonCategories {_HOUSES} "
            "ICD10S MedicalDeviceCategories MedicalDeviceTypes MedicalDevicePrices PersonTypes"
        ),
    ),
    "HC": (
        "NomenclatoareHomeCare",
        (
            f"Specialities Services {_HOUSES} Errors Countries EuMembers PersonalIDCardTypes ICD10S "
            "PersonTypes PersonStates PersonCategories Citizenships"
        ),
    ),
    "REC": (
        "NomenclatoareRecuperare",
        (
            f"RecServices Countries EuMembers {_HOUSES} PersonalIDCardTypes Specialities Errors "
            f"PersonCategories PersonStates ICD10S MedSrvPacks {_CLINIC} {_LABORATORY} PersonTypes "
            "Physicians"
        ),
    ),
    "AMB": (
        "NomenclatoareAmbulante",
        (
            "Countries EuMembers PersonalIDCardTypes InsuranceHouseTypes MedSrvPacks PersonStates "
            "Specialities InsuranceHouses Errors Physicians ICD10S EmergencyCategs Emergencies "
            "PersonTypes"
        ),
    ),
    "SICK": (
        "NomenclaturesCM",
        f"Countries EuMembers {_HOUSES} Specialities PersonalIDCardTypes Errors ICD10S",
    ),
}
# Official categories whose lists (medicines, hospital cases, programmes) nobody has given us yet.
NOT_SERVED = frozenset({"PHM", "SPT", "NHP", "DIA", "CBRET", "EMP"})
_PHYSICIANS = f"{_HOUSES} Specialities Physicians"


def write(category: str, contents: CatalogueContents, *, issued_at: datetime) -> bytes:
    """Write a catalogue that the official schema accepts; raises `KeyError` for another category."""
    _schema, lists = CATALOGUES[category]
    return _written(lists.split(), contents, issued_at)


def write_physicians(contents: CatalogueContents, *, issued_at: datetime) -> bytes:
    """Write the physicians of a house (raportare/NomenclatoareMedici.xsd)."""
    return _written(_PHYSICIANS.split(), contents, issued_at)


def _written(names: Iterable[str], contents: CatalogueContents, issued_at: datetime) -> bytes:
    root = element("Catalogues")
    root.set("issueDate", text_of(issued_at))
    for name in names:
        found = write_list(name.replace("_", " "), contents)
        if found is not None:
            root.append(found)
    return written(root)

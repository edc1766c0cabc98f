"""How does each list of a catalogue look on the wire?

A list is called and shaped alike in all official schemas, but for the few oddities noted here. What
a schema asks for and we do not know is written as the harmless value: `false`, or our own code.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from lxml import etree

from openpias.core.rules.records import PersonType
from openpias.interop.messages.catalogue_contents import (
    CatalogueContents,
    Listed,
    ListedService,
)
from openpias.interop.messages.trees import Scalar, cut, element

# Since when something is valid whose beginning nobody wrote down; the schemas ask for a day.
ALWAYS = date(2000, 1, 1)
# The 27 states; the list of the schemas has a validity that we leave at ours.
_EU = (
    *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE"),
    *("IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"),
)
HOUSE_KINDS = {
    "CJAS": "Case de asigurări de sănătate județene",
    "CASMB": "Casa de asigurări de sănătate a municipiului București",
    "CASAOPSNAJ": "Casa apărării, ordinii publice, siguranței naționale și autorității judecătorești",
}
_PERSON_TYPES = {
    PersonType.INSURED: ("Asigurat", False),
    PersonType.WORK_ACCIDENT: ("Accident de muncă sau boală profesională", False),
    PersonType.INJURY: ("Prejudiciu sau daună adusă sănătății de altă persoană", False),
    PersonType.EUROPEAN_CARD: ("Titular de card european", True),
    PersonType.CONVENTION: ("Cetățean al unui stat cu acord", True),
    PersonType.EUROPEAN_FORM: ("Titular de formular european", True),
    PersonType.OUG15: ("Beneficiari OUG 15", True),
}
# One category of ours: which emergencies are red, yellow or green is in no list that we have.
_EMERGENCIES = ("AMB", "Servicii de ambulanță")
Row = Mapping[str, Scalar]
Rows = Callable[[CatalogueContents], Iterable[Row]]


def _days(each: Listed) -> dict[str, Scalar]:
    return {"validFrom": each.valid_from or ALWAYS, "validTo": each.valid_to}


def _named(each: Listed, *, as_: str = "name", most: int = 100) -> dict[str, Scalar]:
    return {"code": each.code, as_: cut(each.name, most), **_days(each)}


def _of(*kinds: str) -> Callable[[CatalogueContents], list[ListedService]]:
    def chosen(contents: CatalogueContents) -> list[ListedService]:
        return [each for each in contents.services if each.kinds.intersection(kinds)]

    return chosen


_clinic, _laboratory, _family = _of("CLIN"), _of("PARA"), _of("MF")
_dental, _home, _devices, _ambulance = _of("STOM"), _of("HC"), _of("MD"), _of("AMB")
_recovery = _of("RECA", "RECS")


def _countries(contents: CatalogueContents) -> Iterable[Row]:
    return ({"code": each.code, "name": cut(each.name, 100)} for each in contents.countries)


def _citizenships(contents: CatalogueContents) -> Iterable[Row]:
    return ({"code": each.code, "description": cut(each.name, 100)} for each in contents.countries)


def _members(contents: CatalogueContents) -> Iterable[Row]:
    known = {each.code for each in contents.countries}
    return ({"countryCode": each, "validFrom": ALWAYS} for each in _EU if each in known)


def _house_kinds(_contents: CatalogueContents) -> Iterable[Row]:
    return ({"code": code, "description": name} for code, name in HOUSE_KINDS.items())


def _houses(contents: CatalogueContents) -> Iterable[Row]:
    return ({**_named(each), "type": each.kind} for each in contents.houses)


def _papers(contents: CatalogueContents) -> Iterable[Row]:
    # The schemas know 1 PASAPORTAL and 2 SERVICIU; what is no passport is written as the second.
    return (
        {**_named(each), "category": "1" if each.is_passport else "2"} for each in contents.papers
    )


def _categories(contents: CatalogueContents) -> Iterable[Row]:
    return (
        {**_named(each, as_="description", most=500), "personState": each.state}
        for each in contents.categories
    )


def _person_types(_contents: CatalogueContents) -> Iterable[Row]:
    return (
        {"code": kind.value, "description": name, "isForeign": is_foreign}
        for kind, (name, is_foreign) in _PERSON_TYPES.items()
    )


def _errors(contents: CatalogueContents) -> Iterable[Row]:
    return (_named(each, as_="text", most=255) for each in contents.errors)


def _physicians(contents: CatalogueContents) -> Iterable[Row]:
    # `pid` is optional, and the CNP of a physician is no affair of other providers.
    return (
        {"name": cut(each.name, 200), "stencil": each.code, **_days(each)}
        for each in contents.physicians
    )


def _holidays(contents: CatalogueContents) -> Iterable[Row]:
    return ({"holiday": each.day, "description": each.name} for each in contents.holidays)


def _clinic_services(contents: CatalogueContents) -> Iterable[Row]:
    unknown = {"isExam": False, "opRoom": False, "isConnectedService": False}
    return ({**_named(each), **unknown} for each in _clinic(contents))


def _laboratory_services(place: str) -> Rows:
    # raportare/NomenclatoareStomatologie.xsd has `inStoma` where the others have `inClinic`.
    unknown = {"highLevel": False, "recByPC": False, "formula": False, place: True}
    return lambda contents: ({**_named(each), **unknown} for each in _laboratory(contents))


def _packages_of(services: Callable[[CatalogueContents], list[ListedService]]) -> Rows:
    return lambda contents: (
        {"service": each.code, "medSrvPack": package, **_days(each)}
        for each in services(contents)
        for package in each.packages
    )


def _clinic_packages(contents: CatalogueContents) -> Iterable[Row]:
    return (
        {"service": each.code, "medSrvPack": package, **_days(each), "valueLei": each.tariff}
        for each in _clinic(contents)
        for package in each.packages
    )


def _family_packages(contents: CatalogueContents) -> Iterable[Row]:
    return (
        {"serviceCode": each.code, "packageCode": package, **_days(each), "value": each.tariff}
        for each in _family(contents)
        for package in each.packages
    )


def _home_services(contents: CatalogueContents) -> Iterable[Row]:
    unknown = {"isAssisted": False, "isPaliativ": False}
    return ({**_named(each, most=255), **unknown} for each in _home(contents))


def _dental_services(contents: CatalogueContents) -> Iterable[Row]:
    return ({**_named(each), "dentist": True, "tariff": each.tariff} for each in _dental(contents))


def _recovery_services(contents: CatalogueContents) -> Iterable[Row]:
    return ({**_named(each), "tariff": each.tariff} for each in _recovery(contents))


def _device_categories(contents: CatalogueContents) -> Iterable[Row]:
    return (
        {
            "deviceCode": each.code,
            "deviceName": cut(each.name, 100),
            **_days(each),
            "grantType": "0",
        }
        for each in _devices(contents)
    )


def _device_types(contents: CatalogueContents) -> Iterable[Row]:
    return ({**_named(each), "categCode": each.code} for each in _devices(contents))


def _device_prices(contents: CatalogueContents) -> Iterable[Row]:
    return (
        {"deviceCode": each.code, "value": each.tariff, **_days(each)}
        for each in _devices(contents)
        if each.tariff is not None
    )


def _emergency_kinds(_contents: CatalogueContents) -> Iterable[Row]:
    code, name = _EMERGENCIES
    return [{"code": code, "name": name, "validFrom": ALWAYS}]


def _emergencies(contents: CatalogueContents) -> Iterable[Row]:
    code, name = _EMERGENCIES
    ours = {"categ_code": code, "categ_name": name}
    return ({**_named(each, most=200), **ours} for each in _ambulance(contents))


# By the name of the list: the name of its entries, and their attributes.
LISTS: Mapping[str, tuple[str, Rows]] = {
    "Citizenships": ("Citizenship", _citizenships),
    "ClinSrvMedPacks": ("ClinSrvMedPack", _clinic_packages),
    "ClinicServices": ("ClinicService", _clinic_services),
    "Countries": ("Country", _countries),
    "Emergencies": ("Emergency", _emergencies),
    "EmergencyCategs": ("EmergencyCateg", _emergency_kinds),
    "Errors": ("Error", _errors),
    "EuMembers": ("EuMember", _members),
    "Holidays": ("Holiday", _holidays),
    "ICD10S": ("ICD10", lambda contents: map(_named, contents.diagnoses)),
    "InsuranceHouseTypes": ("InsuranceHouseType", _house_kinds),
    "InsuranceHouses": ("InsuranceHouse", _houses),
    "LabSrvMedPacks": ("LabSrvMedPack", _packages_of(_laboratory)),
    "LaboratoriesServices": ("LaboratoriesService", _laboratory_services("inClinic")),
    "MedSrvPacks": ("MedSrvPack", lambda contents: map(_named, contents.packages)),
    "MedicalDeviceCategories": ("MedicalDeviceCategory", _device_categories),
    "MedicalDevicePrices": ("MedicalDevicePrice", _device_prices),
    "MedicalDeviceTypes": ("MedicalDeviceType", _device_types),
    "MedicalServices": ("MedicalService", lambda contents: map(_named, _family(contents))),
    "PersonCategories": ("PersonCategory", _categories),
    "PersonStates": (
        "PersonState",
        lambda contents: (_named(each, as_="description") for each in contents.states),
    ),
    "PersonTypes": ("PersonType", _person_types),
    "PersonalIDCardTypes": ("PersonalIDCardType", _papers),
    "Physicians": ("Physician", _physicians),
    "RecServices": ("RecService", _recovery_services),
    "ServiceMedSrvPackages": ("ServiceMedSrvPackage", _family_packages),
    "Services": ("Service", _home_services),
    "Specialities": ("Speciality", lambda contents: map(_named, contents.specialities)),
    "StomSrvMedPacks": ("StomSrvMedPack", _packages_of(_dental)),
    "StomatologyServices": ("StomatologyService", _dental_services),
    "dental LaboratoriesServices": ("LaboratoriesService", _laboratory_services("inStoma")),
}


def write_list(name: str, contents: CatalogueContents) -> etree._Element | None:
    """Return a list of a catalogue, None where there is nothing in it."""
    inner, rows = LISTS[name]
    found = [element(inner, each) for each in rows(contents)]
    if not found:
        return None
    outer = element(name.rpartition(" ")[2])
    outer.extend(found)
    return outer

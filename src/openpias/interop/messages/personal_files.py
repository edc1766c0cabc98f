"""What does a provider's application get to know of its own provider?

Source: getProviderInfo and its siblings (specification 3.7.30, 5.2), raportare/PersonalizedFile*.xsd.
The files of all kinds are one: addresses, contracts, employees, conventions, and lists of their own
that have to stand there. Addresses have codes of towns that nobody published, and stay empty; so do
contracted values, which are not kept here, and the patients of a family doctor.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from lxml import etree

from openpias.interop.messages.trees import cut, element, holding, text_of, written


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnContract:
    """A contract with a house; both days belong to it."""

    number: str
    house: str
    valid_from: date
    valid_to: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Employee:
    """A physician's time at the provider; without a last day it goes on."""

    stamp_code: str
    surname: str
    given_name: str
    valid_from: date
    valid_to: date | None
    specialities: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnProvider:
    """The provider as it stands in the file."""

    fiscal_code: str
    name: str
    contracts: Sequence[OwnContract]
    employees: Sequence[Employee]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shape:
    """What a schema asks for: a CNP or CID that nobody gave us, and what follows the employees.

    `dates_specialities` asks since when; ours is the physician's first day at the provider.
    """

    schema: str
    pid: str = ""
    has_cid: bool = False
    dates_specialities: bool = False
    tail: tuple[Callable[[OwnProvider], etree._Element], ...] = ()


def _empty(name: str) -> Callable[[OwnProvider], etree._Element]:
    return lambda _provider: element(name)


def _conventions(provider: OwnProvider) -> etree._Element:
    """Return contracts as the conventions that they are where certificates of sick leave are given."""
    return holding("conventions", [_convention(each, provider) for each in provider.contracts])


def _convention(contract: OwnContract, provider: OwnProvider) -> etree._Element:
    found = element(
        "convention",
        {
            "conventionNo": contract.number,
            "conventionDate": contract.valid_from,
            "validFrom": contract.valid_from,
            "validTo": contract.valid_to,
            "orgUnitCode": contract.house,
        },
    )
    stamps = sorted({each.stamp_code for each in provider.employees})
    found.append(
        holding("physicians", [element("physician", {"stencilNo": each}) for each in stamps])
    )
    return found


def _family_doctors(provider: OwnProvider) -> etree._Element:
    """Return the holders of lists, without the patients on them."""
    return holding("physicians", [_family_doctor(each) for each in provider.employees])


def _family_doctor(employee: Employee) -> etree._Element:
    name = f"{employee.surname} {employee.given_name}".strip()
    found = element("physician", {"name": name, "stencil": employee.stamp_code})
    found.append(element("enlisteds"))
    return found


# raportare/PersonalizedFileMF.xsd asks for the CNP of an employee, which nobody gives us: the zeros
# that other schemas ask for where there is none.
_NO_PID = "0" * 13
SHAPES: Mapping[str, _Shape] = {
    "CLIN": _Shape(
        schema="PersonalizedFileClinic", tail=(_empty("labServices"), _empty("dailyServices"))
    ),
    "MF": _Shape(
        schema="PersonalizedFileMF",
        pid=_NO_PID,
        dates_specialities=True,
        tail=(_family_doctors,),
    ),
    "PARA": _Shape(schema="PersonalizedFilePara", tail=(_empty("services"),)),
    "STOM": _Shape(schema="PersonalizedFileStoma"),
    "MD": _Shape(schema="PersonalizedFileDispozitive"),
    "HC": _Shape(schema="PersonalizedFileIngrijiri"),
    "RECA": _Shape(
        schema="PersonalizedFileRecoveryAmb",
        has_cid=True,
        dates_specialities=True,
        tail=(_empty("services"),),
    ),
    "RECS": _Shape(schema="PersonalizedFileRecoveryPrev", has_cid=True),
    "AMB": _Shape(schema="PersonalizedFileAmbulance", has_cid=True),
    "SICK": _Shape(schema="PersonalizedFileCM", has_cid=True, tail=(_conventions,)),
}
# Official categories that are not served yet.
NOT_SERVED = frozenset({"FARMD", "FARMI", "SPT", "NHP", "DIA", "FSD", "CBRET", "EMP"})


def write(category: str, provider: OwnProvider, *, issued_at: datetime) -> bytes:
    """Write a file that the official schema accepts; raises `KeyError` for another category."""
    shape = SHAPES[category]
    root = element(
        "provider",
        {
            "code": provider.fiscal_code,
            "name": cut(provider.name, 100),
            "uic": provider.fiscal_code,
        },
    )
    root.set("issueDate", text_of(issued_at))
    root.append(element("addresses"))
    # raportare/PersonalizedFileCM.xsd has conventions in the place of contracts.
    if category != "SICK":
        rows = [_contract(each, category, provider) for each in provider.contracts]
        root.append(holding("contracts", rows))
    root.append(holding("employees", [_employee(each, shape) for each in provider.employees]))
    root.extend(make(provider) for make in shape.tail)
    return written(root)


def _contract(contract: OwnContract, category: str, provider: OwnProvider) -> etree._Element:
    # The day of signing is not kept here; a contract is dated before it begins at the latest.
    return element(
        "contract",
        {
            "contractNo": contract.number,
            "contractDate": contract.valid_from,
            "validFrom": contract.valid_from,
            "validTo": contract.valid_to,
            "orgUnitCode": contract.house,
            "companyCode": provider.fiscal_code,
            "categoryCode": category,
        },
    )


def _employee(employee: Employee, shape: _Shape) -> etree._Element:
    # `firstName` is „Numele angajatului" and `lastName` „Prenumele angajatului" in every schema.
    found = element(
        "employee",
        {
            "pid": shape.pid,
            "firstName": cut(employee.surname, 40),
            "lastName": cut(employee.given_name, 40) or "-",
            "validFrom": employee.valid_from,
            "validTo": employee.valid_to,
            "stencilNo": employee.stamp_code,
        },
    )
    if shape.has_cid:
        found.set("cid", "")
    if employee.specialities:
        since = {"validFrom": employee.valid_from} if shape.dates_specialities else {}
        rows = [element("speciality", {"code": each, **since}) for each in employee.specialities]
        found.append(holding("specialities", rows))
    return found

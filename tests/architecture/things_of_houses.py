"""What does a house keep, one of each: contract, work site, physician, staff, insured persons?"""

import io
import uuid
from datetime import date

from tests.factories import insured, people, providers
from tests.factories.people import NOW

from openpias.server.platform.accounts.enums import Role
from openpias.server.providers.models import Contract
from openpias.server.providers.operations import physicians, work_sites
from openpias.server.registry.operations import insured_imports, insured_periods
from openpias.server.registry.queries import insured_persons

Thing = dict[str, str]
KINDS = ("licence", "contract", "work-site", "physician")
INSURED_KINDS = ("insured", "insurance", "doctor", "import", "sent-insured")
# A CNP that is well formed, and nobody's.
NOBODY = insured.cnp(birth=date(1931, 1, 2), number=999)
# What makes a form do its work, by address; the rest of it is the thing itself.
FORMS: dict[str, Thing] = {
    "asigurati/<str:public_id>/corectare": {
        "version": "3",
        "cnp": insured.cnp(number=777),
        "surname": "Țurcanu",
        "given_name": "Ștefania",
        "birth_date": "24-11-1985",
        "sex": "F",
    },
    "asigurati/<str:public_id>/medici": {
        "version": "3",
        "stamp_code": "B54321",
        "surname": "Ionescu",
        "given_name": "Ana",
        "provider_code": providers.CUI,
        "valid_from": "01-11-2026",
    },
    "asigurati/<str:public_id>/medici/<str:chosen>": {"version": "3", "valid_to": "01-10-2026"},
    "asigurati/<str:public_id>/mutare": {"version": "3", "house": "CAS-BV"},
    "asigurati/<str:public_id>/perioade": {
        "version": "3",
        "category": "PENSIONER",
        "state": "ASIGURAT",
        "valid_from": "01-11-2026",
        "ends_previous": "1",
    },
    "asigurati/<str:public_id>/perioade/<str:period>": {"version": "3", "valid_to": "01-10-2026"},
    "asigurati/nou": {
        "cnp": insured.cnp(number=778),
        "surname": "Munteanu",
        "given_name": "Ilinca",
        "birth_date": "24-11-1985",
        "sex": "F",
        "house": "CAS-BV",
    },
    "certificate/<uuid:public_id>/parola": {"version": "1"},
    "furnizori/<str:public_id>/telefon": {"phone": "0253 223 940"},
    "furnizori/<uuid:public_id>/contracte/<uuid:contract>": {"seen": "1", "valid_to": "31-12-2026"},
    "furnizori/<uuid:public_id>/contracte/nou": {
        "house": "CAS-SV",
        "contract_number": "18/2099",
        "valid_from": "01-01-2099",
        "valid_to": "31-12-2099",
    },
    "furnizori/<uuid:public_id>/medici/<uuid:physician>": {
        "seen": "1",
        "stamp_code": "A12345",
        "name": "Țărnă Ștefania",
        "valid_from": "01-01-2026",
        "valid_to": "31-10-2026",
    },
    "furnizori/<uuid:public_id>/medici/nou": {
        "record": str(uuid.uuid4()),
        "stamp_code": "B54321",
        "name": "Ionescu Ana",
        "valid_from": "01-01-2026",
    },
    "furnizori/<uuid:public_id>/puncte-de-lucru/<uuid:site>": {
        "seen": "1",
        "name": "Cabinetul din centru",
        "address": "Suceava, str. Inventată 1",
        "valid_from": "01-01-2026",
        "valid_to": "31-10-2026",
    },
    "furnizori/<uuid:public_id>/puncte-de-lucru/nou": {
        "record": str(uuid.uuid4()),
        "name": "Cabinetul nou",
        "address": "Suceava, str. Inventată 2",
        "valid_from": "01-01-2026",
    },
}


def of_provider(provider: str, *, house: str, operator) -> dict[str, Thing]:
    """Make a work site and a physician of a provider, beside its contract."""
    who = {"provider": uuid.UUID(provider), "actor": operator, "at": NOW}
    site, physician = uuid.uuid4(), uuid.uuid4()
    work_sites.open_site(providers.work_site(), site=site, **who)
    physicians.enter(providers.physician(), physician=physician, **who)
    contract = Contract.objects.get(provider__public_id=provider)
    return {
        "licence": {"public_id": provider, "house": house},
        "contract": {"public_id": provider, "contract": str(contract.public_id)},
        "work-site": {"public_id": provider, "site": str(site)},
        "physician": {"public_id": provider, "physician": str(physician)},
    }


def of_insured(house: str) -> dict[str, Thing]:
    """Enrol somebody with a period of insurance and a family doctor, and take a file in."""
    operator = insured.operator(house)
    one = insured.enrolled(house=house, actor=operator)
    insured_periods.insure(one, insured.period(), version=1, actor=operator, at=NOW)
    insured_periods.choose_family_doctor(one, insured.doctor(), version=2, actor=operator, at=NOW)
    found = insured_persons.insured(one)
    file = io.BytesIO(b"cnp,surname,given_name,birth_date,sex\n1,A,B,,F\n")
    run = insured_imports.import_file(file, house=house, actor=operator, now=lambda: NOW)
    return {
        "insured": {"public_id": one},
        "insurance": {"public_id": one, "period": found.insurances[0].public_id},
        "doctor": {"public_id": one, "chosen": found.family_doctors[0].public_id},
        "import": {"public_id": run.public_id},
        "sent-insured": {"cnp": found.cnp},
    }


def staff(house: str) -> str:
    """Make a personal account of the house's staff, and return its user name."""
    roles = (Role.HOUSE_OPERATOR,)
    return people.account(roles=roles, provider=house, house_code=house).username


def unknown() -> dict[str, Thing]:
    """Return what nobody has, of the same shape."""
    one, other = str(uuid.uuid4()), str(uuid.uuid4())
    return {
        "licence": {"public_id": one, "house": "CAS-IS"},
        "contract": {"public_id": one, "contract": other},
        "work-site": {"public_id": one, "site": other},
        "physician": {"public_id": one, "physician": other},
        "insured": {"public_id": one},
        "insurance": {"public_id": one, "period": other},
        "doctor": {"public_id": one, "chosen": other},
        "import": {"public_id": one},
        "sent-insured": {"cnp": NOBODY},
    }

"""What is met on a walk over all addresses: one of everything in two counties, and what is not there?"""

import uuid
from dataclasses import asdict

from django.core import signing
from django.utils import timezone
from tests.architecture import (
    things_at_house,
    things_of_cards,
    things_of_desk,
    things_of_houses,
    things_of_reports,
)
from tests.factories import door, people, pki, providers
from tests.factories.people import NOW, document, permit, registration

from openpias.core.identifiers import cnp, temporary_number
from openpias.core.pki import certificates
from openpias.interop.operations import OPERATIONS
from openpias.server.certificates.enums import OwnerKind
from openpias.server.certificates.models import EnrolledCertificate, EnrolmentRequest
from openpias.server.certificates.operations import requests
from openpias.server.platform.accounts.enums import Role
from openpias.server.platform.outages.models import Outage
from openpias.server.platform.soap import downloads
from openpias.server.platform.soap.handlers import Asked
from openpias.server.providers.soap import physicians
from openpias.server.registry.models import ImportRun, SetAside
from openpias.server.registry.operations import merges, permits, temporary_numbers

Things = dict[str, dict[str, str]]
PROVIDERS = {"SV": providers.CUI, "IS": providers.OTHER_CUI}
# When the person of each county was born.
BORN = {"SV": "20-07-1961", "IS": "20-07-1964"}
NAMES = ("Шевченко", "Бойко", "Коваленко", "Мельник", "Ткачук", "Лисенко")
OPAQUE = (
    *("person", "permit", "merge", "set-aside", "provider", "request", "certificate", "staff"),
    "outage",
)


def of_county(county: str, *, place: int) -> Things:
    """Make one of everything that belongs to a county; by kind, what an address or a form says."""
    clerk = people.actor(provider=PROVIDERS[county], house_code=f"CAS-{county}")
    operator = people.actor(
        roles=(Role.HOUSE_OPERATOR,), provider=f"CAS-{county}", house_code=f"CAS-{county}"
    )
    family = uuid.uuid4()
    person = _registered(clerk, place, family=family)
    kept, merged = _registered(clerk, place + 1), _registered(clerk, place + 2)
    provider = providers.entered(
        operator, **door.VALID, fiscal_code=PROVIDERS[county], house=f"CAS-{county}"
    )
    providers.licensed(
        provider, house=f"CAS-{county}", actor=operator, request_key=f"walk-{county}"
    )
    return {
        "person": {"public_id": person.person},
        "family": {"family": str(family)},
        "number": {"number": person.number},
        "sent-number": {"number": person.number},
        "sent-family": {"familie": person.person},
        "sent-pair": {"kept": person.number, "merged": kept.number},
        "permit": {"public_id": _permit(clerk, place)},
        "merge": {"public_id": _merged(kept, merged, operator)},
        "set-aside": {"public_id": _set_aside(clerk, place)},
        "provider": {"public_id": provider},
        "request": {"public_id": _request(county)},
        "certificate": {"public_id": _certificate(county)},
        "staff": {"public_id": _staff(county)},
        **things_of_houses.of_provider(provider, house=f"CAS-{county}", operator=operator),
        **things_of_houses.of_insured(f"CAS-{county}"),
        **things_of_cards.of_practice(clerk, county=county),
        **things_of_reports.of_provider(clerk, number=person.number),
        **things_at_house.of_house(f"CAS-{county}", provider=PROVIDERS[county], place=place),
        **things_of_desk.of_practice(clerk, county=county),
        **_files(clerk),
    }


def _files(clerk) -> Things:
    """Name a file for a provider, and a feedback for an account of it that walks nowhere."""
    asked = Asked(operation=OPERATIONS["SiuiWS"][0], parts={}, actor=clerk, at=NOW, origin="")
    arguments = {"house": clerk.provider.house_code, "day": NOW.date().isoformat()}
    url, _size = downloads.offered(asked, kind=physicians.KIND, arguments=arguments)
    said = {"feedback": 0, "account": clerk.account_id, "at": NOW.timestamp()}
    feedback = signing.dumps(said, salt="openpias.reporting.feedback")
    return {
        "download": {"token": url.removeprefix(f"/{downloads.PATH}")},
        "feedback": {"token": feedback},
    }


def of_everybody() -> Things:
    """Make one of everything that belongs to the whole country."""
    outage = Outage.objects.create(
        public_id=uuid.uuid4(),
        starts_at=NOW.replace(year=2098),
        ends_at=NOW.replace(year=2099),
        affects=["everything"],
        text_ro="Mutăm serverele.",
        text_uk="Переносимо сервери.",
        text_en="We move the servers.",
        announced_at=NOW,
    )
    return {
        "-": {},
        "outage": {"public_id": str(outage.public_id)},
        **things_at_house.of_everybody(),
        "house": {"code": "CAS-SV"},
        "list": {"name": "categories"},
        "code": {"name": "categories", "code": "A"},
        "plot": {"name": "zile"},
        **things_of_desk.of_everybody(),
    }


def unknown() -> Things:
    """Return what nobody has, of the same shape."""
    one = str(uuid.uuid4())
    numbers = [temporary_number.draw(), temporary_number.draw()]
    return {
        **{kind: {"public_id": one} for kind in OPAQUE},
        "family": {"family": one},
        "number": {"number": numbers[0]},
        "sent-number": {"number": numbers[0]},
        "sent-family": {"familie": one},
        "sent-pair": {"kept": numbers[0], "merged": numbers[1]},
        **things_of_houses.unknown(),
        **things_of_cards.unknown(),
        **things_of_reports.unknown(),
        **things_at_house.unknown(),
        **things_of_desk.unknown(),
        "download": {"token": "invented"},
        "feedback": {"token": "invented"},
        "house": {"code": "CAS-XX"},
        "list": {"name": "colours"},
        "code": {"name": "categories", "code": "ZZ"},
        "plot": {"name": "luni"},
    }


def _registered(clerk, place, *, family=None):
    return temporary_numbers.issue(
        registration(
            surname=NAMES[place],
            birth_date=f"{1961 + place}-07-20",
            documents=(document(number=f"WK{place}00"),),
        ),
        actor=clerk,
        at=NOW,
        family=family,
    )


def _permit(clerk, place):
    body = f"8{85 + place}010170{place:03d}"
    typed = permit(
        cnp=body + cnp.control_digit(body),
        surname=f"Bondar{'enko' if place else ''}",
        given_name="Daryna" if place else "Oksana",
        birth_date=f"{1985 + place}-01-01",
        permit_number=f"RO70000{place}",
    )
    return permits.record(typed, actor=clerk, at=NOW).permit


def _merged(kept, merged, operator):
    answer = merges.merge(
        kept.person, merged.person, reason="aceeași persoană", actor=operator, at=NOW
    )
    return answer.person


def _set_aside(clerk, place):
    run = ImportRun.objects.create(
        provider_code=clerk.provider.code, file_digest=bytes([place] * 32), started_at=NOW
    )
    row = asdict(registration(surname=NAMES[place], birth_date="1990-01-01"))
    return str(SetAside.objects.create(run=run, row_number=1, typed=row, created_at=NOW).public_id)


def _certified():
    moment = timezone.now().replace(microsecond=0)
    return pki.certificate(ca=pki.authority(moment=moment), moment=moment)


def _request(county):
    typed = door.typed(_certified(), fiscal_code=PROVIDERS[county], house=f"CAS-{county}")
    answer = requests.submit(typed, request_key=f"walk-{county}", language="ro", at=timezone.now())
    return str(EnrolmentRequest.objects.get(receipt=answer.receipt).public_id)


def _certificate(county):
    return _enrolled(
        owner_kind=OwnerKind.PROVIDER,
        owner_code=PROVIDERS[county],
        house=f"CAS-{county}",
        role=Role.CLERK,
    )


def _staff(county):
    house = f"CAS-{county}"
    return _enrolled(
        owner_kind=OwnerKind.HOUSE,
        owner_code=house,
        house=house,
        role=Role.HOUSE_OPERATOR,
        username=things_of_houses.staff(house),
    )


def _enrolled(**fields):
    facts = certificates.read(_certified().der)
    row = EnrolledCertificate.objects.create(
        **fields,
        holder="Țărnă Ștefania",
        email="receptie@clinica.example",
        der=facts.der,
        issuer=facts.issuer,
        serial=facts.serial,
        key_sha256=facts.key_sha256,
        valid_from=facts.valid_from,
        valid_until=facts.valid_until,
        enrolled_at=NOW,
    )
    return str(row.public_id)

"""Which invented providers stand in the demonstration's register, so that no page is empty?"""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from openpias.core.calendar import dates
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.clock import day_of
from openpias.server.providers.domain.inputs import ProviderInput
from openpias.server.providers.domain.physician_inputs import PhysicianInput
from openpias.server.providers.domain.work_site_inputs import WorkSiteInput
from openpias.server.providers.enums import ProviderKind
from openpias.server.providers.models import Provider
from openpias.server.providers.operations import phones, physicians, providers, work_sites


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoProvider:
    """An invented provider; `days` is how long its contract still runs from the day it is made."""

    fiscal_code: str
    name: str
    kind: ProviderKind
    days: int
    phone: str
    sites: tuple[tuple[str, str], ...]
    physicians: tuple[tuple[str, str, str], ...]


# The stamp codes say themselves that they are nobody's.
PROVIDERS = (
    DemoProvider(
        fiscal_code="900001013",
        name="Clinica Demonstrativă Siret",
        kind=ProviderKind.CLINIC,
        days=400,
        phone="0230 555 101",
        sites=(
            ("Cabinetul din centru", "Siret, str. Inventată 1"),
            ("Cabinetul de la gară", "Siret, str. Inventată 12"),
        ),
        physicians=(
            ("DEMO01", "Cireșaru Matei", "D-CARD D-INT"),
            ("DEMO02", "Brădeanu Ilinca", "D-PED"),
        ),
    ),
    # Its contract ends soon, so that the warning can be seen.
    DemoProvider(
        fiscal_code="900001021",
        name="Spitalul Demonstrativ Iași",
        kind=ProviderKind.HOSPITAL,
        days=20,
        phone="0232 555 102",
        sites=(("Sediul", "Iași, str. Inventată 3"),),
        physicians=(
            ("DEMO03", "Frăsinaru Sorana", "D-CHIR"),
            ("DEMO02", "Brădeanu Ilinca", "D-PED"),
        ),
    ),
)


def create(*, actor: Actor, at: datetime) -> int:
    """Enter the invented providers that are not there yet; return how many. Harmless to repeat."""
    known = set(Provider.objects.values_list("fiscal_code", flat=True))
    missing = [each for each in PROVIDERS if each.fiscal_code not in known]
    for each in missing:
        with transaction.atomic():
            _create(each, actor=actor, at=at)
    return len(missing)


def _create(demo: DemoProvider, *, actor: Actor, at: datetime) -> None:
    today = day_of(at)
    first = dates.typed(today.replace(month=1, day=1))
    typed = ProviderInput(
        fiscal_code=demo.fiscal_code,
        name=demo.name,
        kinds=(demo.kind.value,),
        house=actor.provider.house_code,
        contract_number="DEMO-1",
        valid_from=first,
        valid_to=dates.typed(today + timedelta(days=demo.days)),
    )
    providers.enter(typed, actor=actor, at=at)
    provider = Provider.objects.get(fiscal_code=demo.fiscal_code).public_id
    phones.save(str(provider), demo.phone, actor=actor, at=at)
    for name, address in demo.sites:
        site = WorkSiteInput(name=name, address=address, valid_from=first)
        work_sites.open_site(site, provider=provider, site=uuid.uuid4(), actor=actor, at=at)
    for stamp, name, specialities in demo.physicians:
        physician = PhysicianInput(
            stamp_code=stamp, name=name, valid_from=first, specialities=specialities
        )
        physicians.enter(physician, provider=provider, physician=uuid.uuid4(), actor=actor, at=at)

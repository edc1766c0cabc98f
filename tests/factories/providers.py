"""Which invented providers are there? Their fiscal codes are valid and belong to nobody known."""

from openpias.core.identifiers import fiscal_code
from openpias.server.platform.accounts.enums import Role
from openpias.server.providers.domain.inputs import ProviderInput
from openpias.server.providers.domain.physician_inputs import PhysicianInput
from openpias.server.providers.domain.work_site_inputs import WorkSiteInput
from openpias.server.providers.operations import licences, providers
from tests.factories import people
from tests.factories.people import NOW


def code(body: str) -> str:
    """Return a fiscal code with its control digit."""
    return body + fiscal_code.control_digit(body)


CUI, OTHER_CUI = code("90000001"), code("90000002")


def typed(**fields) -> ProviderInput:
    """Return a clinic with a contract, as typed."""
    defaults = {
        "fiscal_code": CUI,
        "name": "Clinica Știința",
        "kinds": ("clinic",),
        "house": "CAS-SV",
        "contract_number": "17/2026",
        "valid_from": "01-01-2026",
        "valid_to": "31-12-2098",
    }
    return ProviderInput(**{**defaults, **fields})


def operator(**fields):
    """Return an operator of the house of Suceava."""
    return people.actor(roles=(Role.HOUSE_OPERATOR,), provider="CAS-SV", **fields)


def entered(actor=None, **fields) -> str:
    """Enter a provider and return its opaque id."""
    return providers.enter(typed(**fields), actor=actor or operator(), at=NOW).provider


def licensed(provider: str, *, house="CAS-SV", actor=None, request_key="one"):
    """Give a provider its series."""
    return licences.issue(
        provider, house=house, request_key=request_key, actor=actor or operator(), at=NOW
    )


def work_site(**fields) -> WorkSiteInput:
    """Return a consulting room, as typed."""
    defaults = {
        "name": "Cabinetul din centru",
        "address": "Suceava, str. Inventată 1",
        "valid_from": "01-01-2026",
    }
    return WorkSiteInput(**{**defaults, **fields})


def physician(**fields) -> PhysicianInput:
    """Return an invented physician, as typed."""
    defaults = {"stamp_code": "A12345", "name": "Țărnă Ștefania", "valid_from": "01-01-2026"}
    return PhysicianInput(**{**defaults, **fields})

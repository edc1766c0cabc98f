"""Which invented persons register, and who types them?"""

import itertools
from datetime import UTC, datetime

from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.accounts.credentials import actor_of
from openpias.server.platform.accounts.enums import Role
from openpias.server.platform.accounts.models import Account
from openpias.server.registry.domain.inputs import DocumentInput, PermitInput, RegistrationInput

PASSWORD = "an-invented-password"
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
_counter = itertools.count(1)


def account(*, roles=(Role.CLERK,), provider="90000001", **fields) -> Account:
    """Create an account of an invented provider."""
    number = next(_counter)
    defaults = {
        "display_name": "Recepție",
        "provider_code": provider,
        "provider_name": f"Clinica {provider}",
        "house_code": "CAS-SV",
        "house_name": "Casa de probă",
        "roles": [role.value for role in roles],
    }
    return Account.objects.create_account(f"user-{number}", PASSWORD, **{**defaults, **fields})


def actor(*, practice=False, **fields) -> Actor:
    """Create an account and return it as an actor."""
    return actor_of(account(**fields), practice=practice)


def document(**fields) -> DocumentInput:
    """Return a passport."""
    defaults = {"type": "PASSPORT", "number": "FA123456", "date": "2019-05-02", "issuer": "8001"}
    return DocumentInput(**{**defaults, **fields})


def registration(**fields) -> RegistrationInput:
    """Return the first tab, filled in for an invented person."""
    defaults = {
        "surname": "Шевченко",
        "given_name": "Олена",
        "birth_date": "1982-07-20",
        "sex": "F",
        "category": "A",
        "citizenship": "UA",
        "entry_point": "SIRET",
        "entry_date": "2022-03-01",
        "visa_type": "NONE",
        "documents": (document(),),
    }
    return RegistrationInput(**{**defaults, **fields})


def permit(**fields) -> PermitInput:
    """Return the second tab, filled in for the same invented person."""
    defaults = {
        "cnp": "8820720700019",
        "surname": "Shevchenko",
        "given_name": "Olena",
        "birth_date": "1982-07-20",
        "sex": "F",
        "permit_number": "RO1234567",
        "issued_on": "2024-01-10",
        "valid_from": "2024-01-10",
        "expires_on": "2027-01-09",
    }
    return PermitInput(**{**defaults, **fields})

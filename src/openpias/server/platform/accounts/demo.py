"""Who can try the platform? Accounts of invented providers, for the demo profile only."""

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.accounts.credentials import actor_of
from openpias.server.platform.accounts.enums import Role
from openpias.server.platform.accounts.models import Account


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoAccount:
    """One invented user."""

    username: str
    display_name: str
    provider_code: str
    provider_name: str
    roles: tuple[Role, ...]


ACCOUNTS = (
    DemoAccount(
        username="demo",
        display_name="Recepție demonstrativă",
        provider_code="900001013",
        provider_name="Clinica Demonstrativă Siret",
        roles=(Role.CLERK,),
    ),
    DemoAccount(
        username="demo-2",
        display_name="Recepție demonstrativă 2",
        provider_code="900001021",
        provider_name="Spitalul Demonstrativ Iași",
        roles=(Role.CLERK,),
    ),
    DemoAccount(
        username="demo-casa",
        display_name="Operator casă (demonstrativ)",
        provider_code="CAS-SV",
        provider_name="Casa de Asigurări Demonstrativă",
        roles=(Role.HOUSE_OPERATOR,),
    ),
    DemoAccount(
        username="demo-card",
        display_name="Specialist carduri (demonstrativ)",
        provider_code="CAS-SV",
        provider_name="Casa de Asigurări Demonstrativă",
        roles=(Role.CARD_SPECIALIST,),
    ),
    DemoAccount(
        username="demo-cnas",
        display_name="Administrator (demonstrativ)",
        provider_code="CNAS",
        provider_name="CNAS (demonstrativ)",
        roles=(Role.ADMINISTRATOR, Role.DATA_PROTECTION),
    ),
    DemoAccount(
        username="demo-asistenta",
        display_name="Operator asistență (demonstrativ)",
        provider_code="HELPDESK",
        provider_name="Asistența tehnică (demonstrativ)",
        roles=(Role.HELPDESK_OPERATOR,),
    ),
    DemoAccount(
        username="demo-contractant",
        display_name="Operator la contractant (demonstrativ)",
        provider_code="HELPDESK",
        provider_name="Asistența tehnică (demonstrativ)",
        roles=(Role.HELPDESK_CONTRACTOR,),
    ),
    DemoAccount(
        username="demo-coordonator",
        display_name="Coordonator asistență (demonstrativ)",
        provider_code="HELPDESK",
        provider_name="Asistența tehnică (demonstrativ)",
        roles=(Role.HELPDESK_LEAD,),
    ),
)
# By which contract the demonstration's provider uses cards.
HOUSE, CONTRACT = "CAS-SV", "1/2026"


def create(file: Path, *, base_url: str) -> None:
    """Create the accounts once and write address and login to `file`; harmless to repeat.

    The password is drawn once and kept in the file, which only its owner reads.
    """
    password = _password(file)
    for demo in ACCOUNTS:
        # Homes made earlier have codes without a control digit, which no provider can have.
        if not Account.objects.filter(username=demo.username).update(
            provider_code=demo.provider_code
        ):
            _create(demo, password)
    content = {
        "base_url": base_url,
        "username": ACCOUNTS[0].username,
        "password": password,
        "contract": CONTRACT,
        "house": HOUSE,
        "other_usernames": [demo.username for demo in ACCOUNTS[1:]],
    }
    draft = file.with_suffix(".tmp")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as output:
        json.dump(content, output, indent=1)
    draft.replace(file)


def house_operator() -> Actor:
    """Return the operator of the demonstration's house; raises Account.DoesNotExist."""
    return named("demo-casa")


def named(username: str) -> Actor:
    """Return one of the demonstration's users; raises Account.DoesNotExist."""
    return actor_of(Account.objects.get(username=username))


def _password(file: Path) -> str:
    if file.exists():
        known: str = json.loads(file.read_text(encoding="utf-8"))["password"]
        return known
    return "demo-" + secrets.token_urlsafe(9)


def _create(demo: DemoAccount, password: str) -> None:
    Account.objects.create_account(
        demo.username,
        password,
        display_name=demo.display_name,
        provider_code=demo.provider_code,
        provider_name=demo.provider_name,
        house_code=HOUSE,
        house_name="Casa de Asigurări de Sănătate Suceava (demonstrativ)",
        house_contact="casa@exemplu.invalid",
        roles=[role.value for role in demo.roles],
    )

"""Who sits at the browser, and which cases are there?"""

from types import SimpleNamespace

import pytest


@pytest.fixture
def signed_in():
    """Return a function that signs an invented user in; each has a browser of its own."""
    from django.test import Client
    from tests.factories import people

    def sign_in(**fields):
        account = people.account(**fields)
        browser = Client(headers={"host": "localhost"})
        browser.post("/autentificare", {"username": account.username, "password": people.PASSWORD})
        browser.cookies["openpias-language"] = "ro"
        return browser

    return sign_in


@pytest.fixture
def house(signed_in):
    """Return functions that open a browser for each role of the cast."""
    from tests.factories.providers import CUI

    from openpias.server.platform.accounts.enums import Role

    def at(role, code="CAS-SV", **fields):
        return signed_in(roles=(role,), provider=code, house_code=code, **fields)

    return SimpleNamespace(
        specialist=lambda code="CAS-SV", **fields: at(Role.CARD_SPECIALIST, code, **fields),
        operator=lambda code="CAS-SV": at(Role.HOUSE_OPERATOR, code),
        auditor=lambda: signed_in(roles=(Role.AUDITOR,), provider="CNAS", house_code=""),
        administrator=lambda: signed_in(
            roles=(Role.ADMINISTRATOR,), provider="CNAS", house_code=""
        ),
        clerk=lambda provider=CUI, **fields: signed_in(provider=provider, **fields),
    )

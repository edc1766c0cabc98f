"""Who sits at the browser of a house, of CNAS or of a provider, and on which day?"""

from types import SimpleNamespace

import pytest


@pytest.fixture(autouse=True)
def november(monkeypatch):
    """Let the pages stand on the day of the invented reports."""
    from tests.factories.reports import NOW

    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def sits():
    """Return functions that open a browser for each role of the cast; each has its own."""
    from django.test import Client
    from tests.factories import people
    from tests.factories.providers import CUI

    from openpias.server.platform.accounts.enums import Role

    def sign_in(role, *, language="ro", **fields):
        account = people.account(roles=(role,), **fields)
        browser = Client(headers={"host": "localhost"})
        browser.post("/autentificare", {"username": account.username, "password": people.PASSWORD})
        browser.cookies["openpias-language"] = language
        return browser

    def at_house(role):
        return lambda code="CAS-SV", **fields: sign_in(
            role, provider=code, house_code=code, **fields
        )

    def at_cnas(role):
        return lambda **fields: sign_in(role, provider="CNAS", house_code="", **fields)

    return SimpleNamespace(
        operator=at_house(Role.HOUSE_OPERATOR),
        settlement=at_house(Role.SETTLEMENT_OFFICER),
        specialist=at_house(Role.CARD_SPECIALIST),
        administrator=at_cnas(Role.ADMINISTRATOR),
        auditor=at_cnas(Role.AUDITOR),
        clerk=lambda **fields: sign_in(Role.CLERK, provider=CUI, house_code="CAS-SV", **fields),
    )

"""Who sits at the browser of reporting, and on which day?"""

import pytest


@pytest.fixture(autouse=True)
def november(monkeypatch):
    """Let the pages stand on the day of the invented reports."""
    from tests.factories.reports import NOW

    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def signed_in():
    """Return a function that signs an invented user in; each has a browser of its own."""
    from django.test import Client
    from tests.factories import people
    from tests.factories.providers import CUI

    def sign_in(*, language="ro", provider=CUI, **fields):
        account = people.account(provider=provider, **fields)
        browser = Client(headers={"host": "localhost"})
        browser.post("/autentificare", {"username": account.username, "password": people.PASSWORD})
        browser.cookies["openpias-language"] = language
        return browser

    return sign_in


@pytest.fixture
def clerk(clinic, signed_in):
    """Return the browser of the clinic's clerk."""
    return signed_in()

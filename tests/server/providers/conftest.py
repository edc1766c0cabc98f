"""Which houses and operators do tests of providers have?"""

import pytest


@pytest.fixture(autouse=True)
def houses(db):
    """Load the 43 houses."""
    from openpias.server.providers.operations.houses import load

    load()


@pytest.fixture
def signed_in(client):
    """Return a function that signs an invented user in and returns the browser."""
    from tests.factories import people

    def sign_in(**fields):
        account = people.account(**fields)
        client.post("/autentificare", {"username": account.username, "password": people.PASSWORD})
        client.cookies["openpias-language"] = "ro"
        return client

    return sign_in

"""Who sits at the browser?"""

import pytest


@pytest.fixture
def signed_in(client):
    """Return a function that signs an invented user in and returns the browser."""
    # Models can be imported once Django stands, which is after this file is read.
    from tests.factories import people

    def sign_in(*, language="ro", **fields):
        account = people.account(**fields)
        client.post("/autentificare", {"username": account.username, "password": people.PASSWORD})
        client.cookies["openpias-language"] = language
        return client

    return sign_in

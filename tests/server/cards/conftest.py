"""What does every test of cards stand on? The 43 houses."""

import pytest


@pytest.fixture(autouse=True)
def houses(request):
    """Load the houses where there is a database."""
    if "db" in request.fixturenames or request.node.get_closest_marker("django_db"):
        request.getfixturevalue(
            "transactional_db"
            if (mark := request.node.get_closest_marker("django_db"))
            and mark.kwargs.get("transaction")
            else "db"
        )
        from openpias.server.providers.operations.houses import load

        load()

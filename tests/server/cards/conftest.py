"""What does every test of cards stand on? The 43 houses, where there is a database."""

import pytest


@pytest.fixture(autouse=True)
def houses(request):
    """Load the houses."""
    mark = request.node.get_closest_marker("django_db")
    if mark is None:
        return
    keeps_nothing = mark.kwargs.get("transaction")
    request.getfixturevalue("transactional_db" if keeps_nothing else "db")
    from openpias.server.providers.operations.houses import load

    load()

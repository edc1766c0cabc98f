"""What does every test of reporting stand on? Houses, a clinic with a physician, a period, a list."""

import pytest


@pytest.fixture(autouse=True)
def houses(request):
    """Load the houses, where there is a database."""
    mark = request.node.get_closest_marker("django_db")
    if mark is None:
        return
    request.getfixturevalue("transactional_db" if mark.kwargs.get("transaction") else "db")
    from openpias.server.providers.operations.houses import load

    load()


@pytest.fixture
def clinic(houses):
    """Return a clinic that may report for November."""
    from tests.factories import reporting

    return reporting.clinic()


@pytest.fixture
def in_process(monkeypatch):
    """Open envelopes in this process: what the worker does is tested with a worker of its own."""
    from tests.factories import reporting

    from openpias.server.reporting.operations import opening

    monkeypatch.setattr(opening, "_ask", reporting.opened_here)


@pytest.fixture
def signing(trust):
    """Return what seals reports of the clinic with a certificate that is enrolled for it."""
    from tests.factories import reporting

    return reporting.Signing(trust)


@pytest.fixture
def trust(settings, tmp_path, monkeypatch):
    """Believe the demonstration's authority, whose answers are at hand."""
    from tests.factories import reporting

    return reporting.trusted(settings, tmp_path, monkeypatch)

"""What does every test of the helpdesk stand on? Mails are read in this process, as the worker does."""

import pytest


@pytest.fixture(autouse=True)
def reading_here(request, monkeypatch):
    """Read mails here: what the limited process does is tested with a process of its own."""
    if request.node.get_closest_marker("django_db") is None:
        return
    import msgspec

    from openpias.server.helpdesk.operations import reading, reading_worker

    def ask(asked):
        return reading_worker._answer(msgspec.msgpack.encode(asked))

    monkeypatch.setattr(reading, "_asked", ask)


@pytest.fixture
def houses(db):
    """Load the houses."""
    from openpias.server.providers.operations.houses import load

    load()

"""What does every test of the helpdesk stand on? Mails are read in this process, as the worker does."""

import pytest


@pytest.fixture(autouse=True)
def reading_here(request, monkeypatch):
    """Read mails here: what the limited process does is tested with a process of its own."""
    if request.node.get_closest_marker("django_db") is None:
        return
    import msgspec

    from openpias.server.helpdesk.operations import reading, reading_worker

    def ask(raw, *, mailbox, mail_from):
        asked = reading_worker.Asked(raw=raw, mailbox=mailbox, mail_from=mail_from)
        answered = reading_worker._answer(msgspec.msgpack.encode(asked))
        return answered.mail if answered.mail is not None else answered.problem

    monkeypatch.setattr(reading, "read", ask)


@pytest.fixture
def houses(db):
    """Load the houses."""
    from openpias.server.providers.operations.houses import load

    load()

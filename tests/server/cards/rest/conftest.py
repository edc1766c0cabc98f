"""What does every test of the JSON interface start from?"""

import pytest


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch):
    """Forget passwords of accounts that an earlier test rolled back."""
    from openpias.server.platform.accounts import credentials

    memory = credentials.CredentialMemory(seconds=300)
    monkeypatch.setattr(credentials, "_memory", memory)

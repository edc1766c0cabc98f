"""What does `openpias audit verify` print, and how does it end?"""

import pytest
from click.testing import CliRunner
from django.db import connections
from tests.server.platform.audit.conftest import DATABASE

from openpias.cli.audit import audit


@pytest.fixture
def run(trail, settings, monkeypatch):
    monkeypatch.setitem(connections["default"].settings_dict, "NAME", DATABASE)
    settings.AUDIT_HEADS_FILE = trail.heads.path
    return lambda: CliRunner().invoke(audit, ["verify"])


def test_whole_trail_ends_with_zero(run, trail):
    trail.write()
    trail.seal()

    result = run()

    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "1 entries, 1 seals, 1 signed heads; 0 entries wait for their seal.",
        "The audit trail is whole.",
    ]


def test_damage_is_named_and_ends_with_one(run, trail):
    entry = trail.write()
    trail.seal()
    trail.tamper("UPDATE audit_entry SET event = 'x'")
    with trail.heads.path.open("ab") as output:
        output.write(b'{"pos')

    result = run()

    assert result.exit_code == 1
    assert result.output.splitlines() == [
        f"position 1, entry {entry.id}: the entry was changed, or written without the key (changed)",
        "Note: Line 2 of the heads file is half a line: a crash while it was written.",
        "1 entries, 1 seals, 1 signed heads; 0 entries wait for their seal.",
        "1 damages found.",
    ]

"""Do calls that the IVR left become incidents, each once?"""

import json

import pytest
from tests.factories.people import NOW
from tests.server.helpdesk.operations.test_contractor import sound

from openpias.server.helpdesk.models import Incident, Recording
from openpias.server.helpdesk.operations import call_spool
from openpias.server.platform.audit.models import AuditEntry

pytestmark = pytest.mark.django_db
SAID = {
    "format": 1,
    "id": "call-1",
    "began": "2026-11-20T22:15:00+02:00",
    "outcome": "recorded",
    "language": "uk",
    "subject": "ceas",
    "reporter": "insured-person",
    "fiscal_code": None,
    "caller": "+40722333444",
    "recording": {"file": "../../etc/passwd", "seconds": 2.0},
}


def left(folder, *, wav=True, **fields):
    """Leave a call as the IVR does."""
    said = {**SAID, **fields}
    if wav:
        (folder / f"{said['id']}.wav").write_bytes(sound())
    (folder / f"{said['id']}.json").write_text(json.dumps(said), encoding="utf-8")


def test_a_call_becomes_one_incident_and_its_files_go(tmp_path):
    left(tmp_path)
    assert call_spool.take(tmp_path, at=NOW) == 1
    # The files were left by a crash after the commit.
    left(tmp_path)
    call_spool.take(tmp_path, at=NOW)

    incident = Incident.objects.get()
    assert (incident.mailbox, incident.reporter_kind, incident.lacks) == (
        "ceas",
        "insured-person",
        [],
    )
    assert Recording.objects.get().seconds == 2
    assert list(tmp_path.iterdir()) == []
    assert "0722333444" not in str(list(AuditEntry.objects.values()))


def test_a_call_without_a_message_is_accounted_for_and_a_broken_one_is_set_aside(tmp_path):
    left(tmp_path, wav=False, id="a", outcome="abandoned", recording=None)
    left(tmp_path, wav=False, id="b", began="never", recording=None)
    (tmp_path / "b.wav").write_bytes(b"no sound")
    left(tmp_path, wav=False, id="b", began="never")
    (tmp_path / "c.json").write_text("{", encoding="utf-8")
    call_spool.take(tmp_path, at=NOW)

    assert Incident.objects.count() == 0
    assert AuditEntry.objects.filter(event="call-without-message").count() == 1
    names = {each.name for each in tmp_path.iterdir()}
    assert names == {"b.wav", "b.json.unreadable", "c.json.unreadable"}


def test_a_call_of_which_a_crash_left_only_the_sound_is_taken(tmp_path):
    said = {"format": 1, "id": "d", "outcome": "interrupted", "recording": {"file": "d.wav"}}
    (tmp_path / "d.json").write_text(json.dumps(said), encoding="utf-8")
    (tmp_path / "d.wav").write_bytes(sound())

    assert call_spool.take(tmp_path, at=NOW) == 1
    assert Incident.objects.get().mailbox == "siui"

"""What does the helpdesk bring, one of each: incidents, texts, a message that nobody could read?"""

import uuid

from django.utils import timezone
from tests.factories import desk, desk_scene

from openpias.server.helpdesk.models import Incident
from openpias.server.helpdesk.operations import opening, rating, reading

Thing = dict[str, str]
KINDS = ("own-incident",)
_RECORD = str(uuid.UUID(int=7))
_INCIDENT = "asistenta/incidente/<uuid:public_id>"
PAGES: dict[str, Thing] = {
    f"{_INCIDENT}/raspuns": {"record": _RECORD, "answer_text": "Reporniți aplicația."},
    f"{_INCIDENT}/apel": {"record": _RECORD, "call_outcome": "spoke"},
    f"{_INCIDENT}/nota": {"record": _RECORD, "note_text": "De urmărit."},
    f"{_INCIDENT}/inchidere": {"resolution": "S-a actualizat aplicația."},
    f"{_INCIDENT}/prioritate": {"priority": "urgent"},
    f"{_INCIDENT}/categorie": {"category": "other"},
    f"{_INCIDENT}/cutie": {"mailbox": "sipe"},
    f"{_INCIDENT}/corectare": {"field": "sub-unit", "value-sub-unit": "Secția 2"},
    f"{_INCIDENT}/redeschidere": {"reopen_reason": "returned"},
    f"{_INCIDENT}/original": {"peek_reason": "false-find"},
    f"{_INCIDENT}/eliberare": {"release_reason": "cod de produs"},
    f"{_INCIDENT}/stergere": {"erase_reason": "a trimis din nou"},
    "incidente/<uuid:public_id>/raspuns": {"record": _RECORD, "text": "Pentru luna octombrie."},
    "asistenta/parere/<str:token>": {"mark": "4"},
}


def of_everybody() -> dict[str, Thing]:
    """Lay one of everything on the desk; it belongs to no county."""
    scene = desk_scene.laid(at=timezone.now())
    reading.end_all()
    incident = {"public_id": scene.soft}
    closed = Incident.objects.get(public_id=scene.closed)
    return {
        "desk-incident": incident,
        "desk-held": {"public_id": scene.held},
        "desk-call": {"public_id": scene.voice},
        "desk-entry": {**incident, "entry": scene.entry, f"reason-{scene.entry}": "reporter"},
        "desk-document": {**incident, "document": scene.document},
        "desk-recording": {"public_id": scene.voice, "recording": scene.recording},
        "desk-message": message(scene.message),
        "desk-canned": {"public_id": scene.canned},
        "desk-article": {"public_id": scene.article},
        "desk-token": {"token": rating.path_of(closed).removeprefix(rating.PATH)},
    }


def of_practice(clerk, *, county: str) -> dict[str, Thing]:
    """Let the clerk's practice open an incident."""
    said = desk.said(mailbox="siui", category="settlement")
    done = opening.from_portal(said, request_key=f"walk-{county}", actor=clerk, at=timezone.now())
    return {"own-incident": {"public_id": done.incident}}


def unknown() -> dict[str, Thing]:
    """Return what nobody has, of the same shape."""
    one, other = str(uuid.uuid4()), str(uuid.uuid4())
    plain = ("desk-incident", "desk-held", "desk-call", "desk-canned", "desk-article")
    return {
        **{kind: {"public_id": one} for kind in (*plain, "own-incident")},
        "desk-message": message(one),
        "desk-entry": {"public_id": one, "entry": other, f"reason-{other}": "reporter"},
        "desk-document": {"public_id": one, "document": other},
        "desk-recording": {"public_id": one, "recording": other},
        "desk-token": {"token": "0" * 32},
    }


def message(one: str) -> Thing:
    """Return a message with what its forms send."""
    return {
        "public_id": one,
        f"save_reason-{one}": "check",
        f"erase_reason-{one}": "unwanted",
        f"erase-{one}": "1",
    }


SHARED = frozenset(unknown()) - set(KINDS)

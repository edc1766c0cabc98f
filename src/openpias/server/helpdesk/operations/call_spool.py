"""How do calls that the IVR left in its folder become incidents?

Two files a call, as docs/operations/voice.md describes them: the JSON appears last. Both go after the
commit; what cannot be read is set aside under another name and stays.
"""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import structlog
from django.db import transaction

from openpias.server.helpdesk.enums import Mailbox, ReporterKind
from openpias.server.helpdesk.operations import calls, trail
from openpias.server.helpdesk.operations.calls import CallFacts, NoRecordingError

_LARGEST = 64 * 1024 * 1024
_LARGEST_FACTS = 64 * 1024
_A_ROUND = 100
_log = structlog.get_logger()


def take(folder: Path, *, at: datetime) -> int:
    """Take every call that lies there, the oldest name first; return how many became incidents.

    Harmless to repeat, and to be broken off anywhere. Raises OSError for a folder that is not ours.
    """
    if not folder.is_dir():
        return 0
    taken = 0
    for file in sorted(folder.glob("*.json"))[:_A_ROUND]:
        try:
            taken += _take(file, at=at)
        except (ValueError, KeyError, TypeError, AttributeError, NoRecordingError):
            file.replace(file.with_suffix(".json.unreadable"))
            _log.error("call-not-readable", call=file.stem[:64])
    return taken


def _take(file: Path, *, at: datetime) -> bool:
    if file.stat().st_size > _LARGEST_FACTS:
        raise ValueError
    said = json.loads(file.read_text(encoding="utf-8"))
    call = str(said["id"])[:64]
    # The name beside, and not the one that the file says: that could lead anywhere.
    sound = file.with_suffix(".wav")
    has_sound = said.get("recording") is not None and sound.is_file() and not sound.is_symlink()
    if has_sound:
        if sound.stat().st_size > _LARGEST:
            raise ValueError
        calls.ingest_call(sound.read_bytes(), _facts(call, said, at=at), at=at)
    else:
        with transaction.atomic():
            facts = {"outcome": str(said.get("outcome", ""))[:20], "call": call}
            trail.tell("call-without-message", "", facts=facts, actor=None, at=at, kind="call")
    sound.unlink(missing_ok=True)
    file.unlink(missing_ok=True)
    return has_sound


def _facts(call: str, said: dict[str, Any], *, at: datetime) -> CallFacts:
    # Of a call that was interrupted while its facts were written nobody knows when it began.
    began = datetime.fromisoformat(said["began"]) if "began" in said else at
    if began.tzinfo is None:
        raise ValueError
    return CallFacts(
        call=call,
        began_at=began,
        # Whoever chose nothing waits where providers do; the desk moves it.
        mailbox=Mailbox(said.get("subject") or Mailbox.SIUI),
        caller=str(said.get("caller") or "")[:40],
        digits=str(said.get("fiscal_code") or ""),
        language=str(said.get("language") or "ro"),
        reporter_kind=ReporterKind(said.get("reporter") or ReporterKind.PROVIDER),
    )

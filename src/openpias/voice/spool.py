"""How do calls wait on the disk until the helpdesk takes them?

Two files a call: `ID.wav` and `ID.json`. The JSON comes last and under its final name at once:
whoever reads looks for `*.json` alone, and finds the sound beside it. The caller's number stands in
the JSON and never in the sound or its name. Both files belong to their user alone.
What a crash left is finished at the next start. `docs/operations/voice.md` describes the format.
"""

import hashlib
import json
import os
import shutil
import struct
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from openpias.voice.intake import CallFacts, Outcome

FORMAT: Final = 1
_WAV_HEADER = 44
_PRIVATE_FOLDER, _PRIVATE_FILE = 0o700, 0o600


class Spool:
    """A folder of calls that wait."""

    def __init__(self, folder: Path, *, quota_bytes: int, free_bytes: int, call_bytes: int) -> None:
        """Take the folder, how much it may hold, what must stay free, and what a call may need."""
        self._folder, self._quota = folder, quota_bytes
        self._free, self._call = free_bytes, call_bytes
        self._open: set[str] = set()
        folder.mkdir(mode=_PRIVATE_FOLDER, parents=True, exist_ok=True)

    def has_room(self) -> bool:
        """Tell whether one more message fits, beside those that are being recorded."""
        wanted = (len(self._open) + 1) * self._call
        held = sum(_size(each) for each in os.scandir(self._folder))
        return (
            held + wanted <= self._quota
            and shutil.disk_usage(self._folder).free >= self._free + wanted
        )

    def begin(self, facts: CallFacts) -> Path:
        """Return where the sound goes; what is known so far is kept for a crash."""
        self._open.add(facts.id)
        self._write(f"{facts.id}.json.part", _as_json(facts, None))
        return self._folder / f"{facts.id}.wav.part"

    def deliver(self, recording: Path | None, facts: CallFacts) -> None:
        """Put a call where the helpdesk finds it."""
        sound = self._folder / f"{facts.id}.wav"
        if recording is not None and recording.exists():
            recording.replace(sound)
        part = self._write(
            f"{facts.id}.json.part", _as_json(facts, sound if recording is not None else None)
        )
        part.replace(self._folder / f"{facts.id}.json")
        self._settle()
        self._open.discard(facts.id)

    def recover(self) -> int:
        """Finish what a crash left, and return how many calls that were."""
        found = 0
        for part in sorted(self._folder.glob("*.json.part")):
            name = part.name.removesuffix(".json.part")
            try:
                said = json.loads(part.read_text(encoding="utf-8"))
            except ValueError:  # the crash came while it was written: the sound still counts
                said = {"format": FORMAT, "id": name}
            said |= {"outcome": Outcome.INTERRUPTED, "recording": self._repaired(name)}
            self._write(part.name, said).replace(self._folder / f"{name}.json")
            found += 1
        self._settle()
        return found

    def _repaired(self, name: str) -> dict[str, Any] | None:
        part, sound = self._folder / f"{name}.wav.part", self._folder / f"{name}.wav"
        if part.exists():
            _write_lengths(part)
            part.replace(sound)
        if not sound.exists():
            return None
        return _sound(sound, seconds=max(sound.stat().st_size - _WAV_HEADER, 0) / 16000)

    def _write(self, name: str, said: dict[str, Any]) -> Path:
        path = self._folder / name
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _PRIVATE_FILE)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(said, file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        return path

    def _settle(self) -> None:
        """Put the names on the disk too."""
        descriptor = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _as_json(facts: CallFacts, sound: Path | None) -> dict[str, Any]:
    recording = None
    if facts.recording is not None and sound is not None:
        recording = _sound(sound, **asdict(facts.recording))
    answers = facts.answers
    return {
        "format": FORMAT,
        "id": facts.id,
        "driver": facts.driver,
        "began": facts.began.isoformat(),
        "ended": facts.ended.isoformat(),
        "outcome": facts.outcome,
        "language": answers.language,
        "subject": answers.subject,
        "reporter": answers.reporter,
        "fiscal_code": answers.fiscal_code,
        "caller": facts.caller,
        "called": facts.called,
        "recording": recording,
    }


def _sound(path: Path, **known: Any) -> dict[str, Any]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"file": path.name, "bytes": path.stat().st_size, "sha256": digest, **known}


def _write_lengths(part: Path) -> None:
    """Write into the head of a WAV file how long it is; one without a head is left as it is."""
    size = part.stat().st_size
    if size < _WAV_HEADER:
        return
    with part.open("r+b") as file:
        file.seek(4)
        file.write(struct.pack("<I", size - 8))
        file.seek(40)
        file.write(struct.pack("<I", size - _WAV_HEADER))


def _size(entry: "os.DirEntry[str]") -> int:
    try:
        return entry.stat(follow_symlinks=False).st_size
    except FileNotFoundError:  # taken by the helpdesk in between
        return 0

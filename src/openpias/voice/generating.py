"""How do prompts get a voice where nobody has recorded one? By espeak-ng and sox of Debian.

What was generated is noted beside the files with its digest, so that a recording of a human under
the same name is never overwritten, and a text that changed gets a new voice.
"""

import hashlib
import json
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from openpias.core.voice.answers import Language
from openpias.core.voice.conversation import Spoken
from openpias.core.voice.prompts import PROMPTS
from openpias.voice.voices import EVERY, file_of

NOTES: Final = "generated.json"
INSTALL: Final = "apt-get install espeak-ng sox"
_VOICES: Final = {Language.ROMANIAN: "ro", Language.UKRAINIAN: "uk", Language.ENGLISH: "en-gb"}
_WORDS_A_MINUTE: Final = "140"
_SECONDS = 30


class GeneratorMissingError(Exception):
    """A program is not installed; the message says how to install it."""


class GeneratorFailedError(Exception):
    """A program ended with an error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """Which prompts were made, and which were left since a human recorded them."""

    made: Sequence[Spoken]
    recorded: Sequence[Spoken]


def missing_programs() -> list[str]:
    """Return which of the programs are not installed."""
    return [each for each in ("espeak-ng", "sox") if shutil.which(each) is None]


def generate(folder: Path) -> Made:
    """Give a voice to every prompt without one, and to those whose text has changed.

    Harmless to repeat. Raises GeneratorMissingError and GeneratorFailedError.
    """
    if absent := missing_programs():
        raise GeneratorMissingError(f"{' and '.join(absent)} not installed: {INSTALL}")
    notes = _read(folder)
    made, recorded = [], []
    for spoken in EVERY:
        path, key = file_of(folder, spoken), f"{spoken.language}/{spoken.prompt}"
        text, known = PROMPTS[spoken.prompt].text(spoken.language), notes.get(key, {})
        if path.is_file():
            if known.get("sound") != _digest(path.read_bytes()):
                recorded.append(spoken)
                continue
            if known.get("text") == _digest(text.encode()):
                continue
        _say(text, spoken.language, path)
        notes[key] = {"text": _digest(text.encode()), "sound": _digest(path.read_bytes())}
        made.append(spoken)
    if made:
        (folder / NOTES).write_text(json.dumps(notes, indent=1, sort_keys=True), encoding="utf-8")
    return Made(made=made, recorded=recorded)


def _say(text: str, language: Language, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        said, ready = Path(folder) / "said.wav", Path(folder) / "ready.wav"
        voice = ["-v", _VOICES[language], "-s", _WORDS_A_MINUTE]
        _run("espeak-ng", *voice, "-w", str(said), stdin=text)
        form = ["-r", "8000", "-c", "1", "-b", "16"]
        # Below 200 Hz and above 3,400 Hz a telephone carries nothing; a short pause ends a prompt.
        _run(
            "sox",
            str(said),
            *form,
            str(ready),
            *(["highpass", "200", "norm", "-3", "pad", "0", "0.2"]),
        )
        part = path.with_suffix(".part")
        shutil.copyfile(ready, part)
        part.replace(path)


def _run(program: str, *arguments: str, stdin: str = "") -> None:
    found = shutil.which(program) or program
    try:
        done = subprocess.run(
            [found, *arguments],
            input=stdin.encode(),
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise GeneratorFailedError(f"{program} did not end within {_SECONDS} seconds.") from None
    if done.returncode != 0:
        told = done.stderr.decode("utf-8", "replace").strip()[:300]
        raise GeneratorFailedError(f"{program} ended with {done.returncode}: {told}")


def _read(folder: Path) -> dict[str, dict[str, str]]:
    try:
        found = json.loads((folder / NOTES).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()

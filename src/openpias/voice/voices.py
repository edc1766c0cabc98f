"""With which sound is a prompt said?

`FOLDER/ro/welcome.wav` and so on: 8,000 samples a second, 16 bits, one channel. A file of the same
name replaces a voice; where there is none, a tone is heard and the log says so.
"""

import math
import wave
from array import array
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from openpias.core.voice.answers import Language
from openpias.core.voice.conversation import Spoken
from openpias.core.voice.prompts import PROMPTS
from openpias.voice.media.g711 import RATE, Law

_LONGEST_SECONDS = 60


class VoiceFileError(Exception):
    """A file is no sound that can be played; the message says which and what to do."""


def tone(hertz: float, seconds: float) -> bytes:
    """Return a tone as linear samples, with a soft beginning and end."""
    count, edge = int(seconds * RATE), RATE // 100
    return array(
        "h",
        (
            int(
                9000
                * min(1, at / edge, (count - at) / edge)
                * math.sin(math.tau * hertz * at / RATE)
            )
            for at in range(count)
        ),
    ).tobytes()


BEEP: Final = tone(1000, 0.35)
_NO_VOICE: Final = tone(440, 0.6)
EVERY: Final = tuple(
    Spoken(prompt=name, language=language) for language in Language for name in PROMPTS
)


class Voices:
    """The sounds of all prompts, in the law of a call."""

    def __init__(self, linear: Mapping[Spoken, bytes], *, beep: bytes = BEEP) -> None:
        """Take the sounds as linear samples; a prompt without one is a tone."""
        self._linear, self._beep = linear, beep
        self._encoded: dict[tuple[Spoken | None, int], bytes] = {}

    @property
    def missing(self) -> Sequence[Spoken]:
        """Return the prompts that have no voice."""
        return [each for each in EVERY if each not in self._linear]

    def sound(self, spoken: Spoken, law: Law) -> bytes:
        """Return a prompt as octets of a law."""
        return self._in_law(spoken, self._linear.get(spoken, _NO_VOICE), law)

    def beep(self, law: Law) -> bytes:
        """Return the tone after which the caller speaks."""
        return self._in_law(None, self._beep, law)

    def _in_law(self, name: Spoken | None, linear: bytes, law: Law) -> bytes:
        key = name, law.payload_type
        if key not in self._encoded:
            self._encoded[key] = law.encode(linear)
        return self._encoded[key]


def file_of(folder: Path, spoken: Spoken) -> Path:
    """Return where the sound of a prompt is."""
    return folder / spoken.language / f"{spoken.prompt}.wav"


def load(folder: Path) -> Voices:
    """Return the voices in a folder; raises VoiceFileError for a file that cannot be played."""
    found = {each: file_of(folder, each) for each in EVERY}
    return Voices({each: _linear(path) for each, path in found.items() if path.is_file()})


def _linear(path: Path) -> bytes:
    try:
        with wave.open(str(path)) as heard:
            form = heard.getframerate(), heard.getsampwidth(), heard.getnchannels()
            frames: bytes = heard.readframes(_LONGEST_SECONDS * RATE)
    except (wave.Error, EOFError, OSError) as error:
        raise VoiceFileError(f"{path} cannot be read as a WAV file: {error}") from None
    if form != (RATE, 2, 1):
        raise VoiceFileError(
            f"{path} has {form[0]} samples a second, {8 * form[1]} bits, {form[2]} channels. "
            f"Convert it: sox {path.name} -r 8000 -c 1 -b 16 converted.wav"
        )
    return frames

"""Has every prompt a voice, and is a human's recording left alone?"""

import os
import shutil
import wave

import pytest

from openpias.core.voice.answers import Language
from openpias.core.voice.conversation import Spoken
from openpias.voice import generating
from openpias.voice.media.g711 import LAWS
from openpias.voice.voices import EVERY, VoiceFileError, file_of, load

WELCOME = Spoken(prompt="welcome", language=Language.ROMANIAN)


def write(path, *, rate=8000, channels=1, frames=800):
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(b"\x00\x10" * frames * channels)


def test_a_file_is_the_voice_of_its_prompt_and_the_others_are_a_tone(tmp_path):
    write(file_of(tmp_path, WELCOME))
    voices = load(tmp_path)

    assert len(voices.missing) == len(EVERY) - 1
    assert voices.sound(WELCOME, LAWS[8]) == LAWS[8].encode(b"\x00\x10" * 800)
    other = voices.sound(Spoken(prompt="thanks", language=Language.ENGLISH), LAWS[8])
    assert LAWS[8].loudness(other) > 0.5


@pytest.mark.parametrize("form", [{"rate": 44100}, {"channels": 2}])
def test_a_file_in_another_form_is_refused_with_the_command_that_helps(tmp_path, form):
    write(file_of(tmp_path, WELCOME), **form)

    with pytest.raises(VoiceFileError, match=r"sox welcome\.wav -r 8000 -c 1 -b 16"):
        load(tmp_path)


def test_what_is_no_sound_is_refused(tmp_path):
    path = file_of(tmp_path, WELCOME)
    path.parent.mkdir()
    path.write_bytes(b"not a sound")

    with pytest.raises(VoiceFileError, match=r"welcome\.wav cannot be read"):
        load(tmp_path)


def test_without_the_programs_it_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(generating.GeneratorMissingError, match="apt-get install espeak-ng sox"):
        generating.generate(tmp_path)


def programs(folder, monkeypatch):
    """Put an espeak-ng and a sox of ours on the path, which say the text's length as sound."""
    folder.mkdir()
    espeak, sox = folder / "espeak-ng", folder / "sox"
    espeak.write_text('#!/bin/sh\nwhile [ "$1" != -w ]; do shift; done\ncat > "$2"\n')
    sox.write_text('#!/bin/sh\ncp "$1" "$8"\n')
    for each in (espeak, sox):
        each.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


def test_each_prompt_is_made_once_and_again_only_where_its_text_changed(tmp_path, monkeypatch):
    programs(tmp_path / "bin", monkeypatch)
    few = [each for each in EVERY if each.prompt in {"welcome", "thanks"}]
    monkeypatch.setattr(generating, "EVERY", few)
    into = tmp_path / "prompts"
    first, second = generating.generate(into), generating.generate(into)
    changed = {**generating.PROMPTS, "thanks": generating.PROMPTS["welcome"]}
    monkeypatch.setattr(generating, "PROMPTS", changed)
    third = generating.generate(into)

    assert (first.made, second.made) == (few, [])
    assert {each.prompt for each in third.made} == {"thanks"}
    assert "Ați sunat" in file_of(into, WELCOME).read_text()


def test_a_recording_of_a_human_is_never_overwritten(tmp_path, monkeypatch):
    programs(tmp_path / "bin", monkeypatch)
    monkeypatch.setattr(generating, "EVERY", [WELCOME])
    into = tmp_path / "prompts"
    generating.generate(into)
    file_of(into, WELCOME).write_bytes(b"a human")
    done = generating.generate(into)

    assert (done.made, done.recorded) == ([], [WELCOME])
    assert file_of(into, WELCOME).read_bytes() == b"a human"


def test_a_program_that_fails_is_told_of(tmp_path, monkeypatch):
    programs(tmp_path / "bin", monkeypatch)
    (tmp_path / "bin" / "sox").write_text("#!/bin/sh\necho no such effect >&2\nexit 2\n")

    with pytest.raises(generating.GeneratorFailedError, match="sox ended with 2: no such effect"):
        generating.generate(tmp_path / "prompts")


@pytest.mark.slow
def test_the_real_programs_give_every_prompt_a_voice(tmp_path):
    if generating.missing_programs():
        pytest.skip(f"not installed: {generating.missing_programs()}")
    done = generating.generate(tmp_path)
    voices = load(tmp_path)

    assert list(done.made) == list(EVERY)
    assert not voices.missing
    assert shutil.which("sox")
    for each in EVERY:
        sound = voices.sound(each, LAWS[8])
        assert 4000 < len(sound) < 8000 * 30, each
        assert LAWS[8].loudness(sound) > 0.2, each

"""Does the night robot start, say what it lacks, stop when told, and survive being killed?"""

import asyncio
import json
import os
import signal
import sys
import wave

import pytest
from click.testing import CliRunner
from tests.factories.voice import speech, taken
from tests.fakes.phone import Phone

from openpias.cli import main


def test_a_wrong_setting_is_told_in_one_sentence(monkeypatch, tmp_path):
    monkeypatch.setenv("OPENPIAS_HOME", str(tmp_path))
    monkeypatch.setenv("OPENPIAS_VOICE_CALLS", "many")

    result = CliRunner().invoke(main, ["voice"])

    assert result.exit_code == 1
    assert "OPENPIAS_VOICE_CALLS is a whole number from 1 to 500" in result.output


def test_prompts_without_the_programs_say_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))

    result = CliRunner().invoke(main, ["voice", "prompts", "--into", str(tmp_path / "prompts")])

    assert result.exit_code == 1
    assert "apt-get install espeak-ng sox" in result.output


def test_a_prompt_that_cannot_be_played_stops_the_start(monkeypatch, tmp_path):
    monkeypatch.setenv("OPENPIAS_HOME", str(tmp_path))
    file = tmp_path / "voice" / "prompts" / "ro" / "welcome.wav"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"nothing")

    result = CliRunner().invoke(main, ["voice"])

    assert result.exit_code == 1
    assert "welcome.wav cannot be read as a WAV file" in result.output


class Started:
    """The command in a process of its own, without programs that make voices."""

    def __init__(self, home):
        self.env = {
            **os.environ,
            "OPENPIAS_HOME": str(home),
            "OPENPIAS_VOICE_BIND": "127.0.0.1:0",
            "OPENPIAS_VOICE_RTP_PORTS": "0",
            "PATH": "/nowhere",
        }

    async def __aenter__(self):
        self.process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "openpias.cli", "voice", "--always"),
            env=self.env,
            stdout=asyncio.subprocess.PIPE,
        )
        self.said = []
        while True:
            line = (await asyncio.wait_for(self.process.stdout.readline(), 20)).decode()
            assert line, self.said
            self.said.append(line)
            if line.startswith("Listening"):
                self.address = ("127.0.0.1", int(line.split()[-1].rstrip(".\n")))
                return self

    async def __aexit__(self, *_):
        if self.process.returncode is None:
            self.process.kill()
        await self.process.communicate()

    async def ends_by(self, how):
        self.process.send_signal(how)
        rest, _ = await asyncio.wait_for(self.process.communicate(), 15)
        return self.process.returncode, rest.decode()


async def recording(phone, spool):
    """Press through to the message, which a tone stands for here, and speak."""
    await phone.call()
    async with asyncio.timeout(20):
        while not list(spool.glob("*.wav.part")):
            phone.press("2")
            await asyncio.sleep(0.1)
    for _ in range(3):
        await phone.speak(speech(1))
        await asyncio.sleep(0.05)


@pytest.mark.slow
def test_it_stops_when_told_and_keeps_the_call_and_what_a_kill_left_comes_at_the_next_start(
    tmp_path,
):
    spool = tmp_path / "voice" / "spool"

    async def story():
        async with Started(tmp_path) as first, Phone(first.address) as phone:
            [missing] = [json.loads(line) for line in first.said if "prompts-missing" in line]
            await recording(phone, spool)
            stopped = await first.ends_by(signal.SIGTERM)
        kept = await taken(spool)
        async with Started(tmp_path) as second, Phone(second.address, number="0733") as phone:
            await recording(phone, spool)
            await second.ends_by(signal.SIGKILL)
        async with Started(tmp_path) as third:
            return missing, stopped, kept, await taken(spool, count=2), third.said

    missing, (code, log), [kept], both, said = asyncio.run(story())

    [left] = [each for each in both if each["id"] != kept["id"]]
    assert "apt-get install espeak-ng sox" in missing["do"]
    assert (code, kept["outcome"], kept["recording"]["ended"]) == (0, "recorded", "hang-up")
    assert kept["caller"] not in log
    assert (left["outcome"], left["caller"], left["recording"]["seconds"] > 1) == (
        *("interrupted", "0733", True),
    )
    with wave.open(str(spool / left["recording"]["file"])) as heard:
        assert heard.getnframes() / 8000 == left["recording"]["seconds"]
    assert any("calls-finished-after-a-crash" in line for line in said)

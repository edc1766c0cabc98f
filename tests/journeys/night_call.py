"""How does somebody call the helpdesk at night, while the test runs by day?

The service is the real one, `openpias voice` as it starts, with a clock that says the night before.
Its prompts are short tones that our telephone tells apart.
"""

import asyncio
import os
import subprocess
import sys
import wave
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime

from tests.factories.voice import speech
from tests.fakes.phone import CODES, Phone
from tests.journeys.test_run import free_port

from openpias.core.calendar.helpdesk_hours import HelpdeskClock, Service
from openpias.core.calendar.legal_day import ROMANIA
from openpias.core.calendar.working_days import WorkingDays
from openpias.voice.media.g711 import LAWS

_AT_NIGHT = """
import asyncio, datetime
from openpias.voice import running, settings
class Night(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return datetime.datetime.now(tz) - datetime.timedelta(seconds={behind})
running.datetime = Night
asyncio.run(running.serve(settings.read(), ready=lambda _: print("ready", flush=True)))
"""


def is_night(now):
    """Tell whether the desk is closed, so that the service answers at this hour as it is."""
    return HelpdeskClock(WorkingDays()).service_at(now) is Service.IVR


def behind(now):
    """Return how many seconds the service's clock is behind: half past two, while the desk is open."""
    if is_night(now):
        return 0
    night = now.astimezone(ROMANIA).replace(hour=2, minute=30, second=0, microsecond=0)
    return int((now - night).total_seconds())


@contextmanager
def service(home, spool):
    """Run the voice service at last night's hours; yields the address of its SIP."""
    prompts, port = home / "prompts", free_port()
    _write_prompts(prompts)
    settings = {
        "OPENPIAS_HOME": str(home),
        "OPENPIAS_VOICE_BIND": f"127.0.0.1:{port}",
        "OPENPIAS_VOICE_RTP_PORTS": "0",
        "OPENPIAS_VOICE_SPOOL": str(spool),
        "OPENPIAS_VOICE_PROMPTS": str(prompts),
    }
    process = subprocess.Popen(
        [sys.executable, "-c", _AT_NIGHT.format(behind=behind(datetime.now(UTC)))],
        env={**os.environ, **settings},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        said = next((line for line in process.stdout if line == "ready\n"), "")
        assert said, "the voice service ended"
        yield "127.0.0.1", port
    finally:
        process.terminate()
        process.wait(10)
        process.stdout.close()


def leave_message(address, *, fiscal_code, number="0722000111", seconds=6):
    """Call as a provider about SIUI, type the fiscal code, and say something; return the prompts heard."""
    told = _leave_message(address, fiscal_code, number, seconds)
    # A thread of its own: the browser of the test has a loop in this one.
    with ThreadPoolExecutor(1) as aside:
        return aside.submit(asyncio.run, told).result()


async def _leave_message(address, fiscal_code, number, seconds):
    async with Phone(address, number=number) as phone:
        await phone.call()
        for prompt in ("language", "subject", "reporter"):
            await phone.hears(prompt)
            phone.press("1")
        await phone.hears("fiscal-code")
        for key in f"{fiscal_code}#":
            phone.press(key)
        await phone.hears("message")
        await phone.until(lambda: len(set(phone.voice[-1][12:])) >= 4)
        await phone.until(lambda: set(phone.voice[-1][12:]) == {0xD5})
        said = speech(seconds)
        for begin in range(0, len(said), 160):
            phone.packet(said[begin : begin + 160])
            await asyncio.sleep(0.02)
        phone.press("#")
        await phone.request_of("BYE")
        return phone.prompts


def _write_prompts(folder):
    for spoken, octet in CODES.items():
        file = folder / str(spoken.language) / f"{spoken.prompt}.wav"
        file.parent.mkdir(parents=True, exist_ok=True)
        with wave.open(str(file), "wb") as sound:
            sound.setnchannels(1)
            sound.setsampwidth(2)
            sound.setframerate(8000)
            sound.writeframes(LAWS[8].decode(bytes([octet]) * 160 * 5))

"""A voice service on loopback for tests, with short prompts, quick timers and a clock of ours."""

import asyncio
import contextlib
import ipaddress
import json
import math
import random
import wave
from array import array
from datetime import UTC, datetime

from openpias.core.calendar.helpdesk_hours import HelpdeskClock, Service
from openpias.core.calendar.working_days import WorkingDays
from openpias.core.voice.dialogue import night_dialogue
from openpias.voice import service
from openpias.voice.calls import CallLimits, Switchboard
from openpias.voice.limits import Buckets, Guard
from openpias.voice.media.g711 import LAWS
from openpias.voice.service import Admission
from openpias.voice.sip.repeating import Timers
from openpias.voice.spool import Spool
from tests.fakes.phone import voices

NIGHT = datetime(2026, 11, 26, 20, 30, tzinfo=UTC)
MEGABYTE = 1 << 20
QUICK = Timers(t1=0.05, t2=0.2)
LOOPBACK = ipaddress.IPv4Network("127.0.0.0/8")


def spool(folder, **options):
    told = {"quota_bytes": 50 * MEGABYTE, "free_bytes": 0, "call_bytes": MEGABYTE, **options}
    return Spool(folder, **told)


def guard(*, peers=(LOOPBACK,), invitations=(1000.0, 1000.0), datagrams=(100_000.0, 100_000.0)):
    return Guard(
        peers,
        invitations=Buckets(per_second=invitations[0], at_once=invitations[1]),
        datagrams=Buckets(per_second=datagrams[0], at_once=datagrams[1]),
    )


def always_night(_):
    return Service.IVR


def helpdesk():
    return HelpdeskClock(WorkingDays()).service_at


@contextlib.asynccontextmanager
async def running(
    folder,
    *,
    now=lambda: NIGHT,
    limits=None,
    dialogue=None,
    intake=None,
    guarded=None,
    sounds=None,
    **admission,
):
    """Run a service; yields it with its address. Whatever the loop complains of fails the test."""
    told = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: told.append(context))
    admission.setdefault("answers_at", always_night)
    timers = admission.pop("timers", QUICK)
    board = Switchboard(
        dialogue=dialogue or night_dialogue(),
        voices=sounds or voices(),
        intake=intake or spool(folder),
        now=now,
        bind="127.0.0.1",
        address="127.0.0.1",
        limits=limits or CallLimits(ring=0.02, longest=30, without_packets=20),
    )
    found = await service.start(
        board, Admission(**admission), guard=guarded or guard(), port=0, timers=timers
    )
    try:
        yield found
    finally:
        await found.stop()
    assert told == [], told


async def taken(folder, count=1):
    """Wait for calls in a spool, and return what their files say."""
    async with asyncio.timeout(5):
        while len(list(folder.glob("*.json"))) < count:  # noqa: ASYNC110 - files tell nobody
            await asyncio.sleep(0.01)
    return [json.loads(each.read_text()) for each in sorted(folder.glob("*.json"))]


def speech(seconds, *, law=8, seed=3):
    """Return octets that are like speech: loud and less loud, no two moments the same."""
    chance = random.Random(seed)
    samples = (
        int(7000 * math.sin(at / 900) * chance.uniform(-1, 1)) for at in range(int(seconds * 8000))
    )
    linear = b"".join(each.to_bytes(2, "little", signed=True) for each in samples)
    return LAWS[law].encode(linear)


def samples(path):
    found = array("h")
    with wave.open(str(path)) as heard:
        assert heard.getframerate() == 8000
        found.frombytes(heard.readframes(heard.getnframes()))
    return found


def correlation(heard, sent):
    """Return the normalised cross-correlation of a recording with what was sent, where it is best.

    The place is found by a tenth of a second in the recording's middle that was sent word for word;
    from there the two are laid over each other as far as both go.
    """
    middle = len(heard) // 2
    for begin in range(middle, middle + 4000, 400):
        at = sent.tobytes().find(heard[begin : begin + 800].tobytes())
        if at >= 0 and at % 2 == 0:
            break
    else:
        return 0.0
    lag = at // 2 - begin
    first = max(0, -lag)
    length = min(len(heard) - first, len(sent) - first - lag)
    ours, theirs = heard[first : first + length], sent[first + lag : first + lag + length]
    power = math.sqrt(sum(a * a for a in ours) * sum(b * b for b in theirs))
    return sum(a * b for a, b in zip(ours, theirs, strict=True)) / power

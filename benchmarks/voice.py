"""What do 50 calls at once cost the voice service? Prints one line of JSON.

    python benchmarks/voice.py [--calls 50] [--seconds 45]

The service runs as its own process, as operators start it; the callers are in this one: each calls,
speaks without a pause from the first second to the last, presses keys until the tone, and hangs up.
`cores` is the processor time that the kernel booked to the service over the time in which all calls
were there, `in_per_s` and `out_per_s` the packets of voice; `correlation` is of the worst recording with what was sent; `late_ms` says how far our
packets were from their 20 ms, as the callers saw it, which a busy machine makes worse.
"""

import argparse
import asyncio
import contextlib
import hashlib
import json
import os
import signal
import statistics
import sys
import tempfile
import time
from array import array
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.factories.voice import correlation, samples, speech  # noqa: E402 - after the path
from tests.fakes.phone import Phone  # noqa: E402 - after the path

from openpias.voice.media.g711 import LAWS  # noqa: E402 - after the path

_TICKS = os.sysconf("SC_CLK_TCK")
STEP = 0.02


def calibration() -> tuple[float, float]:
    """Return wall and processor ms of 100,000 rounds of SHA-256."""
    begun, spent = time.perf_counter(), time.process_time()
    digest = b""
    for _ in range(100_000):
        digest = hashlib.sha256(digest).digest()
    return (time.perf_counter() - begun) * 1000, (time.process_time() - spent) * 1000


def processor_seconds(pid: int) -> float:
    """Return what the kernel booked to a process."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def memory_mb(pid: int) -> float:
    """Return the resident memory of a process."""
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="utf-8").split()[1])
    return round(pages * os.sysconf("SC_PAGE_SIZE") / 2**20, 1)


@contextlib.asynccontextmanager
async def service(home: Path, calls: int) -> AsyncIterator[tuple[asyncio.subprocess.Process, int]]:
    """Run the service; yields its process and the port of SIP."""
    told = {
        "OPENPIAS_HOME": str(home),
        "OPENPIAS_VOICE_BIND": "127.0.0.1:0",
        "OPENPIAS_VOICE_RTP_PORTS": "0",
        "OPENPIAS_VOICE_CALLS": str(calls),
        "OPENPIAS_VOICE_INVITES_PER_SECOND": "50",
        "OPENPIAS_VOICE_SPOOL_MB": "4096",
        "PYTHONPATH": str(ROOT / "src"),
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "openpias.cli", "voice", "--always"),
        env={**os.environ, **told},
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        while not (line := await process.stdout.readline()).startswith(b"Listening"):
            if not line:
                raise SystemExit("the service did not start")
        asyncio.get_running_loop().create_task(process.stdout.read())
        yield process, int(line.split()[-1].rstrip(b"."))
    finally:
        process.send_signal(signal.SIGTERM)
        await asyncio.wait_for(process.wait(), 20)


class Caller(Phone):
    """A phone that notes when our packets came."""

    def __init__(self, server: tuple[str, int], *, number: str) -> None:
        super().__init__(server, number=number)
        self.came: list[float] = []

    def _voice(self, data: bytes, _: object) -> None:  # noqa: ARG002 - only the moment counts
        self.came.append(asyncio.get_running_loop().time())


async def speaking(callers: Sequence[Caller], payload: bytes, until: float) -> int:
    """Say the same for all, a step each 20 ms; return the steps."""
    loop = asyncio.get_running_loop()
    begun, step = loop.time(), 0
    while loop.time() < until:
        begin = step * 160 % len(payload)
        for each in callers:
            each.packet(payload[begin : begin + 160])
        step += 1
        await asyncio.sleep(max(0.0, begun + step * STEP - loop.time()))
    return step


async def pressing(callers: Sequence[Caller], until: float) -> None:
    """Press 2 until the recording takes no more keys."""
    while asyncio.get_running_loop().time() < until:
        for each in callers:
            each.send("INFO", body="Signal=2\r\nDuration=160\r\n", kind="application/dtmf-relay")
        await asyncio.sleep(1.5)


async def measure(home: Path, calls: int, seconds: float) -> dict[str, object]:
    """Return the figures."""
    payload = speech(20)
    loop = asyncio.get_running_loop()
    async with service(home, calls) as (process, port), contextlib.AsyncExitStack() as open_ones:
        callers = [
            await open_ones.enter_async_context(
                Caller(("127.0.0.1", port), number=f"07{number:08}")
            )
            for number in range(calls)
        ]
        for begin in range(0, calls, 10):
            await asyncio.gather(*(each.call() for each in callers[begin : begin + 10]))
        before, begun = processor_seconds(process.pid), loop.time()
        until = begun + seconds
        heard = sum(len(each.came) for each in callers)
        steps, _ = await asyncio.gather(
            speaking(callers, payload, until), pressing(callers, until - 15)
        )
        took = loop.time() - begun
        heard = sum(len(each.came) for each in callers) - heard
        cores = (processor_seconds(process.pid) - before) / took
        memory = memory_mb(process.pid)
        for each in callers:
            each.send("BYE")
        spool = home / "voice" / "spool"
        while len(list(spool.glob("*.json"))) < calls:  # noqa: ASYNC110 - files tell nobody
            await asyncio.sleep(0.1)
    return {
        "calls": calls,
        "cores": round(cores, 3),
        "in_per_s": round(steps * calls / took),
        "out_per_s": round(heard / took),
        "memory_mb": memory,
        **recordings(spool, payload),
        **lateness(callers),
    }


def recordings(spool: Path, payload: bytes) -> dict[str, object]:
    """Return how many were recorded, and how like what was said the worst is."""
    sent = array("h", LAWS[8].decode(payload * 3))
    said = [json.loads(each.read_text(encoding="utf-8")) for each in spool.glob("*.json")]
    whole = [each for each in said if each["outcome"] == "recorded"]
    lost = [each["recording"]["lost"] for each in whole]
    lengths = [each["recording"]["seconds"] for each in whole]
    worst = min(correlation(samples(spool / each["recording"]["file"]), sent) for each in whole)
    return {
        "recorded": len(whole),
        "shortest_s": min(lengths),
        "longest_s": max(lengths),
        "most_lost_s": max(lost),
        "correlation": round(worst, 4),
    }


def lateness(callers: Sequence[Caller]) -> dict[str, float]:
    """Return how far packets were from their 20 ms."""
    off = sorted(
        abs(later - earlier - STEP) * 1000
        for each in callers
        for earlier, later in zip(each.came, each.came[1:], strict=False)
    )
    return {
        "late_ms_p50": round(statistics.median(off), 2),
        "late_ms_p99": round(off[int(len(off) * 0.99)], 2),
    }


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--calls", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=45)
    told = parser.parse_args()
    wall, processor = calibration()
    with tempfile.TemporaryDirectory(prefix="openpias-voice-") as home:
        found = asyncio.run(measure(Path(home), told.calls, told.seconds))
    found |= {
        "calibration_ms": round(wall, 1),
        "calibration_processor_ms": round(processor, 1),
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main()

"""What does it cost to open an envelope in a process of its own, and how much memory does it take?

Prints one JSON line: COUNT envelopes of LINES lines are opened one after the other, as a call of
`sendReport` and its processing do; then one of MEGABYTES of XML, whose process is watched in /proc.
Processor time is that of this process and of all that it started. Needs no database.
Usage: opening.py [COUNT] [LINES] [MEGABYTES]
"""

import json
import os
import resource
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
_LINE = (
    '<clinicService AppID="%d" stencilNo="DEMO01" specialityCode="D-INT" '
    'patientInsuranceHouse="CAS-SV" reportedService="DC-CONS-01" medSrvPack="PB" quantity="1" '
    'serviceDate="2026-11-20T10:30:00" serviceValue="95.50" initialDiagnostic="D001" '
    'presentationMode="1" serviceType="1" diseaseType="0" personType="OUGMGR"><foreignPerson '
    'personIdentifier="%d" personFirstName="Probă" personLastName="Probă" '
    'birthDate="1990-01-01" countryCode="UA"></foreignPerson></clinicService>'
)
_HEAD = (
    '<?xml version="1.0" encoding="utf-8"?><report xmlns="http://www.cnas.ro/siui/2.0" AppID="1" '
    'clinic="Clinica" fiscalCode="900001013"><clinicServices>'
)
_TICKS = os.sysconf("SC_CLK_TCK")


def sealed(lines: int, *, salt: int = 0) -> bytes:
    """Return the text of a signed report of so many lines."""
    from openpias.core.pki import demo_ca, signed_files
    from openpias.interop import envelopes, file_names

    party = demo_ca.establish(moment=NOW).issue("Cireșaru Matei", since=NOW - timedelta(hours=1))
    written = "".join(
        _LINE % (number, int(sha256(b"%d %d" % (salt, number)).hexdigest(), 16) % 10**13)
        for number in range(lines)
    )
    content = f"{_HEAD}{written}</clinicServices></report>".encode()
    name = file_names.FileName(prefix="CLIN", code="900001013", moment=datetime(2026, 11, 1))  # noqa: DTZ001 - names have no zone
    text = envelopes.seal(
        content,
        name=name,
        sign=lambda octets: signed_files.sign(
            octets, key=party.key, certificate=party.certificate, at=NOW
        ),
    )
    return text.encode("ascii")


def opened(text: bytes) -> int:
    """Open a text and return the size of what was signed."""
    from openpias.server.reporting.operations import opening

    with opening.opened([text], prefix="CLIN") as found:
        if isinstance(found, str):
            raise SystemExit(f"refused: {found}")
        return found.size


def below(process: int) -> Iterator[int]:
    """Yield what a process started and what that started, as far as it lives."""
    try:
        said = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
    except OSError:
        return
    for each in map(int, said.split()):
        yield each
        yield from below(each)


def processor() -> float:
    """Return the processor seconds of this process and of everything that it started."""
    used = [resource.getrusage(each) for each in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    spent = sum(each.ru_utime + each.ru_stime for each in used)
    for process in below(os.getpid()):
        try:
            said = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
        except OSError:
            continue
        spent += sum(map(int, said.rpartition(")")[2].split()[11:15])) / _TICKS
    return spent


def peak_of(text: bytes) -> tuple[int, float]:
    """Return the size of a file, and the most that one process below us had in memory meanwhile."""
    peaks, done = [0.0], threading.Event()

    def watch() -> None:
        while not done.wait(0.005):
            for process in below(os.getpid()):
                try:
                    said = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
                    lines = dict(each.split(":", 1) for each in said.splitlines())
                    peaks.append(int(lines["VmHWM"].split()[0]) / 1024)
                except (OSError, KeyError):
                    continue

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        size = opened(text)
    finally:
        done.set()
        watching.join()
    return size, max(peaks)


def main(count: int, lines: int, megabytes: int) -> None:
    """Measure and print."""
    os.environ.update({"DJANGO_SETTINGS_MODULE": "openpias.server.config.settings"})
    os.environ.setdefault("OPENPIAS_PROFILE", "test")
    os.environ.setdefault("DATABASE_URL", "postgresql:///none")
    for name in ("SECRET", "AUDIT", "ANSWER", "CARD_MASTER", "HELPDESK"):
        os.environ.setdefault(f"OPENPIAS_{name}_KEY", sha256(name.encode()).hexdigest())
    text = sealed(lines)
    began, used = time.perf_counter(), processor()
    opened(text)
    first, first_used = time.perf_counter() - began, processor() - used
    times, used = [], processor()
    for _ in range(count):
        began = time.perf_counter()
        opened(text)
        times.append((time.perf_counter() - began) * 1000)
    time.sleep(0.1)
    spent = (processor() - used) / count
    times.sort()
    began = time.perf_counter()
    for _ in range(100_000):
        sha256(b"calibration").digest()
    figures = {
        "first_ms": round(first * 1000),
        "first_processor_ms": round(first_used * 1000),
        "p50_ms": round(times[len(times) // 2], 1),
        "p99_ms": round(times[int(len(times) * 0.99)], 1),
        "processor_ms": round(spent * 1000, 1),
        "calibration_ms": round((time.perf_counter() - began) * 1000, 1),
    }
    if megabytes:
        size, peak = peak_of(sealed(megabytes * 2**20 // 580))
        figures |= {
            "large_mb": round(size / 2**20),
            "times_its_size": round(peak / size * 2**20, 1),
        }
    print(json.dumps(figures))


if __name__ == "__main__":
    given = [int(each) for each in sys.argv[1:4]]
    main(*[*given, *(50, 200, 100)[len(given) :]])

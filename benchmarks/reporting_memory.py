"""Does the memory in which a report is processed depend on how many lines it has?

Prints one JSON line. On a register of its own, the clinic of reporting.py sends a report of FEW lines
and one of MANY; each is processed by a process of its own, which says by how much it grew at most.
Usage: reporting_memory.py [FEW] [MANY]
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import reporting

from openpias.server.local.scratch import scratch_register


def status(name: str) -> float:
    """Return a value of this process from /proc, in MB."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(each.split()[1]) / 1024 for each in lines if each.startswith(f"{name}:"))


def alone(report: str) -> None:
    """Process a report in this process, and print by how many MB it grew at most."""
    import django

    django.setup()
    from openpias.server.reporting.operations import processing

    before = status("VmRSS")
    if not processing.process(report, now=lambda: reporting.NOW):
        raise SystemExit("nobody's report")
    print(json.dumps(status("VmHWM") - before))


def measured(setting: reporting.Setting, lines: int, *, first: int, minute: int) -> dict:
    """Send a report and let it be processed; return its lines, seconds and growth in MB."""
    from openpias.server.reporting.models import Report
    from openpias.server.reporting.operations import receiving

    text = reporting.report(setting, first, lines, minute)
    answer = receiving.receive(text, report_type="CLIN", actor=setting.clinic, at=reporting.NOW)
    if not isinstance(answer, receiving.Received):
        raise SystemExit(f"refused: {answer}")
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, __file__, "--alone", answer.report],
        env=dict(os.environ),
        stdout=subprocess.PIPE,
        check=True,
    )
    row = Report.objects.get(public_id=answer.report)
    if row.records_read != lines:
        raise SystemExit(f"read {row.records_read} of {lines}")
    return {
        "lines": lines,
        "seconds": round(time.perf_counter() - began, 1),
        "grew_mb": round(json.loads(done.stdout), 1),
    }


def main(few: int, many: int) -> None:
    """Measure and print."""
    with scratch_register():
        setting = reporting.Setting()
        found = [
            measured(setting, few, first=0, minute=1),
            measured(setting, many, first=few, minute=2),
        ]
    figures = {"reports": found, "calibration_ms": round(reporting.calibration(), 1)}
    print(json.dumps(figures))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--alone"]:
        alone(sys.argv[2])
    else:
        given = [int(each) for each in sys.argv[1:3]]
        main(*[*given, *(20_000, 100_000)[len(given) :]])

"""How much memory did this process take at most while something ran?"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

PROCESS = Path("/proc/self")


def _status(name: str) -> int:
    lines = (PROCESS / "status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{name}:"))


def taken(run: Callable[[], Any]) -> tuple[Any, int]:
    """Return what a function gave, and by how many octets the process grew at its peak."""
    (PROCESS / "clear_refs").write_text("5")  # forget the peak until now
    before = _status("VmRSS")
    found = run()
    return found, _status("VmHWM") - before

"""How much processor time does a row cost, and in which process?

Wall time on a shared machine says little; the time that the kernel booked to each process does.
Reads /proc of Linux: our own process, those that it started, and the server processes of
PostgreSQL, by their kind.
"""

import os
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from django.db import connection

_TICK_US = 1_000_000 / os.sysconf("SC_CLK_TCK")
_PARENT, _USER, _SYSTEM = 1, 11, 12


class ProcessorTime:
    """Microseconds since the start, by kind of process; `note` while the processes still live."""

    def __init__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            own = int(cursor.fetchone()[0])
        self._postmaster = _parents()[own]
        self._seen: dict[tuple[int, str], float] = {}
        self._before: Mapping[tuple[int, str], float] = {}
        self.note()
        self._before = dict(self._seen)

    def note(self) -> None:
        """Read the clocks of all processes; of one that has ended the last reading counts."""
        parents = _parents()
        for process in parents:
            kind = self._kind(process, parents)
            if kind and (spent := _spent(process)) is not None:
                self._seen[process, kind] = spent

    def per_row(self, rows: int) -> dict[str, float]:
        """Return the microseconds for each row, by kind, and their sum."""
        spent: dict[str, float] = defaultdict(float)
        for each, now in self._seen.items():
            spent[each[1]] += (now - self._before.get(each, 0)) / rows
        found = {kind: round(each, 1) for kind, each in sorted(spent.items()) if each >= 0.05}
        return {**found, "sum": round(sum(spent.values()), 1)}

    def _kind(self, process: int, parents: Mapping[int, int]) -> str | None:
        if parents[process] == self._postmaster:
            kind = _title(process).removeprefix("postgres: ").partition(" ")[0]
            return f"postgres-{'session' if kind == 'openpias' else kind or 'other'}"
        if process == os.getpid():
            return "writer"
        above = parents[process]
        while above in parents and above != self._postmaster:
            if above == os.getpid():
                return None if process == self._postmaster else "checkers"
            above = parents[above]
        return None


def _parents() -> dict[int, int]:
    """Return the parent of each process."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        if fields := _fields(int(folder.name)):
            found[int(folder.name)] = int(fields[_PARENT])
    return found


def _spent(process: int) -> float | None:
    fields = _fields(process)
    return (int(fields[_USER]) + int(fields[_SYSTEM])) * _TICK_US if fields else None


def _fields(process: int) -> list[str]:
    """Return what stands behind the name in /proc/PID/stat; nothing of a process that ended."""
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return []


def _title(process: int) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""

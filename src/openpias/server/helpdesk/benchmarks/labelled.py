"""How are the mails of a labelled file read, and how long does one take?"""

import json
import time
from collections.abc import Callable, Iterable, Iterator
from statistics import median
from typing import Any

Row = dict[str, Any]
Measured = tuple[Row, Any]


def read_each(
    lines: Iterable[str], read: Callable[[Row], object]
) -> Iterator[tuple[Row, Any, float]]:
    """Yield each row of a file of JSON lines with what was read of it, and the milliseconds.

    They are the processor's: what others do on the machine does not count.
    """
    for line in lines:
        row: Row = json.loads(line)
        started = time.process_time()
        found = read(row)
        yield row, found, (time.process_time() - started) * 1000


def share(part: int, whole: int) -> float:
    """Return a share with four places; of nothing it is 1."""
    return round(part / whole, 4) if whole else 1.0


def timing(milliseconds: list[float]) -> dict[str, float]:
    """Return the median and the 99th percentile."""
    ordered = sorted(milliseconds)
    worst = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    return {"p50_ms": round(median(ordered), 3), "p99_ms": round(worst, 3)}

"""How does a process bound what it takes, also where a sandbox lets nobody set limits?

Then a thread measures, and ends the process instead. Knows no Django.
"""

import os
import resource
import threading
import time
from pathlib import Path

_EVERY = 0.02
_STATM = Path("/proc/self/statm")


def limit(what: int, most: int) -> bool:
    """Set a limit, no higher than the hard one; tell whether that was allowed."""
    try:
        hard = resource.getrlimit(what)[1]
        soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (soft, hard))
    except (OSError, ValueError):
        return False
    return True


def bound_memory(octets: int) -> None:
    """End the process, or let it fail, when it takes more memory than this."""
    limit(resource.RLIMIT_CORE, 0)
    if not limit(resource.RLIMIT_AS, octets):
        threading.Thread(target=_watch, args=(octets,), daemon=True).start()


def _watch(octets: int) -> None:
    page = resource.getpagesize()
    while int(_STATM.read_text(encoding="ascii").split()[1]) * page <= octets:
        time.sleep(_EVERY)
    os._exit(1)

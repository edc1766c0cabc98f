"""In which order do slow modules run on two processes, and which of them share none?

What puts cards into readers runs on one process, before anything else there: its library knows one
pcscd and reads its address once. What uses tokens runs on the others. The longest modules begin
next, so that none is left alone at the end.
"""

import json
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path

from xdist.scheduler import LoadFileScheduling

from tests.journeys import prepared

# More than ten seconds of a processor each, the longest first.
LONGEST = (
    "tests/architecture/test_roles.py",
    "tests/journeys/test_restore.py",
    "tests/journeys/test_door.py",
    "tests/journeys/test_accessibility.py",
    "tests/journeys/test_run.py",
    "tests/journeys/test_faults.py",
    "tests/server/reporting/web/test_accessible.py",
    "tests/server/reporting/web/house/test_accessible.py",
    "tests/journeys/test_reporting.py",
    "tests/conformance/test_old_clients.py",
    "tests/deploy/test_units.py",
    "tests/server/helpdesk/web/test_accessible.py",
    "tests/voice/test_real_phones.py",
    "tests/voice/test_calls.py",
)


class Kind(StrEnum):
    """What keeps modules apart."""

    READERS = "readers"
    TOKENS = "tokens"
    NEITHER = "neither"


_RANKS = {Kind.READERS: 0, Kind.TOKENS: 1}


def place(module: str, kind: Kind) -> tuple[int, int]:
    """Return where a module stands in the order."""
    if kind in _RANKS:
        return _RANKS[kind], 0
    return 2, LONGEST.index(module) if module in LONGEST else len(LONGEST)


def tell(kinds: dict[str, Kind]) -> None:
    """Write down of which kind the modules are: the process that hands them out collects nothing."""
    file = _file()
    draft = file.with_suffix(f".{id(kinds)}")
    draft.write_text(json.dumps(kinds), encoding="utf-8")
    draft.replace(file)


def _file() -> Path:
    return prepared.folder() / "kinds.json"


class Scheduler(LoadFileScheduling):
    """Hands out module by module, in the order of the collection."""

    def __init__(self, config, log=None):
        super().__init__(config, log)
        config.option.loadscopereorder = False
        self._known = {}
        # Of which kinds each process had modules.
        self._had = {}

    def _assign_work_unit(self, node):
        chosen = self._chosen(node)
        if chosen is None:
            # What is left is for another process.
            node.shutdown()
            return
        self._had.setdefault(node, set()).add(self._kind(chosen))
        self.workqueue.move_to_end(chosen, last=False)
        super()._assign_work_unit(node)

    def _chosen(self, node):
        others = [self._had.get(each, set()) for each in self.nodes if each is not node]
        return first_fitting(
            ((each, self._kind(each)) for each in self.workqueue),
            had=self._had.get(node, set()),
            others=others,
        )

    def _kind(self, module):
        if not self._known:
            self._known = json.loads(_file().read_text(encoding="utf-8"))
        return Kind(self._known[module])


def first_fitting(
    modules: Iterable[tuple[str, Kind]], *, had: set[Kind], others: list[set[Kind]]
) -> str | None:
    """Return the first module that a process may run after what it and the others had.

    One that is alone runs everything.
    """
    refused = set()
    if not others:
        return next((module for module, _kind in modules), None)
    if Kind.TOKENS in had or any(Kind.READERS in each for each in others):
        refused.add(Kind.READERS)
    if Kind.READERS in had:
        refused.add(Kind.TOKENS)
    return next((module for module, kind in modules if kind not in refused), None)

"""How much of what is personal is found, and how much of what is found is personal?"""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from openpias.core.personal_data import Find, find
from openpias.server.helpdesk.benchmarks.labelled import Row, read_each, share, timing


def measure(lines: Iterable[str]) -> dict[str, Any]:
    """Look through every text.

    A mark is found where a find covers it whole, a hard one by a hard find; a find is right where it
    touches a mark, and a hard one where it touches a hard mark.
    """
    marks: Counter[str] = Counter()
    finds: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    texts, spent = 0, []
    for row, found, milliseconds in read_each(lines, lambda row: find(row["text"])):
        _count(row, found, marks, missed, finds)
        texts += 1
        spent.append(milliseconds)
    return {
        "texts": texts,
        "hard_recall": share(marks["hard found"], marks["hard"]),
        "hard_precision": share(finds["hard right"], finds["hard"]),
        "soft_recall": share(marks["soft found"], marks["soft"]),
        "soft_precision": share(finds["soft right"], finds["soft"]),
        "hard_marks": marks["hard"],
        "soft_marks": marks["soft"],
        "held_without_reason": finds["held"],
        "missed": dict(missed),
        **timing(spent),
    }


def _count(
    row: Row,
    found: tuple[Find, ...],
    marks: Counter[str],
    missed: Counter[str],
    finds: Counter[str],
) -> None:
    hard = [each for each in found if each.strength == "hard"]
    for mark in row["marks"]:
        strength = mark["strength"]
        marks[strength] += 1
        if any(_covers(each, mark) for each in (hard if strength == "hard" else found)):
            marks[f"{strength} found"] += 1
        else:
            missed[mark["kind"]] += 1
    for each in found:
        meant = [
            mark for mark in row["marks"] if mark["start"] < each.end and each.start < mark["end"]
        ]
        right = any(each.strength == "soft" or mark["strength"] == "hard" for mark in meant)
        finds[str(each.strength)] += 1
        finds[f"{each.strength} right"] += right
    finds["held"] += bool(hard) and not row["marks"]


def _covers(each: Find, mark: dict[str, Any]) -> bool:
    return each.start <= int(mark["start"]) and int(mark["end"]) <= each.end

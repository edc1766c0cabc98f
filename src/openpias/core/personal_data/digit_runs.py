"""Which digits of a text belong together, however they were parted?

A block is digits without a gap, and blocks that stand close are a run. A window is as many digits
as a number has; it begins and ends with a block. Longer blocks are looked into elsewhere, since
numbers are pasted without blanks. Everything is linear in the length of the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

_BLOCK = re.compile(r"[0-9]+")
_GAP = re.compile(r"[ \t.,:;/\\\-_+|'*()\[\]·•~\"]{1,3}|[ \t\-]{0,8}\r?\n[ \t>|]{0,12}")
_LONGEST_GAP = 50
LENGTHS = (13, 16, 20)
_LONGEST = 20
_LIST_SIGNS = frozenset(",;:")
_PARTING = frozenset({"\n", ",", ";", ":", "|"})
# Thirteen digits parted one by one are looked at only where they can be a date or begin with 9.
_PERSON = re.compile(r"9|[1-8][0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Digits that may be one number: their span, the sizes of their blocks, the gaps between.

    `is_alone` says that no other digits stand close, or only behind another sign than its own gaps.
    """

    digits: str
    start: int
    end: int
    sizes: tuple[int, ...]
    gaps: tuple[str, ...]
    is_alone: bool

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing parts the digits."""
        return not self.gaps

    @property
    def is_list(self) -> bool:
        """Tell whether the blocks are parted as several numbers are."""
        return any(_LIST_SIGNS & set(gap) for gap in self.gaps)

    @property
    def is_regular(self) -> bool:
        """Tell whether one sign parts all blocks, line ends aside, as in a number that is grouped."""
        return len({gap for gap in self.gaps if gap != "\n"}) <= 1 and not self.is_list

    @property
    def is_formed(self) -> bool:
        """Tell whether it looks like one number: whole, in equal groups, or broken by a line end."""
        equal = len(set(self.sizes[:-1])) == 1 and 1 < self.sizes[0] >= self.sizes[-1]
        return self.is_whole or self.gaps == ("\n",) or (self.is_regular and equal)

    def blocks(self) -> Iterator[str]:
        """Yield the digits of each block."""
        start = 0
        for size in self.sizes:
            yield self.digits[start : start + size]
            start += size


def windows(plain: str) -> Iterator[Window]:
    """Yield the windows of 13, 16 or 20 digits that may be a number at all."""
    for run in _runs(plain):
        yield from _in_run(plain, run)


def long_blocks(plain: str) -> Iterator[Span]:
    """Yield the spans of blocks with more than thirteen digits."""
    for match in re.finditer(r"[0-9]{14,}", plain):
        yield match.span()


def _runs(plain: str) -> Iterator[list[Span]]:
    run: list[Span] = []
    for match in _BLOCK.finditer(plain):
        if run and not _is_close(plain, run[-1][1], match.start()):
            yield run
            run = []
        run.append(match.span())
    if run:
        yield run


def _is_close(plain: str, end: int, start: int) -> bool:
    return start - end <= _LONGEST_GAP and _GAP.fullmatch(plain, end, start) is not None


def _in_run(plain: str, run: list[Span]) -> Iterator[Window]:
    digits = "".join(plain[start:end] for start, end in run)
    gaps = [_gap(plain[one[1] : other[0]]) for one, other in pairwise(run)]
    # Where each block begins among the digits, and which block begins there.
    first_of = {0: 0}
    offset = 0
    for place, (start, end) in enumerate(run, start=1):
        offset += end - start
        first_of[offset] = place
    for offset, first in first_of.items():
        for length in LENGTHS:
            after = first_of.get(offset + length)
            if after is None:
                continue
            alone = _is_alone(gaps, first, after)
            single = after - first == length
            if single and not alone and not (length == 13 and _PERSON.match(digits, offset)):
                continue
            yield Window(
                digits=digits[offset : offset + length],
                start=run[first][0],
                end=run[after - 1][1],
                sizes=tuple(end - start for start, end in run[first:after]),
                gaps=tuple(gaps[first : after - 1]),
                is_alone=alone,
            )


def _is_alone(gaps: list[str], first: int, after: int) -> bool:
    """Tell whether other signs than its own gaps part blocks `first` to before `after` from the rest."""
    around = {gaps[place] for place in (first - 1, after - 1) if 0 <= place < len(gaps)}
    return not around or (around <= _PARTING and around.isdisjoint(gaps[first : after - 1]))


def _gap(gap: str) -> str:
    return "\n" if "\n" in gap else gap.strip() or " "

"""How are amounts of any size compared, without an error for any of them?

A message may write a number of a million digits; here nothing overflows, and what has no order is
neither more nor less than anything.
"""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal

# Enough for every amount that a report can mean; more digits are rounded, and signal nothing.
_QUIET = Context(prec=60, rounding=ROUND_HALF_UP, traps=[])
_BAN = Decimal("0.01")
ZERO = Decimal(0)


def is_more(one: Decimal | None, other: Decimal | int) -> bool:
    """Tell whether an amount is known and more than another."""
    return one is not None and _QUIET.compare(one, Decimal(other)) == 1


def differ(one: Decimal, other: Decimal) -> bool:
    """Tell whether two amounts are not the same to the last ban."""
    return not _QUIET.compare(one, other).is_zero()


def product(one: Decimal, other: Decimal) -> Decimal:
    """Multiply."""
    return _QUIET.multiply(one, other)


def in_bani(amount: Decimal) -> Decimal:
    """Round to the ban, half up; what is no number, or too long for that, stays as it is."""
    rounded = _QUIET.quantize(amount, _BAN)
    return rounded if rounded.is_finite() else amount


def total(amounts: Iterable[Decimal]) -> Decimal:
    """Add."""
    found = ZERO
    for each in amounts:
        found = _QUIET.add(found, each)
    return found


def in_lei(amount: Decimal) -> str:
    """Write an amount for a text: 12.50."""
    return str(in_bani(amount))

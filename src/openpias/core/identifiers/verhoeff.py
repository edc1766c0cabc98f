"""Which decimal digit completes a number so that typing slips are caught?

The Verhoeff scheme (J. Verhoeff, "Error Detecting Decimal Codes", 1969) detects every
single-digit error and every swap of two neighbouring digits.
"""

from itertools import cycle

_DIHEDRAL = (
    (0, 1, 2, 3, 4, 5, 6, 7, 8, 9),
    (1, 2, 3, 4, 0, 6, 7, 8, 9, 5),
    (2, 3, 4, 0, 1, 7, 8, 9, 5, 6),
    (3, 4, 0, 1, 2, 8, 9, 5, 6, 7),
    (4, 0, 1, 2, 3, 9, 5, 6, 7, 8),
    (5, 9, 8, 7, 6, 0, 4, 3, 2, 1),
    (6, 5, 9, 8, 7, 1, 0, 4, 3, 2),
    (7, 6, 5, 9, 8, 2, 1, 0, 4, 3),
    (8, 7, 6, 5, 9, 3, 2, 1, 0, 4),
    (9, 8, 7, 6, 5, 4, 3, 2, 1, 0),
)
_PERMUTATION = (
    (0, 1, 2, 3, 4, 5, 6, 7, 8, 9),
    (1, 5, 7, 6, 2, 8, 3, 0, 9, 4),
    (5, 8, 0, 3, 7, 9, 6, 1, 4, 2),
    (8, 9, 1, 6, 0, 4, 3, 5, 2, 7),
    (9, 4, 5, 3, 1, 2, 6, 8, 7, 0),
    (4, 2, 8, 6, 5, 7, 3, 9, 0, 1),
    (2, 7, 9, 3, 8, 0, 6, 4, 1, 5),
    (7, 0, 4, 6, 9, 1, 3, 2, 5, 8),
)
# The permutation of each position, by the digit's character.
_PLACES = [dict(zip("0123456789", _PERMUTATION[place % 8], strict=True)) for place in range(1, 9)]
_INVERSE = (0, 4, 3, 2, 1, 5, 6, 7, 8, 9)


def check_digit(body: str) -> str:
    """Return the digit to append to `body`, a string of ASCII digits."""
    state = 0
    for permuted, digit in zip(cycle(_PLACES), reversed(body), strict=False):
        state = _DIHEDRAL[state][permuted[digit]]
    return str(_INVERSE[state])


def is_valid(number: str) -> bool:
    """Tell whether the last digit of `number`, a string of ASCII digits, completes the rest."""
    return len(number) > 1 and check_digit(number[:-1]) == number[-1]

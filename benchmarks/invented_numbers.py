"""Invented numbers of every kind, with control digits worked out here and not by the platform."""

import random


def control(digits: str, weights: str) -> int:
    """Return the weighed sum of digits."""
    return sum(int(digit) * int(weight) for digit, weight in zip(digits, weights, strict=True))


def fiscal_code(chance: random.Random) -> str:
    """Return an invented fiscal code."""
    body = str(chance.randrange(10_000, 9_999_999))
    return body + str(control(body.zfill(9), "753217532") * 10 % 11 % 10)


def cnp(chance: random.Random) -> str:
    """Return an invented CNP, sometimes that of a residence permit."""
    body = f"{chance.choice('1122556678')}{chance.randrange(100):02d}{chance.randrange(1, 13):02d}"
    body += f"{chance.randrange(1, 29):02d}{chance.choice((*range(1, 47), 51, 52, 70)):02d}{chance.randrange(1000):03d}"
    rest = control(body, "279146358279") % 11
    return body + ("1" if rest == 10 else str(rest))


def _multiplied(one: int, other: int) -> int:
    if one < 5:
        return (one + other) % 5 if other < 5 else 5 + (one + other) % 5
    return 5 + (one - other) % 5 if other < 5 else (one - other) % 5


def _moved(digit: int, times: int) -> int:
    for _ in range(times % 8):
        digit = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)[digit]
    return digit


def temporary_number(chance: random.Random) -> str:
    """Return an invented temporary number; Verhoeff as the group of a pentagon, without its tables."""
    body = "9" + f"{chance.randrange(10**11):011d}"
    for last in range(10):
        total = 0
        for place, digit in enumerate(reversed(body + str(last))):
            total = _multiplied(total, _moved(int(digit), place))
        if total == 0:
            number = body + str(last)
            rest = control(body, "279146358279") % 11
            return temporary_number(chance) if last == (1 if rest == 10 else rest) else number
    raise AssertionError(body)


def card_number(chance: random.Random) -> str:
    """Return an invented card number with its Luhn digit."""
    body = f"{chance.randrange(10**15):015d}"
    total = sum(
        sum(map(int, str(int(digit) * (2 - place % 2)))) for place, digit in enumerate(body)
    )
    return body + str(-total % 10)


def cid(chance: random.Random) -> str:
    """Return twenty invented digits that are no moment of a clock."""
    return f"{chance.choice('13456789')}{chance.randrange(10**19):019d}"


def iban(chance: random.Random) -> str:
    """Return an invented Romanian account with its control digits."""
    rest = "RNCB" + f"{chance.randrange(10**16):016d}"
    value = "".join(str(int(sign, 36)) for sign in rest + "RO00")
    return f"RO{98 - int(value) % 97:02d}{rest}"


def of_unknown_structure(chance: random.Random) -> str:
    """Return thirteen digits that are no CNP."""
    body = f"4{chance.randrange(100):02d}7{chance.randrange(10**8):08d}"
    right = control(body, "279146358279") % 11
    return body + str(next(digit for digit in range(2, 10) if digit != right))

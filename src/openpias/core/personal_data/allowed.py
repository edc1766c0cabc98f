"""Which numbers of a text are certainly not a person's, by their own form?

Accounts, times, identifiers of messages and programs: their digits are blotted out before numbers
are looked for, so that no part of one is taken for a number of a person.
"""

import re

_ACCOUNT = re.compile(
    r"(?<![A-Za-z0-9])(?:[Rr][Oo][0-9]{2}(?:[ -]?[A-Za-z0-9]{4}){5}"
    r"|[A-Za-z]{2}[0-9]{2}(?:[ -]?[A-Za-z0-9]{4}){3,7}(?:[ -]?[A-Za-z0-9]{1,3})?)(?![A-Za-z0-9])"
)
_FORMS = re.compile(
    r"(?<![0-9A-Fa-f])[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}(?![0-9A-Fa-f])"
    r"|(?<![0-9])[12][0-9]{3}-[01][0-9]-[0-3][0-9][T ][0-2][0-9]:[0-5][0-9]"
    r"(?::[0-5][0-9](?:[.,][0-9]{1,9})?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?(?![0-9])"
)
_DIGEST = re.compile(r"(?<![0-9A-Za-z])[0-9a-fA-F]{32,128}(?![0-9A-Za-z])")
_MESSAGE_ID = re.compile(r"<[^<>\s@]{6,250}@[^<>\s@]{1,250}>")
_DIGITS = re.compile(r"[0-9]+")
_FEWEST_LETTERS = 4


def without_allowed(plain: str) -> str:
    """Return the text with such digits replaced by `x`, every other character in its place."""
    for pattern, blotted in (
        (_ACCOUNT, _account),
        (_FORMS, _blotted),
        (_DIGEST, _digest),
        (_MESSAGE_ID, _message_id),
    ):
        plain = pattern.sub(blotted, plain)
    return plain


def _blotted(match: re.Match[str]) -> str:
    return _DIGITS.sub(lambda digits: "x" * len(digits.group()), match.group())


def _account(match: re.Match[str]) -> str:
    written = re.sub(r"[ -]", "", match.group()).upper()
    # ISO 13616: the first four signs go to the end, letters count from ten, the remainder is one.
    value = "".join(str(int(sign, 36)) for sign in written[4:] + written[:4])
    return _blotted(match) if int(value) % 97 == 1 else match.group()


def _digest(match: re.Match[str]) -> str:
    letters = sum(sign.isalpha() for sign in match.group())
    return _blotted(match) if letters >= _FEWEST_LETTERS else match.group()


def _message_id(match: re.Match[str]) -> str:
    """Blot out everything but thirteen digits: an address may be made of a CNP."""
    return _DIGITS.sub(
        lambda digits: digits.group() if len(digits.group()) == 13 else "x" * len(digits.group()),
        match.group(),
    )

"""Which identifier does a patient have, and is it well-formed?"""

from openpias.core.identifiers import cnp, temporary_number
from openpias.core.identifiers.digits import is_ascii_digits

NO_CNP = "0" * cnp.LENGTH
"""What a foreign person has in a column that asks for a CNP: thirteen zeros."""


def has_cnp(text: str) -> bool:
    """Tell whether the column of the CNP says anything."""
    return bool(text) and text != NO_CNP


def is_thirteen_digits(text: str) -> bool:
    """Tell whether a text has the shape of a CNP, a temporary or an official number."""
    return len(text) == cnp.LENGTH and is_ascii_digits(text)


def has_wrong_digit(text: str) -> bool:
    """Tell whether a text begins like a temporary number or a permit's CNP and does not check.

    Other numbers of thirteen digits, given by the official application or a house, have no check
    digit that is published.
    """
    if not is_thirteen_digits(text):
        return False
    if text.startswith(temporary_number.PREFIX):
        return not temporary_number.is_valid(text)
    return text[0] in "78" and not cnp.is_valid(text)

"""How may a call to the management unit fail, and which official code is that?"""

from dataclasses import dataclass
from typing import ClassVar

from openpias.core.smartcard.codes import Code
from openpias.core.smartcard.connections import CardError
from openpias.core.smartcard.states import LinkState


class UnitError(CardError):
    """The unit did not do what was asked; `code` says why, `link` what that says of the way there."""

    link: ClassVar[LinkState] = LinkState.OK


class UnitUnavailable(UnitError):  # noqa: N818 - safe to ask again
    """Nobody answers there, or it answers that it cannot now."""

    code = Code.UNIT_UNAVAILABLE
    link = LinkState.UNIT_UNAVAILABLE


class UnitTimeout(UnitUnavailable):
    """The unit was reached and did not answer in time; what it did is not known."""

    code = Code.UNIT_TIMEOUT
    link = LinkState.TIMEOUT


class UnitAnswerUnreadable(UnitError):  # noqa: N818 - as the official code says it
    """What came back is no answer of a unit."""

    code = Code.UNIT_RESPONSE_UNREADABLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a refusal of the unit says to the practice and to its IT supplier."""

    problem: str = ""
    practice: str = ""
    supplier: str = ""


class UnitRefused(UnitError):  # noqa: N818 - a refusal is a fact
    """The unit says no; asking the same again gets the same answer."""

    def __init__(self, code: Code, said: Said | None = None) -> None:
        self.code = code
        self.said = said or Said()
        super().__init__()


def known_code(number: int) -> Code:
    """Return an official code by its number; one that a later unit made is told as -44."""
    try:
        return Code(number)
    except ValueError:
        return Code.UNIT_PROCESSING_FAILED

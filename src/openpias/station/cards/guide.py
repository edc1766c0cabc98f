"""At which of the eight steps of the houses' notice is a blocked card?

Source: notice of CAS Gorj 8460 of 11.05.2015 (error -15), steps 1 to 8; step 1 is followed by the
call to the house, which has no number there.
"""

from enum import IntEnum, StrEnum

from openpias.core.contracts.management_unit import CaseStatus
from openpias.core.smartcard.pin_entry import Prompt
from openpias.core.smartcard.states import CardState, Operation
from openpias.station.cards.board import Picture


class Step(IntEnum):
    """A step of the notice; HOUSE is the call between the first and the second."""

    BLOCKED = 10
    HOUSE = 15
    WINDOW = 20
    RESET = 30
    CHANGE = 40
    CURRENT = 50
    NEW = 60
    CONFIRM = 70
    DONE = 80


class Progress(StrEnum):
    """How a step stands."""

    DONE = "done"
    NOW = "now"
    LATER = "later"


_TYPED = {Prompt.CURRENT: Step.CURRENT, Prompt.NEW: Step.NEW, Prompt.CONFIRMATION: Step.CONFIRM}


def current(picture: Picture) -> Step | None:
    """Return the step that comes now; None where the card is not, and was not, blocked."""
    if _is_over(picture):
        return Step.DONE
    if picture.status is None:
        return None
    if picture.status.must_change:
        return _changing(picture)
    if picture.status.blocked or picture.link.state is CardState.BLOCKED:
        return Step.RESET if picture.link.is_authorised else Step.HOUSE
    return None


def progress(picture: Picture) -> list[tuple[Step, Progress]]:
    """Return the nine steps with how each stands; empty where there is nothing to guide through."""
    now = current(picture)
    if now is None:
        return []
    return [(step, _progress(step, now)) for step in Step]


def _progress(step: Step, now: Step) -> Progress:
    if step < now or now is Step.DONE:
        return Progress.DONE
    return Progress.NOW if step is now else Progress.LATER


def _changing(picture: Picture) -> Step:
    if not picture.link.is_authorised:
        return Step.HOUSE
    running = picture.procedure
    if running is None or not running.is_running or running.operation is not Operation.CHANGE_PIN:
        return Step.CHANGE
    return _TYPED.get(running.asked, Step.CURRENT) if running.asked else Step.CONFIRM


def _is_over(picture: Picture) -> bool:
    ended = picture.procedure
    is_changed = (
        ended is not None
        and ended.operation is Operation.CHANGE_PIN
        and ended.outcome is not None
        and ended.outcome.is_done
    )
    return is_changed and picture.case is not None and picture.case.status is CaseStatus.DONE

"""How are all parts doing at one moment, also when the database does not answer?"""

from dataclasses import dataclass
from datetime import datetime

from django.db import InterfaceError, OperationalError, connection
from django.utils.translation import gettext_lazy as _

from openpias.server.platform.status.enums import Condition
from openpias.server.platform.status.parts import Answer, Part, registered

_WORST_LAST = tuple(Condition)
_UNKNOWN = Answer(condition=Condition.UNKNOWN, words=_("Nu se știe: baza de date nu răspunde."))


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """All parts at one moment, the database first."""

    at: datetime
    has_database: bool
    answers: tuple[tuple[Part, Answer], ...]

    @property
    def condition(self) -> Condition:
        """Return the worst condition of all parts; one that is off on purpose harms nobody."""
        found = [answer.condition for _part, answer in self.answers]
        worst = max(found, key=_WORST_LAST.index)
        return Condition.OK if worst is Condition.OFF else worst


def database_answers() -> bool:
    """Tell whether the database answers; a broken connection is dropped, so that the next is new."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (OperationalError, InterfaceError):
        connection.close()
        return False
    return True


def snapshot(*, at: datetime) -> Snapshot:
    """Ask every part; without the database, parts that need it are unknown."""
    has_database = database_answers()
    answers = []
    for part in registered():
        answer = _ask(part, at=at) if has_database or not part.needs_database else None
        # It was lost in between: the page says so, and does not fail.
        has_database = has_database and answer is not None
        answers.append((part, answer or _UNKNOWN))
    return Snapshot(
        at=at, has_database=has_database, answers=(_database(answers=has_database), *answers)
    )


def _ask(part: Part, *, at: datetime) -> Answer | None:
    try:
        return part.ask(at)
    except (OperationalError, InterfaceError):
        connection.close()
        return None


def _database(*, answers: bool) -> tuple[Part, Answer]:
    words = (
        _("Răspunde.")
        if answers
        else _("Nu răspunde. Nimic nu se poate înregistra acum; ce s-a înregistrat este păstrat.")
    )
    answer = Answer(condition=Condition.OK if answers else Condition.DOWN, words=words)
    return Part(name="database", title=_("Baza de date"), ask=lambda _at: answer), answer

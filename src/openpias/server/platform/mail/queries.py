"""Do letters leave, and since when does the oldest wait?"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from openpias.server.platform.mail.enums import LetterState
from openpias.server.platform.mail.models import Letter

LATE_AFTER = timedelta(minutes=15)
_LATELY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class MailStatus:
    """How many letters wait and since when; how many of the last day did not arrive."""

    waiting: int
    waiting_since: datetime | None
    failed_lately: int

    def is_late(self, *, now: datetime) -> bool:
        """Tell whether a letter has waited for longer than a working mail server makes it wait."""
        return self.waiting_since is not None and now - self.waiting_since > LATE_AFTER


def mail_status(*, now: datetime) -> MailStatus:
    """Return how the post is doing; counts and moments only."""
    waiting = Letter.objects.filter(state=LetterState.WAITING)
    failed = Letter.objects.filter(
        state__in=[LetterState.REFUSED, LetterState.GIVEN_UP], ended_at__gt=now - _LATELY
    )
    return MailStatus(
        waiting=waiting.count(),
        waiting_since=waiting.order_by("created_at").values_list("created_at", flat=True).first(),
        failed_lately=failed.count(),
    )


def letter_states(letters: Iterable[uuid.UUID]) -> dict[uuid.UUID, LetterState]:
    """Return how each of these letters does; one query, none for no letters."""
    wanted = set(letters)
    if not wanted:
        return {}
    rows = Letter.objects.filter(pk__in=wanted).values_list("pk", "state")
    return {letter: LetterState(state) for letter, state in rows}

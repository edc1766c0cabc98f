"""Who delivers a letter now, so that nobody else does?

A hold ends by itself, so that a letter whose worker died is tried again.
"""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import F

from openpias.server.platform.mail.enums import LetterState
from openpias.server.platform.mail.models import Letter

# Longer than any delivery lasts, and than whoever holds several goes on with the next one.
LASTS = timedelta(minutes=5)
_ONE = """
    UPDATE mail_letter SET next_attempt_at = %(until)s, attempts = attempts + 1
     WHERE id = %(id)s AND state = 'waiting' AND next_attempt_at <= %(at)s
    RETURNING *
"""
_DUE = """
    WITH due AS MATERIALIZED (
        SELECT id AS held, next_attempt_at AS was_due FROM mail_letter
         WHERE state = 'waiting' AND next_attempt_at <= %(at)s
         ORDER BY next_attempt_at LIMIT %(most)s
           FOR UPDATE SKIP LOCKED
    )
    UPDATE mail_letter SET next_attempt_at = %(until)s, attempts = attempts + 1
      FROM due WHERE id = held
    RETURNING *
"""


def one(letter_id: uuid.UUID, *, at: datetime) -> list[Letter]:
    """Hold a letter if it is due and nobody else does."""
    asked = {"id": letter_id, "until": at + LASTS, "at": at}
    return list(Letter.objects.raw(_ONE, asked))


def due(*, at: datetime, most: int) -> list[Letter]:
    """Hold the letters that are due the longest."""
    asked = {"until": at + LASTS, "at": at, "most": most}
    held = list(Letter.objects.raw(_DUE, asked))
    return sorted(held, key=lambda each: (each.was_due, each.pk))  # type: ignore[attr-defined]


def release(letters: Iterable[Letter], *, at: datetime) -> None:
    """Give back letters that were not tried; that was no attempt."""
    keys = [each.pk for each in letters]
    if keys:
        Letter.objects.filter(pk__in=keys, state=LetterState.WAITING).update(
            next_attempt_at=at, attempts=F("attempts") - 1
        )

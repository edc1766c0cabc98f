"""Which cards come to their last day, or lose their holder?"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from openpias.core.smartcard.life_cycle import TRANSITIONS, Act
from openpias.core.smartcard.states import CardState
from openpias.server.cards.models import Card, CardSession
from openpias.server.cards.operations import histories
from openpias.server.cards.operations.histories import Cause
from openpias.server.platform.clock import day_of

BATCH = 1000
# Sessions say who used which card where: kept as long as somebody may ask why a card did not work.
SESSIONS_KEPT = timedelta(days=30)
_EXPIRING = tuple(state.value for state, act in TRANSITIONS if act is Act.EXPIRE)
_DYING = tuple(state.value for state, act in TRANSITIONS if act is Act.DIE)


def expire(*, at: datetime) -> int:
    """Bring cards past their last day, and of holders who died, to their end; return how many.

    A card whose day came while it was blocked or invalid ends too. Harmless to repeat.
    """
    day = day_of(at)
    died = Q(insured__died_on__lte=day, state__in=_DYING)
    over = Q(valid_to__lt=day, state__in=_EXPIRING)
    found = Card.objects.filter(died | over).values_list("pk", flat=True)
    return sum(_end(pk, at=at) for pk in list(found[:BATCH]))


def _end(pk: int, *, at: datetime) -> bool:
    with transaction.atomic():
        card = Card.objects.select_for_update(no_key=True).get(pk=pk)
        died_on = card.insured.died_on
        is_dead = died_on is not None and died_on <= day_of(at)
        act = Act.DIE if is_dead else Act.EXPIRE
        if (CardState(card.state), act) not in TRANSITIONS:
            return False
        histories.move(card, act, cause=Cause(actor=None, at=at, reason="register"))
    return True


def forget_sessions(*, at: datetime) -> int:
    """Forget sessions past their term, with their cryptograms; the trail keeps what was done."""
    deleted, _ = CardSession.objects.filter(expires_at__lt=at - SESSIONS_KEPT).delete()
    return deleted

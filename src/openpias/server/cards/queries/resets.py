"""Which PINs were reset, for the register that holders sign?"""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings

from openpias.server.cards.enums import CardHappening
from openpias.server.cards.models import CardCase, CardEvent
from openpias.server.cards.queries import visibility
from openpias.server.platform.accounts.actors import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class ResetRow:
    """One reset: whose card, by which case and provider, and when."""

    at: datetime
    holder: str
    card_number: str
    case_number: str
    provider_name: str


def register(actor: Actor, *, first: date, last: date, most: int = 500) -> tuple[ResetRow, ...]:
    """Return the resets of the actor's house in these days, both included, in their order.

    Whoever prints it holds HANDLE_CASES; names stand in it.
    """
    zone = ZoneInfo(settings.TIME_ZONE)
    begin, end = datetime.combine(first, time.min, zone), datetime.combine(last, time.max, zone)
    found = (
        CardEvent.objects.filter(
            happening=CardHappening.PIN_RESET,
            at__range=(begin, end),
            card__in=visibility.cards(actor).values("pk"),
        )
        .select_related("card__insured")
        .order_by("at")[:most]
    )
    rows = list(found)
    cases = CardCase.objects.filter(card__in={each.card_id for each in rows}).order_by("opened_at")
    by_card: dict[int, list[CardCase]] = {}
    for case in cases:
        by_card.setdefault(case.card_id, []).append(case)
    return tuple(_row(each, by_card.get(each.card_id, [])) for each in rows)


def _row(event: CardEvent, cases: list[CardCase]) -> ResetRow:
    before = [case for case in cases if case.opened_at <= event.at]
    case = before[-1] if before else None
    insured = event.card.insured
    return ResetRow(
        at=event.at,
        holder=f"{insured.surname} {insured.given_name}".strip(),
        card_number=event.card.number,
        case_number=case.number if case else "",
        provider_name=case.provider_name if case else "",
    )

"""How far is a case, and which act comes next?"""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from openpias.core.contracts.management_unit import CaseKind, CaseStatus
from openpias.core.smartcard.states import CardState
from openpias.server.cards.enums import CaseChannel, Identity
from openpias.server.cards.operations.handling import MOST_COMPARISONS
from openpias.server.cards.queries.cards import CardView
from openpias.server.cards.queries.cases import WAITING, CaseView
from openpias.server.cards.web import labels

UNBLOCK, REINSTATE = "unblock", "reinstate"
_REINSTATED = frozenset({CardState.WRONG_DATA, CardState.SUSPENDED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What a case waits for; `grave` is the act that ends the waiting, empty where the card allows none."""

    is_over: bool
    is_mine: bool
    needs_call: bool
    needs_comparison: bool
    is_locked: bool
    grave: str
    until: datetime | None

    @property
    def is_ready(self) -> bool:
        """Tell whether the grave act may be done now."""
        blocked_by = (self.is_over, self.needs_call, self.needs_comparison, self.is_locked)
        return bool(self.grave) and not any(blocked_by) and self.until is None


def of(case: CaseView, card: CardView | None, *, account: int, now: datetime) -> Progress:
    """Return how far a case is for whoever looks at it."""
    given = case.authorisation
    return Progress(
        is_over=case.status not in WAITING,
        is_mine=case.taken_by == account,
        needs_call=case.channel is CaseChannel.TELEPHONE and case.called_back_at is None,
        needs_comparison=case.identity is not Identity.AGREES,
        is_locked=case.identity is not Identity.AGREES
        and case.wrong_comparisons >= MOST_COMPARISONS,
        grave=_grave(case, card) if card else "",
        until=given.expires_at if given and given.expires_at > now else None,
    )


def _grave(case: CaseView, card: CardView) -> str:
    """Return the act that this card allows, as the operations do."""
    if card.state is CardState.BLOCKED:
        return UNBLOCK
    if card.state is CardState.ACTIVE and case.kind is CaseKind.BLOCKED:
        return UNBLOCK
    return REINSTATE if card.state in _REINSTATED and not card.replaced_by else ""


def advice(case: CaseView, card: CardView | None, progress: Progress) -> str:
    """Return what the specialist does now, in one or two sentences."""
    if progress.is_over:
        return _over(case)
    if progress.until is not None:
        return _(
            "Citiți furnizorului pașii de mai jos. Poate reseta și schimba PIN-ul până la ora %(time)s."
        ) % {"time": labels.clock(progress.until)}
    if progress.is_locked:
        return _("Identitatea nu s-a potrivit de trei ori: cazul mai poate fi doar refuzat.")
    if progress.needs_call:
        return _("Sunați furnizorul înapoi pe numărul înregistrat, nu pe cel de pe care a sunat.")
    if progress.needs_comparison:
        return _("Cereți furnizorului numele și data nașterii titularului, apoi comparați-le.")
    return _last(card, progress)


def _last(card: CardView | None, progress: Progress) -> str:
    if progress.grave == UNBLOCK:
        return _("Identitatea se potrivește: deblocați cardul.")
    if progress.grave == REINSTATE:
        return _("Identitatea se potrivește: repuneți cardul în funcțiune.")
    state = labels.state(card.state) if card else ""
    return _(
        "Cardul este în starea „%(state)s”, din care nu se deblochează și nu se repune. "
        "Vedeți pagina cardului, apoi refuzați cazul cu motivul."
    ) % {"state": state}


def _over(case: CaseView) -> str:
    return {
        CaseStatus.DONE: _("Cazul s-a încheiat. Nu mai este nimic de făcut."),
        CaseStatus.REFUSED: _("Cazul a fost refuzat. Furnizorul vede motivul."),
        CaseStatus.EXPIRED: _(
            "Timpul de deblocare a trecut fără schimbarea PIN-ului. Furnizorul trimite cardul din nou, sau deschideți un caz prin telefon."
        ),
    }[case.status]

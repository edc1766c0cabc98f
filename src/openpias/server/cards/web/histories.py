"""How is what happened to a card or in a case told, line by line?"""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from openpias.core.contracts.management_unit import StepKind
from openpias.server.cards.enums import Identity
from openpias.server.cards.queries.cards import EventView
from openpias.server.cards.queries.cases import CaseView, StepView
from openpias.server.cards.web import labels


def steps(case: CaseView, *, names: Mapping[int, str]) -> list[dict[str, str]]:
    """Return the steps of a case in their order, with who did each and what it found."""
    return [
        {
            "at": labels.moment(each.at),
            "text": labels.step(each.kind),
            "outcome": _outcome(each),
            "note": each.note,
            "who": _who(each.account_id, names),
        }
        for each in case.steps
    ]


def _outcome(step: StepView) -> str:
    if step.kind is StepKind.OPENED and step.outcome in set(Identity):
        return labels.said(Identity(step.outcome))
    return labels.outcome(step.outcome)


def columns() -> list[dict[str, object]]:
    """Return the headings of a card's history."""
    texts = (_("Când"), _("Ce"), _("Starea"), _("Motivul"), _("Cine"))
    return [{"text": text, "nowrap": place == 0} for place, text in enumerate(texts)]


def events(history: Iterable[EventView], *, names: Mapping[int, str]) -> list[list[str]]:
    """Return the rows of a card's history, the newest first."""
    return [
        [
            labels.moment(each.at),
            labels.happening(each.happening),
            _states(each),
            "; ".join(text for text in (labels.reason(each.reason), each.note) if text) or "–",
            _who(each.account_id, names),
        ]
        for each in history
    ]


def _states(event: EventView) -> str:
    if event.from_state == event.to_state:
        return labels.state(event.to_state)
    return f"{labels.state(event.from_state)} → {labels.state(event.to_state)}"


def _who(account: int | None, names: Mapping[int, str]) -> str:
    return names.get(account, "–") if account is not None else _("sistemul")

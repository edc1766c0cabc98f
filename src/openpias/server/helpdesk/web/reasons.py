"""Why may somebody do what asks for a reason: what is offered, and how does it read afterwards?"""

from enum import StrEnum

from django.utils.translation import gettext as _

from openpias.pages import Choice
from openpias.server.helpdesk.enums import (
    CallOutcome,
    DiscardReason,
    OriginalReason,
    ReopenReason,
    RevealReason,
)


def choices(among: type[StrEnum]) -> list[Choice]:
    """Return the reasons of a list, as a form offers them."""
    texts = _texts()
    return [Choice(value=each.value, text=texts[each]) for each in among]


def name(among: type[StrEnum], value: str) -> str:
    """Return how a reason reads; nothing for what is none."""
    return _texts()[among(value)] if value in set(among) else ""


def _texts() -> dict[StrEnum, str]:
    # No value stands in two lists: as texts they would be one key.
    return {
        OriginalReason.ANSWER_BY_HAND: _("răspund de mână celui care a scris"),
        OriginalReason.REPAIR: _("îl dau celor care repară citirea mesajelor"),
        OriginalReason.CHECK: _("verific dacă este nevoie de el"),
        DiscardReason.UNWANTED: _("reclamă sau mesaj nedorit"),
        DiscardReason.EMPTY: _("nu spune nimic"),
        DiscardReason.SENT_AGAIN: _("a fost trimis din nou și s-a citit"),
        DiscardReason.ANSWERED: _("s-a răspuns de mână"),
        RevealReason.NOT_UNDERSTOOD: _("fără ele nu se înțelege problema"),
        RevealReason.REPORTER: _("trebuie știut cine a scris"),
        RevealReason.FALSE_FIND: _("par ascunse din greșeală"),
        ReopenReason.NOT_SOLVED: _("nu era rezolvat"),
        ReopenReason.RETURNED: _("problema a revenit"),
        ReopenReason.ASKED: _("cere cel care a scris"),
        ReopenReason.CLOSED_BY_MISTAKE: _("a fost închis din greșeală"),
        CallOutcome.SPOKE: _("s-a vorbit cu cel care a sunat"),
        CallOutcome.NO_REPLY: _("nu răspunde"),
    }

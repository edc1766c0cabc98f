"""How are states, acts and steps of cards and cases called, in the reader's language?"""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from openpias.core.contracts.management_unit import CaseKind, CaseStatus, StepKind
from openpias.core.slips.card_papers import STEPS
from openpias.core.smartcard.life_cycle import Act, SuspensionReason
from openpias.core.smartcard.states import CardState
from openpias.pages import Choice
from openpias.server.cards.enums import CardHappening, CaseChannel, Identity

_TAGS = {
    CaseStatus.OPEN: "govuk-tag--red",
    CaseStatus.TAKEN: "govuk-tag--yellow",
    CaseStatus.CONFIRMED: "govuk-tag--blue",
    CaseStatus.REFUSED: "govuk-tag--grey",
    CaseStatus.DONE: "govuk-tag--green",
    CaseStatus.EXPIRED: "govuk-tag--orange",
}


def kind(value: CaseKind) -> str:
    """Return what is wrong with the card of a case."""
    return {
        CaseKind.BLOCKED: _("card blocat (-15)"),
        CaseKind.INVALID: _("card invalid (-5)"),
    }[value]


def kinds() -> list[Choice]:
    """Return what can be reported, with the number that each needs."""
    return [
        Choice(value=CaseKind.BLOCKED, text=_("card blocat (-15): se scrie CID-ul")),
        Choice(value=CaseKind.INVALID, text=_("card invalid (-5, -17): se scrie numărul cardului")),
    ]


def status(value: CaseStatus) -> str:
    """Return where a case stands."""
    return {
        CaseStatus.OPEN: _("așteaptă"),
        CaseStatus.TAKEN: _("în lucru"),
        CaseStatus.CONFIRMED: _("deblocat"),
        CaseStatus.REFUSED: _("refuzat"),
        CaseStatus.DONE: _("încheiat"),
        CaseStatus.EXPIRED: _("timpul a trecut"),
    }[value]


def tag(value: CaseStatus) -> dict[str, str]:
    """Return the coloured word for where a case stands."""
    return {"text": status(value), "classes": _TAGS[value]}


def step(value: StepKind) -> str:
    """Return what happened in a case."""
    return {
        StepKind.OPENED: _("cazul a fost deschis"),
        StepKind.TAKEN: _("cazul a fost preluat de un specialist"),
        StepKind.CALLED_BACK: _("furnizorul a fost sunat înapoi pe numărul înregistrat"),
        StepKind.IDENTITY_COMPARED: _("numele și data nașterii au fost comparate"),
        StepKind.UNBLOCKED: _("cardul a fost deblocat: furnizorul poate reseta și schimba PIN-ul"),
        StepKind.REINSTATED: _("cardul a fost repus în funcțiune"),
        StepKind.REFUSED: _("cazul a fost refuzat"),
        StepKind.RESET_DONE: _("PIN-ul a fost resetat la terminal"),
        StepKind.CHANGE_DONE: _("PIN-ul a fost schimbat la terminal"),
        StepKind.DONE: _("cazul s-a încheiat"),
        StepKind.EXPIRED: _("timpul de deblocare a trecut"),
        StepKind.REOPENED: _("furnizorul a trimis cardul din nou"),
    }[value]


def outcome(value: str) -> str:
    """Return what a step found; nothing for a step that finds nothing."""
    return {
        Identity.AGREES.value: _("se potrivesc cu registrul"),
        Identity.DIFFERS.value: _("nu se potrivesc cu registrul"),
        CaseChannel.TELEPHONE.value: _("prin telefon"),
    }.get(value, "")


def channel(value: CaseChannel) -> str:
    """Return how a case came."""
    return {
        CaseChannel.STATION: _("din aplicația furnizorului"),
        CaseChannel.TELEPHONE: _("prin telefon"),
    }[value]


def said(value: Identity) -> str:
    """Return whether what the provider said is what the register says."""
    return {
        Identity.AGREES: _("numele și data nașterii se potrivesc cu registrul"),
        Identity.DIFFERS: _("numele sau data nașterii NU se potrivesc cu registrul"),
        Identity.NOT_COMPARED: _("numele și data nașterii nu au fost spuse încă"),
    }[value]


def state(value: CardState) -> str:
    """Return the state of a card."""
    return {
        CardState.PROPOSED: _("propus"),
        CardState.BEING_ENROLLED: _("în curs de înrolare"),
        CardState.IN_TRANSPORT: _("în transport"),
        CardState.NONCONFORMING: _("neconform"),
        CardState.INACTIVE: _("inactiv (neactivat)"),
        CardState.WRONG_DATA: _("date incorecte"),
        CardState.ACTIVE: _("activ"),
        CardState.BEING_UPDATED: _("în curs de actualizare"),
        CardState.EXPIRED: _("expirat"),
        CardState.BLOCKED: _("blocat"),
        CardState.SUSPENDED: _("suspendat"),
        CardState.DECEASED: _("titular decedat"),
    }[value]


def states() -> list[Choice]:
    """Return the states that a list is filtered by."""
    return [Choice(value=str(each.value), text=state(each)) for each in CardState]


def act(value: Act) -> str:
    """Return what a specialist does to a card, as the button says it."""
    return {
        Act.ENROL: _("Trimite la înrolare"),
        Act.DISPATCH: _("Expediază"),
        Act.RETURN: _("Întors din transport"),
        Act.DELIVER: _("Predat titularului"),
        Act.REJECT: _("Neconform"),
        Act.ACTIVATE: _("Activare"),
        Act.FIND_WRONG_DATA: _("Date greșite pe card"),
        Act.BEGIN_UPDATE: _("Începe actualizarea"),
        Act.END_UPDATE: _("Încheie actualizarea"),
        Act.BLOCK: _("Blocare"),
        Act.UNBLOCK: _("Deblocare"),
        Act.EXPIRE: _("Expirare"),
        Act.SUSPEND: _("Pierdut, furat sau deteriorat"),
        Act.DIE: _("Titular decedat"),
        Act.REINSTATE: _("Repune în funcțiune"),
        Act.REINSTATE_INACTIVE: _("Repune în funcțiune"),
    }[value]


def happening(value: str) -> str:
    """Return what a line of a card's history tells."""
    others = {
        CardHappening.PROPOSED.value: _("propus"),
        CardHappening.REPLACED.value: _("reemis: are un card nou"),
        CardHappening.PERSONALISED.value: _("personalizat"),
        CardHappening.PIN_RESET.value: _("PIN resetat la terminal"),
        CardHappening.PIN_CHANGED.value: _("PIN schimbat la terminal"),
    }
    return others[value] if value in others else _done(Act(value))


def _done(value: Act) -> str:
    """Return an act as a history tells it: what had been done to the card."""
    return {
        Act.ENROL: _("trimis la înrolare"),
        Act.DISPATCH: _("expediat"),
        Act.RETURN: _("întors din transport"),
        Act.DELIVER: _("predat titularului"),
        Act.REJECT: _("respins ca neconform"),
        Act.ACTIVATE: _("activat"),
        Act.FIND_WRONG_DATA: _("găsit cu date greșite"),
        Act.BEGIN_UPDATE: _("trimis la actualizare"),
        Act.END_UPDATE: _("actualizat"),
        Act.BLOCK: _("blocat"),
        Act.UNBLOCK: _("deblocat"),
        Act.EXPIRE: _("expirat"),
        Act.SUSPEND: _("suspendat"),
        Act.DIE: _("titular decedat"),
        Act.REINSTATE: _("repus în funcțiune"),
        Act.REINSTATE_INACTIVE: _("repus în funcțiune"),
    }[value]


def reason(value: str) -> str:
    """Return why something happened to a card; nothing where no reason was needed."""
    return {
        SuspensionReason.LOSS.value: _("pierdut"),
        SuspensionReason.THEFT.value: _("furat"),
        SuspensionReason.DAMAGE.value: _("deteriorat"),
        "reported": _("caz trimis de furnizor"),
        "register": _("după registru"),
    }.get(value, "")


def suspensions() -> list[Choice]:
    """Return why a card is suspended."""
    return [Choice(value=each, text=reason(each)) for each in SuspensionReason]


def press() -> list[str]:
    """Return what is pressed at the terminal; the names of buttons stay as they are there."""
    return [_(each) for each in STEPS]


def moment(value: datetime | None) -> str:
    """Return day, hour and minute; nothing for none."""
    return f"{timezone.localtime(value):%d-%m-%Y %H:%M}" if value else ""


def clock(value: datetime) -> str:
    """Return hour and minute, for what ends today."""
    return f"{timezone.localtime(value):%H:%M}"


def waited(since: datetime, *, now: datetime) -> str:
    """Return how long somebody waits, short enough for a column."""
    passed = max(now - since, timedelta())
    minutes = int(passed.total_seconds()) // 60
    if minutes < 60:
        return _("%(minutes)s min") % {"minutes": minutes}
    if minutes < 48 * 60:
        return _("%(hours)s h %(minutes)s min") % {"hours": minutes // 60, "minutes": minutes % 60}
    return _("%(days)s zile") % {"days": minutes // 60 // 24}


def grouped(number: str) -> str:
    """Return digits in groups of four, as they are read out."""
    return " ".join(number[start : start + 4] for start in range(0, len(number), 4))


def masked(number: str) -> str:
    """Return the last four digits alone."""
    return f"•••• {number[-4:]}"

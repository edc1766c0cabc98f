"""What does a page show of a picture: rows, buttons, the outcome, the steps?"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from openpias.core.contracts.management_unit import CaseStatus, CaseView
from openpias.core.smartcard import texts as code_texts
from openpias.core.smartcard.codes import Code
from openpias.core.smartcard.outcomes import Outcome, Reason
from openpias.core.smartcard.pin_entry import Prompt
from openpias.core.smartcard.states import Operation
from openpias.station.cards import guide
from openpias.station.cards.board import Picture
from openpias.station.web import next_steps, texts
from openpias.station.web.next_steps import NextStep, Place
from openpias.station.web.texts import Translate

_BUCHAREST = ZoneInfo("Europe/Bucharest")
_NOWHERE = Place()
Row = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodePanel:
    """A response code in the reader's language, and what can be pressed next."""

    code: int
    title: str
    message: str
    practice: str
    supplier: str
    tries_left: int | None = None
    remark: str = ""
    steps: tuple[NextStep, ...] = ()


def situation(picture: Picture, _: Translate) -> list[Row]:
    """Return the rows of how terminal, card and unit stand."""
    rows = [{"key": _("Terminal"), "value": _terminal(picture, _)}]
    rows.append({"key": _("Card"), "value": _card(picture, _)})
    status, link = picture.status, picture.link
    if status is not None:
        rows.append({"key": _("Încercări rămase"), "value": str(status.tries_left)})
        rows.append({"key": _("Numărul cardului"), "value": _grouped(status.card_number)})
    if link.state is not None:
        rows.append({"key": _("Starea la casă"), "value": _(texts.CARD_STATES[link.state])})
    if status is not None:
        value = _("se întreabă") if link.is_asking else _(texts.LINKS[link.link])
        rows.append({"key": _("Legătura cu UM"), "value": value})
        known = _(texts.AUTHENTICATIONS[link.authentication])
        rows.append({"key": _("Titularul"), "value": known})
    return rows


def holder(picture: Picture, _: Translate) -> list[Row]:
    """Return the rows of what was read from the card."""
    data = picture.data
    birth = f"{data.birth_date:%d-%m-%Y}" if data.birth_date else ""
    doctor = f"{data.doctor_surname} {data.doctor_given_name}".strip()
    rows = [
        (_("Nume"), data.surname),
        (_("Prenume"), data.given_name),
        (_("Data nașterii"), birth),
        (_("CID"), data.cid),
        (_("CNP"), data.cnp),
        (_("Medic de familie"), doctor),
        (_("Parafa medicului"), data.doctor_code),
        (_("Telefonul medicului"), data.doctor_phone),
        (_("Grupa de sânge"), f"{data.blood_group} {data.rhesus}".strip()),
        (_("Donator de organe"), data.organ_donor),
        (_("Diagnostice cu risc vital"), ", ".join(data.diagnoses)),
        (_("Boli cronice"), ", ".join(data.diseases)),
        (_("Persoane de contact"), ", ".join(f"{c.name}, {c.phone}" for c in data.contacts)),
    ]
    return [{"key": key, "value": value} for key, value in rows if value]


def buttons(picture: Picture) -> list[Operation]:
    """Return what can be pressed, in the order in which it helps most.

    The two buttons of the notice are always there while a card is in: who presses the wrong one
    learns from its code what to do.
    """
    status = picture.status
    if status is None or picture.is_busy:
        return []
    if not status.activated:
        return [Operation.ACTIVATE]
    if status.must_change:
        return [Operation.CHANGE_PIN, Operation.RESET_PIN]
    if status.blocked:
        return [Operation.RESET_PIN, Operation.CHANGE_PIN, Operation.AUTHENTICATE]
    reads = [Operation.READ] if status.pin_verified else [Operation.AUTHENTICATE]
    return [*reads, Operation.RESET_PIN, Operation.CHANGE_PIN]


def next_operation(picture: Picture) -> Operation | None:
    """Return the operation that comes next on the way of this card; None where none does."""
    status = picture.status
    if status is None:
        return None
    if not status.activated:
        return Operation.ACTIVATE
    step = guide.current(picture)
    if step is guide.Step.RESET:
        return Operation.RESET_PIN
    if step is guide.Step.CHANGE:
        return Operation.CHANGE_PIN
    is_done = status.pin_verified or status.blocked or status.must_change
    return None if is_done else Operation.AUTHENTICATE


def code_panel(outcome: Outcome, _: Translate, place: Place = _NOWHERE) -> CodePanel:
    """Return what an outcome says, and what leads on from there."""
    text = code_texts.TEXTS[outcome.code]
    message = _(text.message)
    return CodePanel(
        code=int(outcome.code),
        title=f"{message.rstrip('.')} ({int(outcome.code)})",
        message=message,
        practice=_(text.practice),
        supplier=_(text.supplier),
        tries_left=outcome.tries_left,
        remark=_remark(outcome, _),
        steps=next_steps.after(outcome.code, place, _),
    )


def ended(picture: Picture, _: Translate) -> CodePanel | None:
    """Return how the last operation failed; None where none did."""
    last = picture.procedure
    if last is None or last.outcome is None or last.outcome.is_done:
        return None
    place = Place(operation=last.operation, can_report=bool(can_report(picture)))
    panel = code_panel(last.outcome, _, place)
    is_reset = picture.status is not None and picture.status.must_change
    if is_reset and last.outcome.code is Code.PIN_RESET_NOT_CONFIRMED:
        return replace(
            panel,
            practice=_(
                "Au trecut cele 15 minute, iar PIN-ul este deja 0000. Anunțați casa din nou; după ce confirmă, apăsați Schimbă PIN eCard."
            ),
        )
    return panel


def trouble(picture: Picture, _: Translate) -> CodePanel | None:
    """Return why the card cannot be worked with now, apart from how an operation ended."""
    place = Place(
        can_report=bool(can_report(picture)), has_choice=len(picture.situation.terminals) > 1
    )
    if picture.code is not Code.OK:
        panel = code_panel(Outcome(code=picture.code), _, place)
        # Nobody needs to look for a cable where the terminal is not what is missing.
        return replace(panel, practice=_why_no_terminal(picture, _) or panel.practice)
    link = picture.link
    if link.is_asking:
        return None
    if link.is_online:
        is_shown = link.code in _SHOWN_ALONE
        return code_panel(Outcome(code=link.code), _, place) if is_shown else None
    panel, said = code_panel(Outcome(code=link.code), _, place), link.said
    return replace(
        panel,
        practice=said.practice or panel.practice,
        supplier=said.supplier or panel.supplier,
    )


def steps(picture: Picture, _: Translate) -> list[dict[str, str]]:
    """Return the steps of the notice, each with its number, text and progress."""
    return [
        {
            "number": str(step // 10) if step % 10 == 0 else "",
            "text": _(texts.STEPS[step]),
            "progress": progress.value,
        }
        for step, progress in guide.progress(picture)
    ]


def prompt(picture: Picture, _: Translate) -> dict[str, Any] | None:
    """Return what is to be typed now."""
    running = picture.procedure
    if running is None or not running.is_running or running.asked is None:
        return None
    hint = texts.HINTS[running.asked]
    after_reset = picture.status is not None and picture.status.must_change
    if running.asked is Prompt.CURRENT and after_reset:
        hint = texts.CURRENT_AFTER_RESET
    return {
        "name": running.asked.value,
        "label": _(texts.PROMPTS[running.asked]),
        "hint": _(hint),
        "length": 3 if running.asked is Prompt.TRANSPORT else 4,
    }


def can_report(picture: Picture) -> str:
    """Return which kind of case this card asks for now; "" for none."""
    status = picture.status
    if status is None or picture.is_busy or _case_waits(picture.case):
        return ""
    needs_unblocking = status.blocked or status.must_change
    if needs_unblocking and not picture.link.is_authorised:
        return "blocked"
    is_invalid = picture.link.code in _INVALID and not status.blocked
    return "invalid" if is_invalid else ""


def can_sign(picture: Picture) -> bool:
    """Tell whether the card can sign a service now; it may ask for the PIN first."""
    status = picture.status
    usable = status is not None and not status.blocked and not status.must_change
    return usable and bool(picture.data.cid) and not picture.is_busy


def case(view: CaseView, _: Translate) -> dict[str, Any]:
    """Return a case as it is shown."""
    return {
        "number": view.number,
        "kind": _(texts.CASE_KINDS[view.kind]),
        "status": _(texts.CASE_STATUSES[view.status]),
        "is_waiting": _case_waits(view),
        "is_confirmed": view.status is CaseStatus.CONFIRMED,
        "opened": moment(view.opened_at),
        "house": view.house.name,
        "phones": ", ".join(view.house.phones),
        "hours": view.house.hours,
        "steps": [
            {"key": moment(step.at), "value": _(texts.CASE_STEPS[step.kind])} for step in view.steps
        ],
        "until": moment(view.authorisation.expires_at) if view.authorisation else "",
    }


def moment(at: datetime) -> str:
    """Write a moment as clocks in Romania show it."""
    return f"{at.astimezone(_BUCHAREST):%d-%m-%Y %H:%M}"


_INVALID = frozenset({Code.CARD_STATE_INVALID, Code.CARD_INVALID})
# Everything else that the unit says of a card is told by the steps, or when something is pressed.
_SHOWN_ALONE = frozenset({*_INVALID, Code.CARD_NOT_REGISTERED, Code.TERMINAL_NOT_ENROLLED})


def _case_waits(view: CaseView | None) -> bool:
    return view is not None and view.status in {CaseStatus.OPEN, CaseStatus.TAKEN}


def _terminal(picture: Picture, _: Translate) -> str:
    if not picture.situation.installed:
        return _("componenta pentru carduri nu este instalată")
    if not picture.situation.service:
        return _("serviciul de carduri inteligente nu rulează")
    if not picture.situation.terminals:
        return _("niciun terminal conectat")
    return picture.working_terminal or _("alegeți terminalul")


def _why_no_terminal(picture: Picture, _: Translate) -> str:
    """Say what the code cannot: the terminal may be fine, and what stands before it missing."""
    if not picture.situation.installed:
        return _(
            "Componenta pentru carduri (pyscard) lipsește din instalare: o adaugă furnizorul IT."
        )
    if not picture.situation.service:
        return _(
            "Serviciul de carduri inteligente (PC/SC) nu rulează pe acest calculator: îl pornește furnizorul IT."
        )
    return ""


def _card(picture: Picture, _: Translate) -> str:
    seen = picture.situation.terminal(picture.working_terminal)
    status = picture.status
    if status is None:
        if seen is not None and seen.silent:
            return _("introdus greșit sau defect")
        return _("introdus") if seen is not None and seen.has_card else _("scos")
    if not status.activated:
        return _("introdus, neactivat")
    if status.must_change:
        return _("introdus, PIN-ul trebuie schimbat")
    return _("introdus, blocat") if status.blocked else _("introdus, poate fi folosit")


def _remark(outcome: Outcome, _: Translate) -> str:
    remarks = {
        Reason.NEW_PIN_IS_RESET_PIN: _("PIN-ul nou nu poate fi 0000: îl știe oricine."),
        Reason.PIN_MUST_BE_CHANGED: _("După resetare, cardul acceptă doar Schimbă PIN eCard."),
        Reason.ENTRY_TIMED_OUT: _("Nu s-a tastat nimic la timp."),
    }
    return remarks.get(outcome.reason, "") if outcome.reason else ""


def _grouped(number: str) -> str:
    return " ".join(number[start : start + 4] for start in range(0, len(number), 4))

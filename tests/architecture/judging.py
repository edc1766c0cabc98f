"""Is what somebody met at an address what the table says?"""

import json
from collections.abc import Callable
from dataclasses import dataclass

from tests.architecture import (
    things_at_house,
    things_of_cards,
    things_of_desk,
    things_of_reports,
)
from tests.architecture.role_table import Row
from tests.architecture.things_of_houses import INSURED_KINDS, KINDS
from tests.architecture.walking import CONTACT, Answer, Visitor, told

SIGN_IN = "/autentificare"
# What a refusal writes: the time of the session, and the trail.
KEPT_BY_A_REFUSAL = {"accounts_session", "audit_entry"}
OF_A_COUNTY = {
    *("person", "family", "number", "sent-number", "sent-family", "sent-pair", "permit", "merge"),
    *("set-aside", "provider", "request", "certificate", "staff", "download", "feedback"),
    *(*KINDS, *INSURED_KINDS, *things_of_cards.KINDS, *things_of_reports.KINDS),
    *(*things_at_house.KINDS, *things_of_desk.KINDS),
}
WORDS = ("Contul dumneavoastră nu are dreptul", "Verificați rolurile contului")
WORDS_OF_PRACTICE = ("În modul de exersare", "exersare")


@dataclass(frozen=True, kw_only=True)
class Met:
    """One call, and how to make the same call about something that does not exist."""

    visitor: str
    who: Visitor
    row: Row
    method: str
    elsewhere: bool
    thing: dict[str, str]
    answer: Answer
    unknown: dict[str, str]
    ask_about_nothing: Callable[[], Answer]

    @property
    def nothing(self) -> Answer:
        """Return the answer about something that does not exist."""
        return self.ask_about_nothing()

    @property
    def looks_unknown(self) -> bool:
        """Tell whether the answer is, word for word, that about something that does not exist."""
        return told(self.answer, self.thing) == told(self.nothing, self.unknown)


def complaint(met: Met) -> str:
    """Return what is wrong, empty where nothing is."""
    wrong = _wrong(met)
    place = f"{'elsewhere' if met.elsewhere else 'own'} {met.row.thing}"
    return f"{met.method} /{met.row.route} ({place}): {wrong}" if wrong else ""


def _wrong(met: Met) -> str:
    status = met.answer.status
    # SOAP 1.1 asks for 500 with every fault; a header says whose it is.
    if status >= 500 and not met.answer.headers.get("OpenPIAS-Fault", "").startswith("Client "):
        return f"fault {status}"
    if met.who.account is None:
        return _wrong_for_nobody(met)
    letter = _expected(met)
    judge = {
        "+": _wrong_open,
        "-": _wrong_refused,
        "h": _wrong_hidden,
        "token": _wrong_without_token,
    }
    text = judge[letter](met)
    return f"{letter} expected, {status}: {text}" if text else ""


def _expected(met: Met) -> str:
    letter = met.row.expected(met.who.role, elsewhere=met.elsewhere, practising=met.who.practising)
    of_another = met.visitor == "neighbour" and met.row.thing in OF_A_COUNTY
    return "h" if of_another and letter == "+" else letter


def _wrong_for_nobody(met: Met) -> str:
    answer, location = met.answer, met.answer.headers.get("Location", "")
    if met.row.access == "public":
        return _wrong_open(met)
    if met.row.is_api:
        challenged = answer.status == 401 and "WWW-Authenticate" in answer.headers
        return "" if challenged else f"401 expected, {answer.status}"
    led = answer.status == 302 and location.startswith(f"{SIGN_IN}?next=")
    return "" if led else f"sign-in expected, {answer.status} {location}"


def _wrong_open(met: Met) -> str:
    answer = met.answer
    if answer.status in {401, 403, 404, 405}:
        return "not open"
    if answer.headers.get("Location", "").startswith(f"{SIGN_IN}?"):
        return "led to the sign-in page"
    if met.thing and met.looks_unknown and answer.written == met.nothing.written:
        return "answers as if the thing did not exist"
    return ""


def _wrong_refused(met: Met) -> str:
    answer = met.answer
    if answer.status != 403:
        return "not refused"
    if set(answer.written) - KEPT_BY_A_REFUSAL:
        return f"wrote {sorted(answer.written)}"
    if met.row.service:
        missing = [each for each in ("[not-allowed]", CONTACT) if each not in answer.text]
        return f"does not say {missing}" if missing else ""
    if met.row.is_api:
        body = json.loads(answer.text)
        told_all = all(body.get(name) for name in ("practice", "supplier", "contact"))
        return "" if told_all and body["contact"].endswith(CONTACT) else f"says {sorted(body)}"
    practising = met.who.practising and met.row.expected(met.who.role) != "-"
    missing = [
        text
        for text in (*(WORDS_OF_PRACTICE if practising else WORDS), CONTACT)
        if text not in answer.text
    ]
    if missing:
        return f"does not say {missing}"
    noted = practising or answer.written.get("audit_entry") == 1
    return "" if noted else "the refusal is not in the trail"


def _wrong_hidden(met: Met) -> str:
    if not met.looks_unknown:
        return f"differs from unknown ({met.nothing.status})"
    same = set(met.answer.written) == set(met.nothing.written)
    return "" if same else f"wrote {met.answer.written}, for unknown {met.nothing.written}"


def _wrong_without_token(met: Met) -> str:
    # The proof of a certificate is read first: where it is missing, nobody comes further.
    return "" if met.answer.status in {400, 401} else "no certificate was asked for"

"""How does somebody walk over all addresses: who walks, what is sent, what is compared?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import connection, transaction
from django.test import Client
from tests.architecture.role_table import ROLES, Row
from tests.architecture.things import BORN, PROVIDERS, Things
from tests.architecture.things_at_house import PAGES as HOUSE_PAGES
from tests.architecture.things_of_cards import FORMS as MESSAGES
from tests.architecture.things_of_cards import PAGES as CARD_PAGES
from tests.architecture.things_of_desk import PAGES as DESK_PAGES
from tests.architecture.things_of_houses import FORMS
from tests.architecture.things_of_reports import PAGES as REPORT_PAGES
from tests.factories import calls, people, providers, soap
from tests.factories.people import PASSWORD

from openpias.interop.operations import OPERATIONS, Kind
from openpias.server.platform.accounts.enums import Role
from openpias.server.platform.accounts.models import Account

CONTACT = "it@casa.example"
REASON = "verificarea tuturor adreselor"
SAMPLES = {Kind.STRING: "CLIN", Kind.DATE_TIME: people.NOW, Kind.BOOLEAN: True}
AT_PROVIDER = (Role.CLERK, Role.PROVIDER_ADMINISTRATOR)
AT_HOUSE = (Role.HOUSE_OPERATOR, Role.CARD_SPECIALIST, Role.SETTLEMENT_OFFICER)
OPENS_WITH_REASON = (
    *(Role.HOUSE_OPERATOR, Role.ADMINISTRATOR, Role.DATA_PROTECTION),
    Role.AUDITOR,
)


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """Who walks: a browser that is signed in, and the account for programs."""

    role: str
    account: Account | None
    browser: Client
    practising: bool = False


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came back, and which tables the call wrote to."""

    status: int
    headers: dict[str, str]
    text: str
    written: dict[str, int] = field(default_factory=dict)


def account(role: Role, *, county: str = "SV", provider: str = "") -> Account:
    """Create somebody of this role, at the provider, the house or CNAS."""
    house = f"CAS-{county}" if role in (*AT_PROVIDER, *AT_HOUSE) else "CNAS"
    return people.account(
        roles=(role,),
        provider=provider or (PROVIDERS[county] if role in AT_PROVIDER else house),
        house_code=house,
        house_contact=CONTACT,
    )


def browser(who: Account | None, *, practising: bool = False) -> Client:
    """Return a browser in which somebody signed in; faults become pages, as they do for users."""
    client = Client(raise_request_exception=False)
    client.cookies["openpias-language"] = "ro"
    if who is not None:
        client.post("/autentificare", {"username": who.username, "password": PASSWORD})
    if practising:
        client.post("/exersare", {"practice": "1"})
    return client


def visitor(role: Role, *, practising: bool = False, **fields) -> Visitor:
    """Return somebody signed in."""
    who = account(role, **fields)
    return Visitor(
        role=role.value,
        account=who,
        browser=browser(who, practising=practising),
        practising=practising,
    )


def cast() -> Iterator[tuple[str, Visitor]]:
    """Yield everybody who walks, by name, each as they come in."""
    yield "nobody", Visitor(role="", account=None, browser=browser(None))
    for role in ROLES:
        yield role, visitor(Role(role))
    yield "neighbour", visitor(Role.CLERK, provider=providers.code("90000003"))
    for role in (Role.CLERK, Role.HOUSE_OPERATOR, Role.ADMINISTRATOR, Role.DATA_PROTECTION):
        yield f"practising {role}", visitor(role, practising=True)


def open_with_reason(who: Visitor, people: dict[str, Things]) -> None:
    """Open these persons in the browser's session, as a house and CNAS must before they see them."""
    for county, there in people.items():
        number = there["number"]["number"]
        shown = {"number": number, "number_birth_date": BORN[county], "reason": "care"}
        who.browser.post("/cautare", shown)
        who.browser.post("/asigurati", {**there["sent-insured"], "reason": "care"})


def visit(who: Visitor, row: Row, method: str, thing: dict[str, str]) -> Answer:
    """Call an address, and take back what the call wrote."""
    address, fields = _address(row, thing)
    kept = {name: morsel.value for name, morsel in who.browser.cookies.items()}
    with transaction.atomic():
        before = _writes()
        if row.service and method == "POST":
            answer = _ask(who, row.service)
        elif row.is_api:
            answer = _call(
                who, method, address, {**MESSAGES.get(row.route, {"reason": "care"}), **fields}
            )
        else:
            answer = _open(who, method, address, _fields(row, thing, fields))
        written = {name: count - before.get(name, 0) for name, count in _writes().items()}
        transaction.set_rollback(True)
    who.browser.cookies.clear()
    for name, value in kept.items():
        who.browser.cookies[name] = value
    return Answer(
        status=answer.status,
        headers=answer.headers,
        text=answer.text,
        written={name: count for name, count in written.items() if count},
    )


def told(answer: Answer, thing: dict[str, str]) -> tuple[int, dict[str, str], str]:
    """Return an answer without what differs each time: the thing's name, and what is drawn anew."""
    changing = {"Content-Length", "Set-Cookie", "Date"}
    values = sorted({*thing.values()}, key=len, reverse=True)
    text = _without(answer.text, values)
    headers = {
        name: _without(value, values)
        for name, value in answer.headers.items()
        if name not in changing
    }
    return answer.status, headers, text


_DRAWN = re.compile(
    r'(name="csrfmiddlewaretoken" value=")[^"]*|(name="(?:key|family)" value=")[^"]*'
    r'|("reference":")[^"]*'
)


def _without(text: str, values: list[str]) -> str:
    for value in values:
        text = text.replace(value, "…")
    return _DRAWN.sub(lambda found: next(each for each in found.groups() if each), text)


def _writes() -> dict[str, int]:
    """Return how many rows this transaction wrote, by table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables "
            "WHERE n_tup_ins + n_tup_upd + n_tup_del > 0"
        )
        return dict(cursor.fetchall())


def _address(row: Row, thing: dict[str, str]) -> tuple[str, dict[str, str]]:
    """Return the address of a thing, and what of it is sent."""
    sent = dict(thing)

    def named(found: re.Match[str]) -> str:
        return sent.pop(found[1])

    return "/" + re.sub(r"<\w+:(\w+)>", named, row.route), sent


def _fields(row: Row, thing: dict[str, str], sent: dict[str, str]) -> dict[str, str]:
    """Return what a form needs to do something; a merge or a house has a reason of its own."""
    named = [value for name, value in thing.items() if name in {"public_id", "house"}]
    return {
        "reason": "care" if row.thing in {"sent-number", "sent-insured"} else REASON,
        **{f"reason-{value}": REASON for value in named},
        "confirmed": "1",
        **{**CARD_PAGES, **REPORT_PAGES, **HOUSE_PAGES, **DESK_PAGES, **FORMS}.get(row.route, {}),
        **sent,
    }


def _open(who: Visitor, method: str, address: str, sent: dict[str, str]) -> Answer:
    if method == "GET":
        response = who.browser.get(address, {"familie": sent.get("familie", "")})
    else:
        response = who.browser.post(address, sent)
    content = b"".join(response) if response.streaming else response.content
    return Answer(
        status=response.status_code,
        headers=dict(response.headers),
        text=content.decode(errors="replace"),
    )


def _ask(who: Visitor, service: str) -> Answer:
    """Call the first operation of an official service, with something in each argument."""
    operation = OPERATIONS[service][0]
    sent = {part.name: SAMPLES.get(part.kind, 1) for part in operation.parts}
    message = soap.message(service, operation.name, **sent)
    reply = soap.post(service, message, account=who.account)
    text = reply.content.decode(errors="replace")
    return Answer(status=reply.status, headers=reply.headers, text=text)


def _call(who: Visitor, method: str, address: str, sent: dict[str, str]) -> Answer:
    reply = calls.call(
        method,
        address,
        account=who.account,
        body=sent if method == "POST" else None,
        query={"reason": "care"} if method == "GET" else None,
    )
    text = reply.content.decode(errors="replace")
    return Answer(status=reply.status, headers=reply.headers, text=text)

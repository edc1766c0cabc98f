"""How is it said whether somebody is insured?

Source: SiuiInsuredWS, validare/GetInsuredResponse.xsd (specification 3.7.30, 5.8).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from lxml import etree

from openpias.interop.messages.trees import as_text, element, holding

_PID = re.compile(r"[0-9]{13}", re.ASCII)
_DASHES = re.compile("-{2,}")  # a comment may hold no two together
_CID = re.compile(r"[0-9]{20}", re.ASCII)


class InsuredCode(IntEnum):
    """What the answer says; the value is `insured/@state`."""

    ERROR = -1
    UNKNOWN = 0
    INSURED = 1
    NOT_INSURED = 2
    DECEASED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A category of insured persons, or a state for prescriptions, with its days."""

    code: str
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InsuredMessage:
    """The whole answer; a number that the schema does not allow is left out."""

    state: InsuredCode
    pid: str = ""
    cid: str = ""
    categories: Sequence[Held] = ()
    states: Sequence[Held] = ()
    note: str = ""


def write(message: InsuredMessage) -> str:
    """Write an answer that the official schema accepts.

    The text promises "o descriere a erorii" with state -1, and the schema has no place for one: the
    note is a comment, which programs pass over and people find.
    """
    found = element(
        "insured",
        {
            "pid": message.pid if _PID.fullmatch(message.pid) else None,
            "cid": message.cid if _CID.fullmatch(message.cid) else None,
            "state": int(message.state),
        },
    )
    if message.categories:
        found.append(
            holding("categories", [_held("category", each) for each in message.categories])
        )
    if message.states:
        found.append(holding("states", [_held("state", each) for each in message.states]))
    root = holding("insuredResponse", [found])
    if message.note:
        root.insert(0, etree.Comment(f" {_DASHES.sub('-', message.note)} "))
    return as_text(root)


def _held(name: str, held: Held) -> etree._Element:
    days = {"validFrom": held.valid_from, "validTo": held.valid_to}
    return element(name, {"code": held.code, **days})

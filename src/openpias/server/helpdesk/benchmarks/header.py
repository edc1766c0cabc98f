"""How often is each field of a header right, wrong, or left out?"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from openpias.server.helpdesk.benchmarks.labelled import Row, read_each, share, timing
from openpias.server.helpdesk.domain.header import Header, read, text_of
from openpias.server.helpdesk.domain.header.labels import folded
from openpias.server.helpdesk.enums import HeaderField, Mailbox

_NOT_LABELLED = HeaderField.PHONE


def measure(lines: Iterable[str]) -> dict[str, Any]:
    """Read every mail; `wrong` also counts what was read where nobody could tell what is meant."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    whole, mails, spent = 0, 0, []
    for row, header, milliseconds in read_each(lines, _read):
        judged = {
            field: _judge(row, header, field) for field in HeaderField if field != _NOT_LABELLED
        }
        for field, verdict in judged.items():
            counts[str(field)][verdict] += 1
        whole += not any(verdict in {"wrong", "abstained"} for verdict in judged.values())
        mails += 1
        spent.append(milliseconds)
    return {
        "mails": mails,
        "whole_share": share(whole, mails),
        "wrong": sum(each["wrong"] for each in counts.values()),
        "fields": {
            field: {verdict: each[verdict] for verdict in ("right", "wrong", "abstained")}
            for field, each in counts.items()
        },
        **timing(spent),
    }


def _read(row: Row) -> Header:
    text = row["text"]
    return read(text_of(text) if "<html" in text[:200] else text, mailbox=Mailbox(row["mailbox"]))


def _judge(row: Row, header: Header, field: HeaderField) -> str:
    expected, found = row["expected"].get(str(field), ""), header.value(field)
    if not found:
        return "abstained" if expected else "empty"
    return "right" if folded(found) == folded(expected) else "wrong"

"""Messages: whatever breaks a constraint of an official schema is refused by us too, at its place.

Every required attribute, facet, enumeration, type, order and number of elements is broken once in
a document that has everything once. With `-s` the figures for docs/interop/pias.md are shown.
"""

import io
from collections import Counter
from collections.abc import Iterator, Mapping

import pytest
from lxml import etree
from tests.conformance.samples import Mutation, document, mutations, others
from tests.conformance.schemas import Node, compiled, root
from tests.conformance.tables import TABLES
from tests.interop.reference import needed

from openpias.core.findings import Finding
from openpias.core.rules.records import Detail, ReportKind
from openpias.interop.messages import answers, reading, referrals
from openpias.interop.messages.official import OfficialOnline
from openpias.interop.messages.shape import Element

pytestmark = needed
FAST = {"validare/ClinicSpecialityServicesValidateRequest", "raportare/Feedback_Clinic"}
NAMES = [
    pytest.param(
        *name, id=f"{name[0]}-{name[1]}", marks=[] if name[0] in FAST else pytest.mark.slow
    )
    for name in TABLES
]
REQUESTS = {table for (name, _), table in TABLES.items() if "Import" in name or "Request" in name}
figures: Counter[tuple[str, bool]] = Counter()


@pytest.fixture(autouse=True, scope="module")
def told() -> Iterator[None]:
    """Show the figures after the last test: what was broken, and whether we said so."""
    yield
    for (kind, refused), number in sorted(figures.items()):
        print(f"{kind}: {number} {'refused' if refused else 'NOT refused'}")
    broken = [number for (kind, _), number in figures.items() if "library" not in kind]
    print("in all:", sum(broken), "in", len(TABLES), "tables")


class Sink:
    """Keeps findings."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def finding(self, finding: Finding) -> None:
        self.findings.append(finding)

    def header(self, values: dict[str, str], details: dict[str, str]) -> None: ...

    def row(
        self,
        element: Element,
        path: str,
        values: dict[str, str],
        details: Detail,
        context: Mapping[str, str],
    ) -> None: ...

    def end(self, parts: list[Detail]) -> None: ...


def findings(content: etree._Element, table: Element) -> list[Finding]:
    """Return what is wrong, and read the message as whatever it may be, which raises nothing."""
    sink, octets = Sink(), etree.tostring(content)
    for _ in reading.read(io.BytesIO(octets), table, sink):
        pass
    kind = ReportKind.CLINIC
    if table in REQUESTS:
        form = OfficialOnline(kind=kind, request_type="", request=table, response=table)
        read = [each for each in form.read_request(octets) if isinstance(each, Finding)]
        assert read == sink.findings
    elif table is not referrals.ROOT:
        assert isinstance(answers.read(table, octets, kind=kind), Finding) is bool(sink.findings)
    else:
        assert isinstance(referrals.read(octets), Finding) is bool(sink.findings)
    return sink.findings


def judged(
    name: str, choice: int, node: Node, content: etree._Element, kind: str
) -> Iterator[tuple[Mutation, bool, list[Finding]]]:
    schema, table = compiled(name), TABLES[name, choice]
    make = mutations if kind == "wrong" else others
    before = etree.tostring(content, method="c14n")
    for mutation in list(make(content, node, choice)):
        undo = mutation.change()
        holds = schema.validate(content)
        yield mutation, holds, findings(content, table)
        undo()
    assert etree.tostring(content, method="c14n") == before  # each change was alone


def is_place(mutation: Mutation, path: str) -> bool:
    if mutation.kind == "order":  # the schema names the parent, and we the child that came too late
        return path.rpartition("/")[0] == mutation.path
    return path.partition(mutation.path)[::2] in [("", ""), ("", "[1]")]


@pytest.mark.parametrize(("name", "choice"), NAMES)
def test_what_the_schema_refuses_we_refuse_at_its_place(name, choice):
    node = root(name)
    content = document(node, choice)
    assert compiled(name).validate(content), compiled(name).error_log
    assert findings(content, TABLES[name, choice]) == []

    missed = []
    for mutation, holds, found in judged(name, choice, node, content, "wrong"):
        if holds:
            figures["let through by the library", len(found) > 0] += 1
            continue
        is_told = any(is_place(mutation, each.path) for each in found)
        figures[mutation.kind, is_told] += 1
        if not is_told:
            missed.append((mutation.kind, mutation.path, found))

    assert missed == []


@pytest.mark.parametrize(("name", "choice"), NAMES)
def test_what_the_schema_accepts_we_accept(name, choice):
    node = root(name)
    content = document(node, choice)

    refused = [
        (mutation.kind, mutation.path, found)
        for mutation, holds, found in judged(name, choice, node, content, "other")
        if holds and found
    ]

    assert refused == []

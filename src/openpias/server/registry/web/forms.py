"""What did a browser send, and how does a form show it again with what was wrong?

Nothing that was typed is lost: a form is always drawn from the texts that came in.
"""

from collections.abc import Mapping, Sequence

from django.http import QueryDict
from django.utils.translation import gettext as _

from openpias.core.findings import Finding, Severity
from openpias.server.platform.http.error_texts import describe
from openpias.server.registry.domain.inputs import (
    DOCUMENT_TEXTS,
    PERMIT_TEXTS,
    REGISTRATION_TEXTS,
    DocumentInput,
    PermitInput,
    RegistrationInput,
)
from openpias.server.registry.domain.registrations import MOST_DOCUMENTS
from openpias.server.registry.operations.decisions import DecisionInput

_LONGEST_VERSION = 10
_HIGHEST_ROW = 2 * MOST_DOCUMENTS


def registration(sent: QueryDict) -> RegistrationInput:
    """Return the first tab as it was typed."""
    return RegistrationInput(
        **{name: sent.get(name, "") for name in REGISTRATION_TEXTS},
        given_name_missing=sent.get("given_name_missing") == "1",
        copies_kept=sent.get("copies_kept") == "1",
        documents=documents(sent),
    )


def permit(sent: QueryDict) -> PermitInput:
    """Return the second tab as it was typed."""
    return PermitInput(
        **{name: sent.get(name, "") for name in PERMIT_TEXTS},
        given_name_missing=sent.get("given_name_missing") == "1",
    )


def version(sent: QueryDict) -> int:
    """Return the version that was shown with the form; 0, which no record has, for no number."""
    text = sent.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < _LONGEST_VERSION else 0


def documents(sent: QueryDict) -> tuple[DocumentInput, ...]:
    """Return the rows in their order; rows removed in the browser leave gaps in the numbers."""
    rows = []
    for place in range(_HIGHEST_ROW):
        names = {field: f"documents-{place}-{field}" for field in DOCUMENT_TEXTS}
        if any(name in sent for name in names.values()):
            rows.append(
                DocumentInput(**{field: sent.get(name, "") for field, name in names.items()})
            )
    return tuple(rows)


def rows_asked_for(
    sent: QueryDict, rows: tuple[DocumentInput, ...]
) -> tuple[DocumentInput, ...] | None:
    """Return the rows after a press of add or remove without scripts; None when neither was pressed."""
    if "add-document" in sent:
        return (*rows, DocumentInput()) if len(rows) < MOST_DOCUMENTS else rows
    if "remove-document" in sent:
        place = sent.get("remove-document", "")
        gone = int(place) if place.isascii() and place.isdigit() else -1
        return tuple(row for each, row in enumerate(rows) if each != gone)
    return None


def decision(sent: QueryDict) -> DecisionInput | None:
    """Return the answer to the question about candidates, if one was given."""
    reason = sent.get("reason", "")
    if "same_as" in sent:
        return DecisionInput(same_as=sent.get("same_as", ""), reason=reason)
    if sent.get("different") == "1":
        return DecisionInput(different_from=tuple(sent.getlist("candidate")), reason=reason)
    return None


def errors_of(findings: Sequence[Finding]) -> dict[str, str]:
    """Return the first error of each field, by the field's id, in the reader's language."""
    errors: dict[str, str] = {}
    for finding in findings:
        if finding.severity is Severity.ERROR:
            errors.setdefault(
                field_id(finding.path), describe(finding.code, finding.facts).practice
            )
    return errors


def summary_of(errors: Mapping[str, str], labels: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the lines of the error summary, in the order of `labels`, which is that of the page."""
    order = {name: place for place, name in enumerate(labels)}
    return [
        (name, f"{_called(name, labels)}: {text}" if _base(name) in labels else text)
        for name, text in sorted(errors.items(), key=lambda error: _place(error[0], order))
    ]


def field_id(path: str) -> str:
    """Return the id of the field that a JSON pointer names: /documents/0/date → documents-0-date."""
    return path.strip("/").replace("/", "-")


def _called(name: str, labels: Mapping[str, str]) -> str:
    """Return how the page calls a field; of a document also which one of them."""
    label, base = labels[_base(name)], _base(name)
    if base == name:
        return label
    return _("Document %(place)s, %(field)s") % {
        "place": int(name.split("-")[1]) + 1,
        "field": label[0].lower() + label[1:],
    }


def _place(name: str, order: Mapping[str, int]) -> tuple[int, int, int]:
    """Return where a field stands on the page; fields of documents by their row."""
    last, base = len(order), _base(name)
    if base == name:
        return order.get(name, last), 0, 0
    row = name.split("-")[1]
    return order.get("documents", last), int(row) + 1, order.get(base, last)


def _base(name: str) -> str:
    return name.rpartition("-")[2] if name.startswith("documents-") else name

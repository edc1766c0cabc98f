"""What did a program send? Members become texts; what has another type is a finding."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from openpias.core.findings import Finding
from openpias.server.platform.http.problems import Problem
from openpias.server.registry.domain.inputs import (
    DOCUMENT_TEXTS,
    PERMIT_TEXTS,
    REGISTRATION_TEXTS,
    DocumentInput,
    PermitInput,
    RegistrationInput,
)
from openpias.server.registry.operations.decisions import DecisionInput
from openpias.server.registry.operations.idempotency import LONGEST_KEY

_MOST_ITEMS = 100


def idempotency_key(request: HttpRequest) -> str:
    """Return the key of the call, or "" when it has none; raises Problem for an unusable one."""
    key: str = request.META.get("HTTP_IDEMPOTENCY_KEY", "")
    if key and (len(key) > LONGEST_KEY or not key.isascii() or not key.isprintable()):
        raise Problem(status=400, code="bad-idempotency-key")
    return key


@dataclass(slots=True)
class Reader:
    """Takes typed members out of a JSON object and keeps what was wrong."""

    body: Mapping[str, Any]
    path: str = ""
    findings: list[Finding] = field(default_factory=list)

    def text(self, name: str) -> str:
        """Return a text member; absent and null are the empty text."""
        value = self.body.get(name)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.wrong(name)
            return ""
        return value

    def flag(self, name: str) -> bool:
        """Return a boolean member; absent and null are false."""
        value = self.body.get(name)
        if value is not None and not isinstance(value, bool):
            self.wrong(name)
        return value is True

    def items(self, name: str) -> list[Any]:
        """Return a list member; absent and null are the empty list."""
        value = self.body.get(name)
        if value is None:
            return []
        if not isinstance(value, list) or len(value) > _MOST_ITEMS:
            self.wrong(name)
            return []
        return value

    def nested(self, value: object, name: str) -> "Reader":
        """Return a reader of an object inside this one, sharing its findings."""
        path = f"{self.path}/{name}"
        if not isinstance(value, dict):
            self.findings.append(Finding(code="wrong-type", path=path))
            value = {}
        return Reader(body=value, path=path, findings=self.findings)

    def with_others(self, others: Sequence[Finding]) -> list[Finding]:
        """Return what was wrong here and what else is wrong, each place once."""
        places = {finding.path for finding in self.findings}
        return [*self.findings, *(each for each in others if each.path not in places)]

    def wrong(self, name: str) -> None:
        """Note that a member has the wrong type."""
        self.findings.append(Finding(code="wrong-type", path=f"{self.path}/{name}"))


def registration(reader: Reader) -> RegistrationInput:
    """Read the body of `POST /api/v1/temporary-numbers`."""
    texts = {name: reader.text(name) for name in REGISTRATION_TEXTS}
    documents = []
    for place, item in enumerate(reader.items("documents")):
        row = reader.nested(item, f"documents/{place}")
        documents.append(DocumentInput(**{name: row.text(name) for name in DOCUMENT_TEXTS}))
    return RegistrationInput(
        **texts,
        given_name_missing="given_name" in reader.body and not texts["given_name"].strip(),
        documents=tuple(documents),
        copies_kept=reader.flag("copies_kept"),
    )


def permit(reader: Reader) -> PermitInput:
    """Read the body of `POST /api/v1/permits`."""
    texts = {name: reader.text(name) for name in PERMIT_TEXTS}
    return PermitInput(
        **texts,
        given_name_missing="given_name" in reader.body and not texts["given_name"].strip(),
    )


def decision(reader: Reader) -> DecisionInput | None:
    """Read the decision about candidates, if one was sent."""
    value = reader.body.get("same_person_decision")
    if value is None:
        return None
    nested = reader.nested(value, "same_person_decision")
    refs = nested.items("different_from")
    if not all(isinstance(ref, str) for ref in refs):
        nested.wrong("different_from")
        refs = []
    return DecisionInput(
        same_as=nested.text("same_as"), different_from=tuple(refs), reason=nested.text("reason")
    )

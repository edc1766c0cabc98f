"""Which document stands behind each person, as the distinct records of displaced persons ask?

The copy of the identity document, or the provider's medical document in its place (circular of
March 2022, points on distinct records).
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from openpias.server.registry.domain.rules import DocumentKind
from openpias.server.registry.enums import NomenclatureList, PersonStatus
from openpias.server.registry.models import NomenclatureEntry, Permit, Person, PersonDocument
from openpias.server.registry.queries.persons import main_numbers

_IDENTITY = frozenset({DocumentKind.IDENTITY, DocumentKind.TRAVEL})


class ProofKind(StrEnum):
    """What proves who somebody is."""

    IDENTITY = "identity"
    PERMIT = "permit"
    MEDICAL = "medical"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptProof:
    """A person as the register of distinct records names them, and what proves who they are.

    `type` is a code of the list of document types, empty for a permit; `reason` says why there is
    no identity document; `copies_kept` that somebody stated that copies are kept.
    """

    person: str
    number: str
    surname: str
    given_name: str
    kind: ProofKind
    type: str = ""
    document: str = ""
    issued_on: date | None = None
    copies_kept: bool = False
    reason: str = ""


def kept_proofs(persons: Iterable[uuid.UUID]) -> dict[uuid.UUID, KeptProof]:
    """Return the proof of each of these opaque ids; erased and unknown ones are missing.

    A merged person answers as the one that stands for it. Six queries, however many are asked.
    """
    asked = dict(
        Person.objects.filter(public_id__in=set(persons), practice=False).values_list(
            "public_id", "pk"
        )
    )
    rows = Person.objects.in_bulk(list(asked.values()))
    roots = Person.objects.in_bulk({row.canonical_id or row.pk for row in rows.values()})
    numbers = main_numbers(roots)
    documents = _documents(roots)
    permits = _permits(roots)
    kinds = _kinds()
    found = {}
    for public_id, pk in asked.items():
        root = roots[rows[pk].canonical_id or pk]
        if root.status != PersonStatus.ERASED:
            found[public_id] = _proof(
                root,
                number=numbers.get(root.pk, ""),
                documents=documents[root.pk],
                kinds=kinds,
                permit=permits.get(root.pk, ""),
            )
    return found


def _documents(roots: Iterable[int]) -> dict[int, list[PersonDocument]]:
    found: defaultdict[int, list[PersonDocument]] = defaultdict(list)
    for row in PersonDocument.objects.filter(person__in=list(roots)).order_by("position"):
        found[row.person_id].append(row)
    return found


def _permits(roots: Iterable[int]) -> dict[int, str]:
    rows = Permit.objects.filter(person__in=list(roots)).order_by("expires_on", "id")
    return dict(rows.values_list("person_id", "permit_number"))


def _proof(
    root: Person,
    *,
    number: str,
    documents: list[PersonDocument],
    kinds: Mapping[str, DocumentKind],
    permit: str,
) -> KeptProof:
    shown = next((each for each in documents if kinds.get(each.type) in _IDENTITY), None)
    medical = next(
        (each for each in documents if kinds.get(each.type) is DocumentKind.MEDICAL), None
    )
    bare = KeptProof(
        person=str(root.public_id),
        number=number,
        surname=root.surname,
        given_name=root.given_name,
        kind=ProofKind.NONE,
        copies_kept=root.copies_kept,
        reason=root.no_identity_reason,
    )
    if shown is None and permit:
        return replace(bare, kind=ProofKind.PERMIT, document=permit)
    document = shown or medical
    if document is None:
        return bare
    return replace(
        bare,
        kind=ProofKind.IDENTITY if shown else ProofKind.MEDICAL,
        type=document.type,
        document=f"{document.series} {document.number}".strip(),
        issued_on=document.date,
    )


def _kinds() -> dict[str, DocumentKind]:
    rows = NomenclatureEntry.objects.filter(list=NomenclatureList.DOCUMENT_TYPES)
    known = {kind.value: kind for kind in DocumentKind}
    return {code: known[kind] for code, kind in rows.values_list("code", "kind") if kind in known}

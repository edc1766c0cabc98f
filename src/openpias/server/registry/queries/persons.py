"""What does the register say about one person?"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from openpias.core.calendar.dates import PartialDate, Precision
from openpias.core.names.matching_keys import MatchFacts, probe_keys
from openpias.server.registry.domain.facts import facts_from_row, in_space
from openpias.server.registry.domain.registrations import CheckedDocument
from openpias.server.registry.domain.sameness import Known
from openpias.server.registry.enums import IdentifierKind, IdentifierState, PersonStatus, SlipStatus
from openpias.server.registry.models import Identifier, MatchingKey, Permit, Person, Registration

# Whichever of these somebody has comes first on the slip.
_ORDER = (
    IdentifierKind.PERMIT_CNP,
    IdentifierKind.OFFICIAL,
    IdentifierKind.HOUSE,
    IdentifierKind.TEMPORARY,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentifierView:
    """A number of a person."""

    kind: IdentifierKind
    value: str
    state: IdentifierState
    valid_from: date
    valid_to: date | None
    given_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PermitView:
    """A residence permit of a person."""

    public_id: str
    cnp: str
    permit_number: str
    issued_on: date
    valid_from: date
    expires_on: date
    cnp_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonView:
    """One person as pages, slips and programs need it."""

    id: int
    public_id: str
    number: str
    number_kind: IdentifierKind
    identifiers: tuple[IdentifierView, ...]
    surname: str
    given_name: str
    surname_latin: str
    given_name_latin: str
    birth: PartialDate
    sex: str
    category: str
    citizenship: str
    entry_point: str
    entry_date: date | None
    visa_type: str
    documents: tuple[CheckedDocument, ...]
    copies_kept: bool
    no_identity_reason: str
    provider_code: str
    provider_name: str
    registered_at: datetime
    taken_on: date | None
    version: int
    status: PersonStatus
    slip_id: bytes | None
    permits: tuple[PermitView, ...]
    family: str | None
    practice: bool

    @property
    def permit(self) -> PermitView | None:
        """Return the latest permit."""
        return self.permits[0] if self.permits else None


def person(public_id: str, *, practice: bool = False) -> PersonView | None:
    """Return the person behind an opaque id; a merged one answers as the person that stands for it."""
    try:
        reference = uuid.UUID(public_id)
    except ValueError:
        return None
    return _view(Person.objects.filter(public_id=reference, practice=practice).first())


def person_by_id(person_id: int) -> PersonView:
    """Return a person by the inner id; raises Person.DoesNotExist."""
    view = _view(Person.objects.get(pk=person_id))
    if view is None:
        raise Person.DoesNotExist
    return view


def person_by_number(number: str, *, practice: bool = False) -> PersonView | None:
    """Return who carries or carried this number, of whatever kind; nobody carries a sign in it."""
    if not (number.isascii() and number.isalnum()):
        return None
    found = (
        Identifier.objects.filter(value=number, practice=practice)
        .select_related("person")
        .order_by("state")
    )
    best = max(found, key=lambda row: row.state == IdentifierState.VALID, default=None)
    return _view(best.person) if best else None


def person_by_permit(public_id: str, *, practice: bool = False) -> PersonView | None:
    """Return the holder of the permit behind an opaque id."""
    try:
        reference = uuid.UUID(public_id)
    except ValueError:
        return None
    permit = (
        Permit.objects.filter(public_id=reference, person__practice=practice)
        .select_related("person")
        .first()
    )
    return _view(permit.person) if permit else None


def known_under(facts: MatchFacts, *, practice: bool) -> list[Known]:
    """Return every registration of living records that shares a matching key with these facts."""
    probe = [in_space(key, practice=practice) for key in probe_keys(facts)]
    near = MatchingKey.objects.filter(key__in=probe).values_list("person_id", flat=True)
    found = Person.objects.filter(pk__in=list(near)).values_list("pk", "canonical_id")
    roots = {canonical or pk for pk, canonical in found}
    refs = dict(
        Person.objects.filter(pk__in=roots, status=PersonStatus.ACTIVE).values_list(
            "id", "public_id"
        )
    )
    root_of = members(refs)
    rows = Registration.objects.filter(person__in=list(root_of))
    return [
        Known(
            registration=row.pk,
            person=root_of[row.person_id],
            ref=str(refs[root_of[row.person_id]]),
            facts=facts_from_row(row.facts),
        )
        for row in rows
    ]


def members(roots: Iterable[int]) -> dict[int, int]:
    """Return each of these records and of those merged into them, with the one that stands for it.

    Two look-ups by index: a join with "or" would read whole tables.
    """
    standing = {root: root for root in roots}
    merged = Person.objects.filter(canonical__in=list(standing)).values_list("pk", "canonical_id")
    return {**standing, **{pk: root for pk, root in merged if root is not None}}


def _view(row: Person | None) -> PersonView | None:
    if row is None:
        return None
    if row.canonical_id is not None:
        row = Person.objects.get(pk=row.canonical_id)
    if row.status == PersonStatus.ERASED:
        return None
    identifiers = _identifiers(row)
    main = _main(identifiers)
    slip = row.slips.filter(status=SlipStatus.CURRENT).order_by("-version").first()
    return PersonView(
        id=row.pk,
        public_id=str(row.public_id),
        number=main.value if main else "",
        number_kind=main.kind if main else IdentifierKind.TEMPORARY,
        identifiers=identifiers,
        surname=row.surname,
        given_name=row.given_name,
        surname_latin=row.surname_latin,
        given_name_latin=row.given_name_latin,
        birth=PartialDate(value=row.birth_date, precision=Precision(row.birth_precision)),
        sex=row.sex,
        category=row.category,
        citizenship=row.citizenship,
        entry_point=row.entry_point,
        entry_date=row.entry_date,
        visa_type=row.visa_type,
        documents=_documents(row),
        copies_kept=row.copies_kept,
        no_identity_reason=row.no_identity_reason,
        provider_code=row.provider_code,
        provider_name=row.provider_name,
        registered_at=row.registered_at,
        taken_on=row.taken_on,
        version=row.version,
        status=PersonStatus(row.status),
        slip_id=bytes(slip.slip_id) if slip else None,
        permits=_permits(row),
        family=str(row.family) if row.family else None,
        practice=row.practice,
    )


def _identifiers(row: Person) -> tuple[IdentifierView, ...]:
    rows = Identifier.objects.filter(person__in=list(members([row.pk]))).order_by("id")
    return tuple(_identifier(each) for each in rows)


def _identifier(row: Identifier) -> IdentifierView:
    return IdentifierView(
        kind=IdentifierKind(row.kind),
        value=row.value,
        state=IdentifierState(row.state),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        given_by=row.given_by,
    )


def main_numbers(persons: Iterable[int]) -> dict[int, str]:
    """Return the number to use of each of these persons, by the inner id, in one query."""
    root_of = members(persons)
    found: dict[int, list[IdentifierView]] = {}
    for row in Identifier.objects.filter(person__in=list(root_of)).order_by("id"):
        found.setdefault(root_of[row.person_id], []).append(_identifier(row))
    mains = {root: _main(tuple(identifiers)) for root, identifiers in found.items()}
    return {root: main.value for root, main in mains.items() if main}


def _main(identifiers: tuple[IdentifierView, ...]) -> IdentifierView | None:
    """Return the number to use: a valid one first, then by kind, then the latest."""
    latest_first = identifiers[::-1]
    return min(
        latest_first,
        key=lambda each: (each.state is not IdentifierState.VALID, _ORDER.index(each.kind)),
        default=None,
    )


def _documents(row: Person) -> tuple[CheckedDocument, ...]:
    return tuple(
        CheckedDocument(
            type=each.type,
            series=each.series,
            number=each.number,
            date=each.date,
            issuer=each.issuer,
        )
        for each in row.documents.order_by("position")
    )


def _permits(row: Person) -> tuple[PermitView, ...]:
    rows = Permit.objects.filter(person__in=list(members([row.pk]))).order_by("-expires_on", "-id")
    return tuple(
        PermitView(
            public_id=str(each.public_id),
            cnp=each.cnp,
            permit_number=each.permit_number,
            issued_on=each.issued_on,
            valid_from=each.valid_from,
            expires_on=each.expires_on,
            cnp_reason=each.cnp_reason,
        )
        for each in rows
    )

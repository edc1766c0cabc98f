"""May this person's record be opened, and by which proof?

One's own registrations open without a reason. Another provider's person opens with a scanned code,
the number with the birth date, or a document number with name and birth date, and with a reason
from the list. A house opens the persons of its own providers, CNAS any, both with a reason.
Every look-up is audited; those that are not one's own, and those that found nothing, count against
an hourly limit. Unknown and not allowed look alike.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction

from openpias.core.calendar import dates
from openpias.core.calendar.dates import DateProblem
from openpias.core.names.matching_keys import MatchFacts
from openpias.server.platform.accounts import queries as accounts
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.audit.operations import record
from openpias.server.registry.domain.matching import Verdict, VerdictKind, score
from openpias.server.registry.enums import LookupReason
from openpias.server.registry.models import Registration, Slip
from openpias.server.registry.operations import scanned
from openpias.server.registry.permissions import Permission
from openpias.server.registry.queries import persons
from openpias.server.registry.queries.persons import PersonView

_COUNT = """
INSERT INTO registry_lookup_count (scope, hour, count) VALUES (%s, %s, %s)
ON CONFLICT (scope, hour) DO UPDATE SET count = registry_lookup_count.count + EXCLUDED.count
RETURNING count
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What somebody shows to open a record: any one of these ways.

    `granted` says that a proof was given before in the same session, with its reason.
    """

    code: str = ""
    number: str = ""
    permit: str = ""
    public_id: str = ""
    document_number: str = ""
    surname: str = ""
    given_name: str = ""
    birth_date: str = ""
    granted: bool = False


class TooManyLookups(Exception):  # noqa: N818 - a refusal, not a fault
    """The hourly limit is reached; `seconds` says how long to wait."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class ReasonRequired(Exception):  # noqa: N818 - a refusal, not a fault
    """The proof is good, the person another provider's, and no reason from the list was given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    person: PersonView
    proved: bool


def open_person(proof: Proof, *, reason: str, actor: Actor, at: datetime) -> PersonView | None:
    """Return the person if this actor may see them, else None; writes an audit row either way.

    Repeating it only adds an audit row. Raises TooManyLookups and ReasonRequired.
    """
    found = _find(proof, actor=actor)
    own = found is not None and is_own(found.person, actor=actor)
    with transaction.atomic():
        if not own:
            count(actor, at=at)
        allowed = found is not None and (own or _may_open(found, actor=actor))
        if allowed and not own and reason not in set(LookupReason):
            raise ReasonRequired
        record(
            event="person-opened" if allowed else "look-up-failed",
            actor=actor,
            subject_kind="person" if found else "nobody",
            subject_ref=found.person.public_id if found else "",
            facts={"own": own, "reason": reason if reason in set(LookupReason) else ""},
            at=at,
        )
    return found.person if found and allowed else None


def _may_open(found: _Found, *, actor: Actor) -> bool:
    """Tell whether a proof, the own house or CNAS opens this record.

    A house opens what its own providers registered, with or without a proof, and nothing else.
    """
    if actor.may(Permission.OPEN_ANY):
        return True
    if actor.may(Permission.OPEN_HOUSE):
        return is_of_house(found.person, actor=actor)
    return found.proved


def is_of_house(person: PersonView, *, actor: Actor) -> bool:
    """Tell whether a provider of the actor's house registered the person, first or again."""
    codes = Registration.objects.filter(person_id=person.id).values_list("provider_code", flat=True)
    return accounts.works_with({person.provider_code, *codes}, house=actor.provider.house_code)


def may_change(person: PersonView, *, actor: Actor) -> bool:
    """Tell whether the person is the actor's to change: own, of the own house, or any."""
    if actor.may(Permission.OPEN_ANY) or is_own(person, actor=actor):
        return True
    return actor.may(Permission.OPEN_HOUSE) and is_of_house(person, actor=actor)


def is_own(person: PersonView, *, actor: Actor) -> bool:
    """Tell whether this actor's provider registered the person, first or again."""
    if person.provider_code == actor.provider.code:
        return True
    return Registration.objects.filter(
        person_id=person.id, provider_code=actor.provider.code
    ).exists()


def _find(proof: Proof, *, actor: Actor) -> _Found | None:
    practice = actor.practice
    if proof.code:
        return _by_code(proof.code, practice=practice)
    if proof.document_number:
        return _by_document(proof, practice=practice)
    if proof.permit:
        person = persons.person_by_permit(proof.permit, practice=practice)
    elif proof.public_id:
        person = persons.person(proof.public_id, practice=practice)
    else:
        person = persons.person_by_number("".join(proof.number.split()), practice=practice)
    if person is None:
        return None
    return _Found(person=person, proved=proof.granted or _agrees(proof.birth_date, person))


def _agrees(typed: str, person: PersonView) -> bool:
    parsed = dates.parse(typed.strip())
    return not isinstance(parsed, DateProblem) and parsed == person.birth


def _by_code(code: str, *, practice: bool) -> _Found | None:
    slip_id = scanned.slip_id(code, practice=practice)
    slip = (
        Slip.objects.filter(slip_id=slip_id).select_related("person").first() if slip_id else None
    )
    if slip is None:
        return None
    person = persons.person_by_id(slip.person_id)
    return _Found(person=person, proved=True) if person.practice == practice else None


def _by_document(proof: Proof, *, practice: bool) -> _Found | None:
    """Find somebody by document number, name and birth date, all of which must agree."""
    birth = dates.parse(proof.birth_date.strip())
    if isinstance(birth, DateProblem) or not proof.surname.strip():
        return None
    facts = MatchFacts(
        surname=proof.surname,
        given_name=proof.given_name,
        birth_date=birth.value,
        birth_precision=birth.precision,
        sex="",
        citizenship="",
        document_numbers=(proof.document_number,),
    )
    for known in persons.known_under(facts, practice=practice):
        verdict: Verdict = score(facts, known.facts)
        if verdict.kind is VerdictKind.CERTAIN:
            return _Found(person=persons.person_by_id(known.person), proved=True)
    return None


def count(actor: Actor, *, at: datetime) -> None:
    """Count a look-up of what is not one's own, in the caller's transaction; raises TooManyLookups."""
    limits = {
        f"account:{actor.account_id}": settings.LOOKUPS_PER_HOUR_ACCOUNT,
        f"provider:{actor.provider.code}": settings.LOOKUPS_PER_HOUR_PROVIDER,
    }
    # In one order for everybody, so that two counts never wait for each other in a circle.
    for scope in sorted(limits):
        _count_one(scope, most=limits[scope], at=at)


def count_check(actor: Actor, *, at: datetime, most: int) -> None:
    """Count a check of an insured person, likewise; before `count`, in that order everywhere."""
    _count_one(f"checks:{actor.account_id}", most=most, at=at)


def count_told(provider: str, told: int, *, at: datetime) -> bool:
    """Count what the register told about numbers that a provider reported; tell whether it may.

    Nothing is refused: a report whose arrival counts is never turned away for a limit.
    """
    return _counted(f"told:{provider}", told, at=at) <= settings.REPORTED_NUMBERS_PER_HOUR


def _count_one(scope: str, *, most: int, at: datetime) -> None:
    """Count in one statement; the refusal takes its own count back with the caller's transaction."""
    if _counted(scope, 1, at=at) > most:
        hour = _hour(at)
        raise TooManyLookups(int((hour + timedelta(hours=1) - at).total_seconds()) + 1)


def _counted(scope: str, more: int, *, at: datetime) -> int:
    """Return how many were counted in this hour, with these."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [scope, _hour(at), more])
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def _hour(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)

"""May a provider ask whether somebody is insured, and what is written about it?

The official call asks for a number and nothing else, so nobody is asked for a secret here: the
answer tells no name, no birth date and no CNP that was not sent (ADR 0036). Every check is audited
and counted, and one that finds nobody counts as a look-up in vain, which stops guessing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.conf import settings
from django.db import transaction

from openpias.core.identifiers import cid as cids
from openpias.core.identifiers import cnp as cnps
from openpias.core.identifiers import temporary_number
from openpias.core.identifiers.digits import is_ascii_digits
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.audit.operations import record
from openpias.server.registry.enums import InsuredState
from openpias.server.registry.operations import lookups
from openpias.server.registry.queries import entitlements
from openpias.server.registry.queries.entitlements import Entitlement

_LENGTH = 13


class WrongNumber(StrEnum):
    """Why a number can be nobody's; the value is the code of its texts."""

    SHAPE = "insured-number-shape"
    CHECK_DIGIT = "insured-number-check-digit"
    CID = "insured-cid-shape"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The number as it was understood, and what is known of its holder."""

    number: str
    entitlement: Entitlement


def by_number(text: str, *, day: date, actor: Actor, at: datetime) -> Checked | WrongNumber:
    """Check the holder of a CNP or of a number of a displaced person; writes an audit row.

    A number that the register knows is right, whatever its check digit: numbers given elsewhere
    follow no rule that we know. Raises TooManyLookups.
    """
    number = "".join(text.split())
    if not is_ascii_digits(number) or len(number) != _LENGTH:
        return WrongNumber.SHAPE
    found = _counted("number", lambda: entitlements.of_number(number, day=day), actor=actor, at=at)
    is_unknown = found.state is InsuredState.UNKNOWN
    if is_unknown and not cnps.is_valid(number) and temporary_number.problem(number):
        return WrongNumber.CHECK_DIGIT
    return Checked(number=number, entitlement=found)


def by_cid(text: str, *, day: date, actor: Actor, at: datetime) -> Checked | WrongNumber:
    """Check the holder of a CID; writes an audit row. Raises TooManyLookups."""
    cid = cids.parse(text)
    if isinstance(cid, cids.Problem):
        return WrongNumber.CID
    found = _counted("cid", lambda: entitlements.of_cid(cid, day=day), actor=actor, at=at)
    return Checked(number=cid, entitlement=found)


def _counted(
    by: str, look: Callable[[], Entitlement], *, actor: Actor, at: datetime
) -> Entitlement:
    with transaction.atomic():
        lookups.count_check(actor, at=at, most=settings.INSURED_CHECKS_PER_HOUR)
        found = look()
        if found.state is InsuredState.UNKNOWN:
            lookups.count(actor, at=at)
        kind, reference = found.subject
        record(
            event="insured-checked",
            actor=actor,
            subject_kind=kind,
            subject_ref=reference,
            facts={"by": by, "state": found.state.value},
            at=at,
        )
    return found

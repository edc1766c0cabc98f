"""Who may find and open an insured person, and what is written about it?

A house's people find and open those of their own house without a reason. CNAS and auditors open
those of every house with a reason from the list. Unknown and not allowed answer alike; every search
and every look is audited, and those that found nothing, or somebody of another house, count against
the hourly limit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from openpias.core.findings import Finding
from openpias.core.identifiers import cid as cids
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.audit.operations import record
from openpias.server.platform.clock import day_of
from openpias.server.registry.domain.collecting import Collector
from openpias.server.registry.domain.insured_inputs import InsuredQuery
from openpias.server.registry.domain.insured_persons import checked_cnp
from openpias.server.registry.domain.insured_scope import house_of, is_own_house
from openpias.server.registry.enums import LookupReason
from openpias.server.registry.operations import lookups
from openpias.server.registry.operations.lookups import ReasonRequired
from openpias.server.registry.permissions import Permission
from openpias.server.registry.queries import insured_persons as queries
from openpias.server.registry.queries.insured_persons import InsuredView

MOST_FOUND = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    by: str
    value: str = ""
    given_name: str = ""
    birth_date: date | None = None


def find(
    query: InsuredQuery, *, reason: str, actor: Actor, at: datetime
) -> Sequence[InsuredView] | list[Finding]:
    """Return who has this number, or this name and birth date; at most MOST_FOUND, or findings.

    Writes an audit row that says by what was searched and how many were found, never what was
    typed. Raises TooManyLookups and ReasonRequired.
    """
    asked = _asked(query, today=day_of(at))
    if isinstance(asked, list):
        return asked
    found = _found(asked, actor=actor)
    own = bool(found) and all(is_own_house(each.house_code, actor=actor) for each in found)
    with transaction.atomic():
        if not own:
            lookups.count(actor, at=at)
        if found and not own and reason not in set(LookupReason):
            raise ReasonRequired
        record(
            event="insured-searched",
            actor=actor,
            subject_kind="insured" if found else "nobody",
            subject_ref=found[0].public_id if len(found) == 1 else "",
            facts={"by": asked.by, "found": len(found), "own": own, "reason": _known(reason)},
            at=at,
        )
    return found


def open_insured(public_id: str, *, reason: str, actor: Actor, at: datetime) -> InsuredView | None:
    """Return an insured person if this actor may see them, else None; writes an audit row either way.

    Raises TooManyLookups and ReasonRequired.
    """
    view = queries.insured(public_id, house=house_of(actor)) if _may(actor) else None
    own = view is not None and is_own_house(view.house_code, actor=actor)
    with transaction.atomic():
        if not own:
            lookups.count(actor, at=at)
        if view is not None and not own and reason not in set(LookupReason):
            raise ReasonRequired
        record(
            event="insured-opened" if view else "look-up-failed",
            actor=actor,
            subject_kind="insured" if view else "nobody",
            subject_ref=view.public_id if view else "",
            facts={"own": own, "reason": _known(reason)},
            at=at,
        )
    return view


def _may(actor: Actor) -> bool:
    return actor.may(Permission.READ_INSURED) and not actor.practice


def _known(reason: str) -> str:
    return reason if reason in set(LookupReason) else ""


def _found(asked: _Asked, *, actor: Actor) -> Sequence[InsuredView]:
    if not _may(actor):
        return []
    house = house_of(actor)
    if asked.birth_date is not None:
        return queries.insured_by_name(
            asked.value,
            given_name=asked.given_name,
            birth_date=asked.birth_date,
            house=house,
            most=MOST_FOUND,
        )
    by_number = queries.insured_by_cnp if asked.by == "cnp" else queries.insured_by_cid
    view = by_number(asked.value, house=house)
    return [view] if view else []


def _asked(query: InsuredQuery, *, today: date) -> _Asked | list[Finding]:
    """Read what is asked: the CNP comes before the CID, and a number before a name."""
    collector = Collector(today=today)
    if query.cnp.strip():
        cnp = checked_cnp(query.cnp, collector)
        return _Asked(by="cnp", value=cnp) if cnp else collector.findings
    if query.cid.strip():
        cid = cids.parse(query.cid)
        if isinstance(cid, cids.Problem):
            return [Finding(code=cid, path="/cid")]
        return _Asked(by="cid", value=cid)
    if not query.surname.strip() and not query.birth_date.strip():
        return [Finding(code="insured-query-empty", path="/cnp")]
    surname = collector.name(query.surname, "/surname", required=True)
    given_name = collector.name(query.given_name, "/given_name", required=False)
    birth = collector.full_date(query.birth_date, "/birth_date", required=True)
    if collector.has_errors() or birth is None:
        return collector.findings
    return _Asked(by="name", value=surname, given_name=given_name, birth_date=birth)

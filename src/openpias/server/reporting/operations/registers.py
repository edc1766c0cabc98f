"""How is the register of distinct records shown or printed? Names stand in it, so each look is kept."""

from datetime import datetime

from django.db import transaction

from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.audit.entries import Fact
from openpias.server.reporting.operations import trail
from openpias.server.reporting.queries import distinct
from openpias.server.reporting.queries.distinct import DistinctFilter, DistinctPage, DistinctRow


def look(actor: Actor, *, wanted: DistinctFilter, number: int, at: datetime) -> DistinctPage:
    """Return a page of the register that the actor may see. Also writes an audit row."""
    page = distinct.page(actor, wanted=wanted, number=number)
    if page.rows:
        _tell(actor, wanted, rows=len(page.rows), at=at)
    return page


def take_out(actor: Actor, *, wanted: DistinctFilter, at: datetime) -> tuple[DistinctRow, ...]:
    """Return every row of the register for a file. Also writes an audit row."""
    rows = tuple(distinct.rows(actor, wanted=wanted))
    _tell(actor, wanted, rows=len(rows), at=at)
    return rows


def _tell(actor: Actor, wanted: DistinctFilter, *, rows: int, at: datetime) -> None:
    facts: dict[str, Fact] = {"month": f"{wanted.month:%Y-%m}", "kind": wanted.kind, "rows": rows}
    house = actor.provider.house_code or actor.provider.code
    with transaction.atomic():
        trail.tell("distinct-read", "house", house, facts=facts, actor=actor, at=at)

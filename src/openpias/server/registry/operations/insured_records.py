"""What does an insured person get to see of their own data, and of who looked at it?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.accounts.queries import provider_names
from openpias.server.platform.audit.operations import record
from openpias.server.platform.audit.queries import Access, entries_about
from openpias.server.registry.permissions import Permission
from openpias.server.registry.queries import insured_histories
from openpias.server.registry.queries.insured_histories import InsuredChange
from openpias.server.registry.queries.insured_persons import InsuredView


@dataclass(frozen=True, slots=True, kw_only=True)
class InsuredRecord:
    """All that is held: the record, how it changed, and every look at it."""

    insured: InsuredView
    changes: Sequence[InsuredChange]
    accesses: Sequence[Access]
    providers: Mapping[str, str]


def collect(insured: InsuredView, *, actor: Actor, at: datetime) -> InsuredRecord | None:
    """Return the record for printing, and write that it was printed; None without the permission.

    The printing itself stands among the accesses.
    """
    if not actor.may(Permission.PRINT_RECORD):
        return None
    record(
        event="insured-record-printed",
        actor=actor,
        subject_kind="insured",
        subject_ref=insured.public_id,
        facts={"version": insured.version},
        at=at,
    )
    accesses = entries_about("insured", insured.public_id)
    return InsuredRecord(
        insured=insured,
        changes=insured_histories.changes(insured.id),
        accesses=accesses,
        providers=provider_names(each.provider_code for each in accesses),
    )

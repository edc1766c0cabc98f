"""How does a case go on, so that both sides see each step with its moment?"""

from datetime import datetime

from openpias.core.contracts.management_unit import CaseStatus, StepKind
from openpias.server.cards.events import CaseChanged
from openpias.server.cards.models import CardCase, CaseStep
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.audit.operations import record
from openpias.server.platform.outbox.operations import announce


def add_step(
    case: CardCase,
    kind: StepKind,
    *,
    actor: Actor | None,
    at: datetime,
    outcome: str = "",
    note: str = "",
) -> None:
    """Write a step, its trail and its event."""
    CaseStep.objects.create(
        case=case,
        kind=kind.value,
        at=at,
        account_id=actor.account_id if actor else None,
        outcome=outcome,
        note=note[:300],
    )
    facts: dict[str, str | int | bool | list[str]] = {
        "house": case.house_code,
        "status": str(case.status),
    }
    if outcome:
        facts["outcome"] = outcome
    record(
        event=f"card-case-{kind}",
        actor=actor,
        subject_kind="card-case",
        subject_ref=str(case.public_id),
        facts=facts,
        at=at,
    )
    changed = CaseChanged(case=str(case.public_id), status=str(case.status), house=case.house_code)
    announce(changed, at=at)


def finish(
    case: CardCase,
    status: CaseStatus,
    *,
    kind: StepKind,
    actor: Actor | None,
    at: datetime,
    note: str = "",
) -> None:
    """Close a case with its last step."""
    case.status, case.closed_at = status.value, at
    case.save(update_fields=["status", "closed_at", "reason"])
    add_step(case, kind, actor=actor, at=at, note=note)

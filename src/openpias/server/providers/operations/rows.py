"""How does a dated row of a provider (a work site, a physician's time) change, and who is told?"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime

from openpias.core.findings import Finding
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.audit.operations import record
from openpias.server.providers.domain.outcomes import NotSaved
from openpias.server.providers.domain.physician_inputs import CheckedPhysician
from openpias.server.providers.domain.work_site_inputs import CheckedWorkSite
from openpias.server.providers.models import Physician, Provider, WorkSite

Row = WorkSite | Physician
Checked = CheckedWorkSite | CheckedPhysician


def differing(row: Row, checked: Checked) -> list[str]:
    """Return the fields in which the row differs from what was typed."""
    return [name for name, value in asdict(checked).items() if getattr(row, name) != value]


def change(row: Row, checked: Checked, *, fields: Sequence[str]) -> bool:
    """Write these fields with a new version; return whether they give the row its last day."""
    ends = row.valid_to is None and checked.valid_to is not None
    for field in fields:
        setattr(row, field, getattr(checked, field))
    row.version += 1
    row.save(update_fields=[*fields, "version"])
    return ends


def not_saved(refusal: Finding | None, findings: Iterable[Finding] | Checked) -> NotSaved:
    """Return every reason at once: why the actor may not, and what is wrong in the fields."""
    wrong = () if isinstance(findings, Checked) else tuple(findings)
    return NotSaved(findings=(*([refusal] if refusal else []), *wrong))


def meanwhile(path: str) -> NotSaved:
    """Return that somebody else was there first."""
    return NotSaved(findings=(Finding(code="record-changed-meanwhile", path=path),))


def tell(
    event: str,
    row: Row,
    owner: Provider,
    *,
    fields: Sequence[str],
    actor: Actor,
    at: datetime,
) -> None:
    """Write the audit row; the transaction is open."""
    kind = "work_site" if isinstance(row, WorkSite) else "physician"
    record(
        event=event,
        actor=actor,
        subject_kind="provider",
        subject_ref=owner.public_id,
        facts={kind: str(row.public_id), "fields": list(fields)},
        at=at,
    )

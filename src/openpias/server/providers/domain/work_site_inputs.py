"""What was typed about a work site, and may it be kept?"""

from dataclasses import dataclass
from datetime import date

from openpias.core.findings import Finding
from openpias.server.providers.domain import fields


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkSiteInput:
    """A work site, as texts; without a last day it is open."""

    name: str = ""
    address: str = ""
    valid_from: str = ""
    valid_to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedWorkSite:
    """A work site that may be kept."""

    name: str
    address: str
    valid_from: date
    valid_to: date | None


def check(typed: WorkSiteInput) -> CheckedWorkSite | list[Finding]:
    """Return what may be kept, or every finding; a site cannot close before it opens."""
    findings: list[Finding] = []
    name = fields.text(typed.name, path="/name", limit=200, findings=findings)
    address = fields.text(typed.address, path="/address", limit=300, findings=findings)
    first = fields.day(typed.valid_from, path="/valid_from", findings=findings)
    last = fields.day(typed.valid_to, path="/valid_to", findings=findings, optional=True)
    fields.in_order(first, last, path="/valid_to", findings=findings)
    if findings or first is None:
        return findings
    return CheckedWorkSite(name=name, address=address, valid_from=first, valid_to=last)

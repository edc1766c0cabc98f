"""Why did a provider not get what was asked for? Each value is the code of its texts."""

from dataclasses import dataclass
from enum import StrEnum

from openpias.core.findings import Finding


class LicenceProblem(StrEnum):
    """Why a series was not given or not cancelled."""

    UNKNOWN = "not-found"
    NOT_YOUR_HOUSE = "not-your-house"
    NO_CONTRACT = "no-contract"
    GIVEN_ALREADY = "licence-given-already"
    REASON_REQUIRED = "end-reason-required"


class RecordUnknown(Exception):  # noqa: N818 - a refusal, not a fault
    """There is no such provider, site, physician or contract, or it is not for this actor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """It stands as it was typed; `fields` are those that changed, none when it stood so before."""

    public_id: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NotSaved:
    """Nothing was written; the findings say why."""

    findings: tuple[Finding, ...]

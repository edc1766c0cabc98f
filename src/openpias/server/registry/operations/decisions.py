"""What did somebody decide about the candidates that they were shown?"""

from dataclasses import dataclass

from openpias.core.findings import Finding
from openpias.server.platform.accounts.actors import Actor
from openpias.server.registry.domain.sameness import Decision
from openpias.server.registry.operations import references

PATH = "/same_person_decision"
LONGEST_REASON = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionInput:
    """The decision as it was sent: one reference, or all that were shown, and a reason."""

    same_as: str = ""
    different_from: tuple[str, ...] = ()
    reason: str = ""


def read_decision(typed: DecisionInput | None, *, actor: Actor) -> Decision | list[Finding] | None:
    """Return the decision with its references opened, every finding, or None when there is none."""
    if typed is None:
        return None
    findings = []
    if bool(typed.same_as) == bool(typed.different_from):
        findings.append(Finding(code="decision-ambiguous", path=PATH))
    reason = typed.reason.strip()
    if not reason or len(reason) > LONGEST_REASON:
        findings.append(Finding(code="decision-reason-required", path=f"{PATH}/reason"))
    sealed = [typed.same_as] if typed.same_as else list(typed.different_from)
    opened = [references.unseal(reference, actor=actor) for reference in sealed]
    member = "same_as" if typed.same_as else "different_from"
    if None in opened:
        findings.append(Finding(code="decision-expired", path=f"{PATH}/{member}"))
    if findings:
        return findings
    return Decision(
        kind="same" if typed.same_as else "different",
        refs=frozenset(reference for reference in opened if reference),
        reason=reason,
    )

"""Which findings does a record, or a whole report, give under a policy?

Judging reads nothing but its arguments, so it is the same for every order, and again.
What holds for a list and a time is worked out once and kept in the policy; the number of such plans
is bounded by kinds, lists, ends of validities and sets of facts that callers cannot ask.
"""

from bisect import bisect_right
from datetime import date, timedelta
from typing import cast

from openpias.core.findings import Finding, Severity
from openpias.core.rules.catalogue import BY_CODE, RULES, unknown_switches
from openpias.core.rules.facts import Case, ReportCase
from openpias.core.rules.policy import RulesPolicy
from openpias.core.rules.rule import Check, Hit, Rule

_Plan = tuple[tuple[str, Check, Severity], ...]
DEFAULT = RulesPolicy()
# The days on which a rule begins to hold, or no longer does: between two of them nothing changes.
_TURNS = sorted(
    {rule.valid_from for rule in RULES if rule.valid_from}
    | {rule.valid_to + timedelta(days=1) for rule in RULES if rule.valid_to}
)


def judge(case: Case, *, policy: RulesPolicy = DEFAULT) -> list[Finding]:
    """Return every finding about one record, in the order of the catalogue.

    Paths are the record's, followed by the field in our words (`…/patient/identifier`).
    Raises nothing for any record; raises ValueError where the policy names a rule that is none.
    """
    record, facts = case.record, case.facts
    key = (
        *(case.header.kind, record.group, bisect_right(_TURNS, record.given_on)),
        *(record.patient.is_displaced, record.withdrawn, facts.unasked),
    )
    plan = cast("_Plan | None", policy.plans.get(key))
    if plan is None:
        plan = policy.plans[key] = _plan(case, policy)
    found = []
    for code, check, severity in plan:
        hit = check(case, policy)
        if hit is not None:
            found.append(_finding(code, record.path, severity, hit))
    return found


def severity_on(day: date, *, code: str, policy: RulesPolicy = DEFAULT) -> Severity | None:
    """Return how severe a rule is for a service of a day; None where it is off or does not hold."""
    rule = BY_CODE[code]
    if not _is_on(rule, policy, day):
        return None
    return policy.severities.get(code, rule.severity)


def judge_report(report: ReportCase, *, policy: RulesPolicy = DEFAULT) -> list[Finding]:
    """Return every finding about a report as a whole, after its last record."""
    _refuse_unknown(policy)
    found = []
    for rule in RULES:
        if rule.check_report and _is_on(rule, policy, report.header.ends_on):
            about = not rule.kinds or report.header.kind in rule.kinds
            hit = rule.check_report(report, policy) if about else None
            if hit is not None:
                severity = policy.severities.get(rule.code, rule.severity)
                found.append(_finding(rule.code, report.path, severity, hit))
    return found


def _finding(code: str, path: str, severity: Severity, hit: Hit) -> Finding:
    return Finding(code=code, path=f"{path}/{hit.at}", severity=severity, facts=hit.facts)


def _plan(case: Case, policy: RulesPolicy) -> _Plan:
    _refuse_unknown(policy)
    record = case.record
    return tuple(
        (rule.code, rule.check, policy.severities.get(rule.code, rule.severity))
        for rule in RULES
        if rule.check
        and _is_on(rule, policy, record.given_on)
        and rule.is_about(case.header.kind, record)
        and not rule.needs & case.facts.unasked
    )


def _is_on(rule: Rule, policy: RulesPolicy, day: date) -> bool:
    return rule.code not in policy.off and rule.is_valid_on(day)


def _refuse_unknown(policy: RulesPolicy) -> None:
    unknown = unknown_switches(policy)
    if unknown:
        raise ValueError(f"no rule or term of this name: {', '.join(unknown)}")

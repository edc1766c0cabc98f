"""Which rules are there? The whole table, in the order in which findings are listed."""

from openpias.core.rules.checks import (
    cards,
    contracts,
    deadlines,
    displaced_identifiers,
    displaced_persons,
    displaced_rights,
    duplicates,
    insured,
    periods,
    physicians,
    referrals,
    services,
    totals,
)
from openpias.core.rules.policy import RulesPolicy
from openpias.core.rules.rule import Rule
from openpias.core.rules.terms import Term

RULES: tuple[Rule, ...] = (
    *contracts.RULES,
    *periods.RULES,
    *deadlines.RULES,
    *physicians.RULES,
    *services.RULES,
    *duplicates.RULES,
    *insured.RULES,
    *cards.RULES,
    *referrals.RULES,
    *displaced_identifiers.RULES,
    *displaced_persons.RULES,
    *displaced_rights.RULES,
    *totals.RULES,
)

BY_CODE = {rule.code: rule for rule in RULES}
BY_WIRE_CODE = {rule.wire_code: rule for rule in RULES}


def unknown_switches(policy: RulesPolicy) -> list[str]:
    """Return what a policy switches that is neither a rule nor a term, in alphabetical order."""
    switched = policy.off | policy.severities.keys()
    return sorted(switched - BY_CODE.keys() - {term.value for term in Term})

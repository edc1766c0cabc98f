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
    sick_leaves,
    totals,
)
from openpias.core.rules.facts import Source
from openpias.core.rules.policy import RulesPolicy
from openpias.core.rules.rule import N_, Rule
from openpias.core.rules.terms import Term

SUBJECTS: tuple[tuple[str, tuple[Rule, ...]], ...] = (
    (N_("Contractul"), contracts.RULES),
    (N_("Perioada și datele"), periods.RULES),
    (N_("Termenul de transmitere"), deadlines.RULES),
    (N_("Medicul"), physicians.RULES),
    (N_("Serviciul și valoarea"), services.RULES),
    (N_("Identificatori și dubluri"), duplicates.RULES),
    (N_("Asiguratul"), insured.RULES),
    (N_("Cardul"), cards.RULES),
    (N_("Biletul de trimitere"), referrals.RULES),
    (N_("Beneficiarii OUG 15/2022: numărul"), displaced_identifiers.RULES),
    (N_("Beneficiarii OUG 15/2022: registrul"), displaced_persons.RULES),
    (N_("Beneficiarii OUG 15/2022: drepturile"), displaced_rights.RULES),
    (N_("Concediul medical"), sick_leaves.RULES),
    (N_("Totalurile și factura"), totals.RULES),
)
"""The rules by subject, under titles that are translated where they are shown."""

RULES: tuple[Rule, ...] = tuple(rule for _title, rules in SUBJECTS for rule in rules)

BY_CODE = {rule.code: rule for rule in RULES}
BY_WIRE_CODE = {rule.wire_code: rule for rule in RULES}

TOLD_BY_REGISTER = frozenset(rule.code for rule in RULES if Source.REGISTER in rule.needs)
"""Rules whose finding tells something that the register of displaced persons knows."""


def unknown_switches(policy: RulesPolicy) -> list[str]:
    """Return what a policy switches that is neither a rule nor a term, in alphabetical order."""
    switched = policy.off | policy.severities.keys()
    return sorted(switched - BY_CODE.keys() - {term.value for term in Term})

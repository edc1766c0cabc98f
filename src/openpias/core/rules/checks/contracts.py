"""Is there a contract with the house, on that day, for that kind of report?"""

from openpias.core.calendar import dates
from openpias.core.rules.facts import Case, Source
from openpias.core.rules.policy import RulesPolicy
from openpias.core.rules.rule import N_, SPECIFICATION, Hit, Rule

_AT = "contract_number"
_NEEDS = frozenset({Source.CONTRACTS})
_SOURCE = (
    "M:669-671: the contract is checked at authentication too. That each record is judged is ours."
)


def unknown(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find a contract that the house does not have with this provider."""
    return Hit(_AT) if case.facts.contract is None else None


def not_in_force(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find a service given before the contract began or after it ended."""
    contract = case.facts.contract
    if contract is None or contract.valid_from <= case.record.given_on <= contract.valid_to:
        return None
    begins, ends = dates.typed(contract.valid_from), dates.typed(contract.valid_to)
    return Hit(_AT, {"from": begins, "to": ends})


def kind_not_covered(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find a kind of report that the contract is not for; a contract that names none is for all."""
    contract = case.facts.contract
    if contract is None or not contract.kinds or case.header.kind in contract.kinds:
        return None
    return Hit(_AT, {"kind": case.header.kind.value})


RULES = (
    Rule(
        code="contract-unknown",
        wire_code="CONTRACT_UNKNOWN",
        says=N_("Contractul raportării este al furnizorului cu această casă."),
        practice=N_(
            "Casa nu are cu dumneavoastră un contract cu acest număr. Verificați numărul contractului și casa, corectați și trimiteți din nou."
        ),
        supplier=N_(
            "contractNumber și casa nu se potrivesc cu un contract al furnizorului; nu adăugați prefixe, blancuri sau anul."
        ),
        check=unknown,
        needs=_NEEDS,
        act=SPECIFICATION,
        source=_SOURCE,
        of_withdrawn=True,
    ),
    Rule(
        code="contract-not-in-force",
        wire_code="CONTRACT_NOT_VALID",
        says=N_("Contractul este în vigoare în ziua serviciului."),
        practice=N_(
            "Serviciul a fost acordat în afara contractului, valabil între %(from)s și %(to)s. Verificați data; dacă este bună, serviciul ține de alt contract."
        ),
        supplier=N_("Alegeți contractul după data serviciului, nu după data raportării."),
        check=not_in_force,
        needs=_NEEDS,
        act=SPECIFICATION,
        source=_SOURCE,
    ),
    Rule(
        code="contract-kind",
        wire_code="CONTRACT_KIND",
        says=N_("Contractul acoperă felul raportării."),
        practice=N_(
            "Contractul nu este pentru raportări de tipul %(kind)s. Raportați pe contractul potrivit, sau cereți casei să verifice felul contractului."
        ),
        supplier=N_("reportType nu este dintre cele ale contractului."),
        check=kind_not_covered,
        needs=_NEEDS,
        act=SPECIFICATION,
        source=_SOURCE,
        of_withdrawn=True,
    ),
)

"""Did a physician of this provider, in that speciality, give the service?"""

from openpias.core.calendar import dates
from openpias.core.identifiers import stamp_code
from openpias.core.rules.facts import Case, Source
from openpias.core.rules.policy import RulesPolicy
from openpias.core.rules.rule import N_, SCHEMAS, SPECIFICATION, Hit, Rule

_AT = "stamp_code"
_NEEDS = frozenset({Source.PHYSICIANS})
_SOURCE = "Physicians belong to a provider's data at the house; the rule's official text is not published."
_SUPPLIER = N_("Luați medicii din datele furnizorului (getProviderInfo), nu dintr-o listă proprie.")


def _is_malformed(code: str) -> bool:
    return isinstance(stamp_code.parse(code), stamp_code.Problem)


def malformed(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find a stamp code of another shape than five or six capital letters or digits."""
    code = case.record.stamp_code
    return Hit(_AT) if code and _is_malformed(code) else None


def not_of_provider(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find a stamp code that is of no physician of the provider."""
    code = case.record.stamp_code
    if not code or code in case.facts.stamps or _is_malformed(code):
        return None
    return Hit(_AT)


def not_valid(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find a physician who did not work for the provider on the day."""
    physician, day = case.facts.stamps.get(case.record.stamp_code), case.record.given_on
    if physician is None:
        return None
    begins, ends = physician.valid_from, physician.valid_to
    if begins <= day and (ends is None or day <= ends):
        return None
    return Hit(_AT, {"from": dates.typed(begins), "to": dates.typed(ends) if ends else "…"})


def other_speciality(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find a speciality that the physician does not have; one without any is not judged."""
    physician, speciality = case.facts.stamps.get(case.record.stamp_code), case.record.speciality
    if physician is None or not speciality or not physician.specialities:
        return None
    return None if speciality in physician.specialities else Hit("speciality")


RULES = (
    Rule(
        code="stamp-malformed",
        wire_code="STAMP_FORMAT",
        says=N_("Codul de parafă are cinci sau șase litere mari sau cifre."),
        practice=N_("Codul de parafă nu are forma cerută. Citiți-l de pe parafă și corectați-l."),
        supplier=N_("Forma este [0-9A-Z]{5,6}, ca la stencilNo."),
        check=malformed,
        act=SCHEMAS,
        article="stencilNo",
        source="Pattern of the published schemas.",
    ),
    Rule(
        code="stamp-unknown",
        wire_code="STAMP_UNKNOWN",
        says=N_("Medicul lucrează la furnizor."),
        practice=N_(
            "Casa nu are la dumneavoastră un medic cu acest cod de parafă. Verificați codul; dacă este bun, cereți casei să înscrie medicul."
        ),
        supplier=_SUPPLIER,
        check=not_of_provider,
        needs=_NEEDS,
        act=SPECIFICATION,
        source=_SOURCE,
    ),
    Rule(
        code="stamp-not-valid",
        wire_code="STAMP_NOT_VALID",
        says=N_("Medicul lucrează la furnizor în ziua serviciului."),
        practice=N_(
            "Medicul este înscris la dumneavoastră între %(from)s și %(to)s, iar serviciul este din altă zi. Verificați data și medicul."
        ),
        supplier=_SUPPLIER,
        check=not_valid,
        needs=_NEEDS,
        act=SPECIFICATION,
        source=_SOURCE,
    ),
    Rule(
        code="stamp-speciality",
        wire_code="STAMP_SPECIALITY",
        says=N_("Medicul are specialitatea raportată."),
        practice=N_(
            "Medicul nu este înscris cu această specialitate. Corectați specialitatea, sau cereți casei să o înscrie."
        ),
        supplier=_SUPPLIER,
        check=other_speciality,
        needs=_NEEDS,
        act=SPECIFICATION,
        source=_SOURCE,
    ),
)

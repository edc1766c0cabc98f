"""Does the register know the displaced person, and is it the one that the record means?"""

from openpias.core.calendar import dates
from openpias.core.findings import Severity
from openpias.core.identifiers import temporary_number
from openpias.core.rules.checks.displaced_identifiers import is_known, is_malformed, number_of
from openpias.core.rules.facts import Case, RegisterState, Source
from openpias.core.rules.policy import RulesPolicy
from openpias.core.rules.rule import (
    CIRCULAR,
    IN_FORCE_15,
    N_,
    PERSON_GROUPS,
    SERVICE_GROUPS,
    Hit,
    Rule,
)

_AT = "patient/identifier"
_NEEDS = frozenset({Source.REGISTER})
_ARTICLE = "pct. 3: raportarea persoanelor se face cu numărul generat"
_SOURCE = (
    "Circular of CAS Călărași of March 2022. That it is asked of services since the ordinance, and how "
    "the states of a number are judged, is ours."
)
_SUPPLIER = N_(
    "Verificați numărul la /verificare sau prin interfața JSON înainte de a raporta; nu îl modificați."
)
_READ_FROM_SLIP = N_("Citiți datele din codul de pe fișă, nu le transcrieți.")


def _in_state(case: Case, state: RegisterState) -> Hit | None:
    person = case.facts.person
    return Hit(_AT) if person is not None and person.state is state else None


def unknown(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find a number that is well-formed and in no register."""
    identifier = number_of(case.record.patient)
    if not identifier or is_known(case.facts):
        return None
    told = is_malformed(case) or temporary_number.is_practice(identifier)
    return None if told else Hit(_AT)


def withdrawn(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find a number that was withdrawn."""
    return _in_state(case, RegisterState.WITHDRAWN)


def merged(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find a number of a person who was registered twice, and is now under the other one."""
    return _in_state(case, RegisterState.MERGED)


def superseded(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find a temporary number of somebody whose permit's CNP is known by now."""
    return _in_state(case, RegisterState.SUPERSEDED)


def other_name(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find names that are not the person's, where the birth date does not contradict too."""
    person = case.facts.person
    if person is None or person.names_agree is not False or person.birth_agrees is False:
        return None
    return Hit("patient/surname")


def other_birth_date(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find a birth date that is not the person's, where the names do not contradict too."""
    person = case.facts.person
    if person is None or person.birth_agrees is not False or person.names_agree is False:
        return None
    return Hit("patient/birth_date")


def other_person(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find names and a birth date that are both somebody else's."""
    person = case.facts.person
    if person is None or person.names_agree is not False or person.birth_agrees is not False:
        return None
    return Hit(_AT)


def before_entry(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find a service given before the person entered the country.

    Whoever does not know whom the number means is not told when that person came.
    """
    person = case.facts.person
    if person is None or person.entry_date is None or case.record.given_on >= person.entry_date:
        return None
    if person.names_agree is not True or person.birth_agrees is False:
        return None
    return Hit("given_on", {"entry": dates.typed(person.entry_date)})


RULES = (
    Rule(
        code="displaced-unknown",
        wire_code="OUG15_UNKNOWN",
        says=N_("Numărul de identificare este în registru."),
        practice=N_(
            "Numărul nu este în registru. Citiți-l din nou de pe fișă; dacă persoana nu a fost înregistrată, înregistrați-o întâi."
        ),
        supplier=_SUPPLIER,
        check=unknown,
        displaced=True,
        groups=PERSON_GROUPS,
        needs=_NEEDS,
        act=CIRCULAR,
        article=_ARTICLE,
        source=_SOURCE,
        valid_from=IN_FORCE_15,
    ),
    Rule(
        code="displaced-withdrawn",
        wire_code="OUG15_WITHDRAWN",
        says=N_("Numărul de identificare nu este retras."),
        practice=N_(
            "Numărul a fost retras. Căutați persoana în registru și folosiți numărul ei valabil, sau întrebați casa."
        ),
        supplier=_SUPPLIER,
        check=withdrawn,
        displaced=True,
        groups=PERSON_GROUPS,
        needs=_NEEDS,
        act=CIRCULAR,
        article=_ARTICLE,
        source=_SOURCE,
        valid_from=IN_FORCE_15,
    ),
    Rule(
        code="displaced-merged",
        wire_code="OUG15_MERGED",
        says=N_("Numărul de identificare este cel al înregistrării păstrate."),
        practice=N_(
            "Persoana a fost înregistrată de două ori, iar acest număr a rămas la cealaltă înregistrare. Raportarea este luată; de acum folosiți numărul de pe fișa nouă."
        ),
        supplier=_SUPPLIER,
        check=merged,
        displaced=True,
        groups=PERSON_GROUPS,
        needs=_NEEDS,
        severity=Severity.WARNING,
        source="A merge never makes a number invalid: the person is the same.",
        valid_from=IN_FORCE_15,
    ),
    Rule(
        code="displaced-superseded",
        wire_code="OUG15_SUPERSEDED",
        says=N_("Cine are permis cu CNP se raportează cu CNP-ul."),
        practice=N_(
            "Persoana are acum permis de ședere cu CNP. Raportarea este luată; de acum folosiți CNP-ul de pe permis, la același tip de pacient."
        ),
        supplier=_SUPPLIER,
        check=superseded,
        displaced=True,
        groups=PERSON_GROUPS,
        needs=_NEEDS,
        severity=Severity.WARNING,
        act="Manualul aplicației e-PIAS",
        article="2. CNP permis de ședere",
        source="Who has a permit shows it; that the older number still counts is ours.",
        valid_from=IN_FORCE_15,
    ),
    Rule(
        code="displaced-name-differs",
        wire_code="OUG15_NAME",
        says=N_("Numele raportat este cel din registru."),
        practice=N_(
            "Numele nu este cel din registru. Comparați cu fișa; dacă registrul este greșit, corectați înregistrarea."
        ),
        supplier=_READ_FROM_SLIP,
        check=other_name,
        displaced=True,
        groups=PERSON_GROUPS,
        needs=_NEEDS,
        severity=Severity.WARNING,
        source="Names are transliterated in several ways, so a difference alone does not refuse.",
        valid_from=IN_FORCE_15,
    ),
    Rule(
        code="displaced-birth-differs",
        wire_code="OUG15_BIRTH_DATE",
        says=N_("Data nașterii raportată este cea din registru."),
        practice=N_(
            "Data nașterii nu este cea din registru. Comparați cu fișa; dacă registrul este greșit, corectați înregistrarea."
        ),
        supplier=_READ_FROM_SLIP,
        check=other_birth_date,
        displaced=True,
        groups=PERSON_GROUPS,
        needs=_NEEDS,
        severity=Severity.WARNING,
        source="A date alone may be a slip of the pen, so it does not refuse.",
        valid_from=IN_FORCE_15,
    ),
    Rule(
        code="displaced-other-person",
        wire_code="OUG15_OTHER_PERSON",
        says=N_("Numărul este al persoanei raportate."),
        practice=N_(
            "Numărul este al altei persoane: nici numele, nici data nașterii nu se potrivesc. Citiți numărul de pe fișa acestui pacient."
        ),
        supplier=_READ_FROM_SLIP,
        check=other_person,
        displaced=True,
        groups=PERSON_GROUPS,
        needs=_NEEDS,
        source="Names and birth date together say that a number was mixed up.",
        valid_from=IN_FORCE_15,
    ),
    Rule(
        code="displaced-before-entry",
        wire_code="OUG15_BEFORE_ENTRY",
        says=N_("Serviciul nu este dinaintea intrării în țară."),
        practice=N_(
            "Persoana a intrat în țară la %(entry)s, iar serviciul este mai vechi. Corectați data serviciului; dacă data intrării este greșită, corectați înregistrarea."
        ),
        supplier=N_("Verificați formatul datei: an-lună-zi."),
        check=before_entry,
        displaced=True,
        groups=SERVICE_GROUPS,
        needs=_NEEDS,
        source="No right of OUG 15/2022 can begin before the entry; for a child born here it is the birth.",
        valid_from=IN_FORCE_15,
    ),
)

"""What may be reported for a displaced person, and what may they be asked to pay?

The house of such a patient (`patientInsuranceHouse`) is never judged: no text that we read says
which one it is, so whatever is written, or nothing, is right.
"""

from openpias.core.findings import Severity
from openpias.core.rules import amounts
from openpias.core.rules.facts import Case
from openpias.core.rules.policy import RulesPolicy
from openpias.core.rules.rule import (
    IN_FORCE_15,
    IN_FORCE_20,
    N_,
    OUG_15,
    OUG_20,
    PERSON_GROUPS,
    SCHEMAS,
    SERVICE_GROUPS,
    Hit,
    Rule,
)
from openpias.core.rules.terms import Term


def before_act(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find a service given when nobody was a beneficiary yet."""
    return Hit("patient/person_type") if case.record.given_on < IN_FORCE_15 else None


def closed_kind(case: Case, policy: RulesPolicy) -> Hit | None:
    """Find a kind of report that has no place for displaced persons."""
    closed = policy.codes(Term.CLOSED_KINDS, case.record.given_on)
    if case.header.kind not in closed:
        return None
    return Hit("patient/person_type", {"kind": case.header.kind.value})


def with_card(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find a card, its signature or a CID for somebody who has none."""
    patient, card = case.record.patient, case.record.card
    if card is not None and (card.card_number or card.signature):
        return Hit("card")
    return Hit("patient/cid") if patient.cid else None


def personal_share(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find a co-payment or personal contribution."""
    return Hit("personal_share") if amounts.is_more(case.record.personal_share, 0) else None


def contribution(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find a health contribution (CASS) that was withheld."""
    asked = amounts.is_more(case.record.health_contribution, 0)
    return Hit("health_contribution") if asked else None


RULES = (
    Rule(
        code="displaced-before-act",
        wire_code="OUG15_BEFORE_ACT",
        says=N_("Înainte de 27.02.2022 nimeni nu era beneficiar OUG 15/2022."),
        practice=N_(
            "Serviciul este dinainte de 27.02.2022, când OUG 15/2022 nu era în vigoare. Corectați data sau tipul pacientului."
        ),
        supplier=N_("Verificați formatul datei: an-lună-zi."),
        check=before_act,
        displaced=True,
        groups=SERVICE_GROUPS,
        act=OUG_15,
        source="In force from its publication.",
    ),
    Rule(
        code="displaced-kind-closed",
        wire_code="OUG15_KIND_CLOSED",
        says=N_("Felul de raportare primește beneficiari OUG 15/2022."),
        practice=N_(
            "Raportarea %(kind)s nu primește beneficiari OUG 15/2022. Treceți serviciul în evidența distinctă, de mână, și întrebați casa cum se decontează."
        ),
        supplier=N_("Schema acestui fel de raportare nu are OUGMGR; nu trimiteți alt personType."),
        check=closed_kind,
        displaced=True,
        groups=PERSON_GROUPS,
        act=SCHEMAS,
        article="personType",
        source="See the term kinds-closed-to-displaced.",
        valid_from=IN_FORCE_15,
    ),
    Rule(
        code="displaced-with-card",
        wire_code="OUG15_WITH_CARD",
        says=N_("Un beneficiar OUG 15/2022 nu are card de sănătate și nici CID."),
        practice=N_(
            "Pacientul este raportat ca beneficiar OUG 15/2022, dar cu un card sau un CID. Dacă este asigurat, alegeți alt tip de pacient; altfel ștergeți cardul."
        ),
        supplier=N_("Nu trimiteți semnătura cardului, numărul lui sau cid pentru OUGMGR."),
        check=with_card,
        displaced=True,
        groups=PERSON_GROUPS,
        severity=Severity.WARNING,
        source="The card is that of insured persons; that somebody became one is possible.",
        valid_from=IN_FORCE_15,
    ),
    Rule(
        code="displaced-personal-share",
        wire_code="OUG15_COPAYMENT",
        says=N_("Beneficiarii OUG 15/2022 nu plătesc coplată sau contribuție personală."),
        practice=N_(
            "Beneficiarii OUG 15/2022 sunt scutiți de coplată și de contribuția personală. Puneți zero; ce a fost încasat se dă înapoi pacientului."
        ),
        supplier=N_("Puneți 0, sau lipsă, la coplată și la contribuția personală pentru OUGMGR."),
        check=personal_share,
        displaced=True,
        groups=PERSON_GROUPS,
        act=OUG_20,
        source=(
            "Circular of CAS Călărași of March 2022: no personal contribution for medicines in ambulatory "
            "treatment, and exempt from co-payment. The articles were not read."
        ),
        valid_from=IN_FORCE_20,
    ),
    Rule(
        code="displaced-contribution",
        wire_code="OUG15_CASS",
        says=N_(
            "Beneficiarii OUG 15/2022 nu plătesc contribuția de asigurări sociale de sănătate."
        ),
        practice=N_(
            "Beneficiarii OUG 15/2022 nu plătesc CASS. Puneți zero; ce a fost reținut se dă înapoi pacientului."
        ),
        supplier=N_("Puneți 0, sau lipsă, la CASS pentru OUGMGR."),
        check=contribution,
        displaced=True,
        groups=PERSON_GROUPS,
        act=OUG_15,
        article="art. 1 alin. (4)",
        source="The same medical services as insured Romanians, without CASS.",
        valid_from=IN_FORCE_15,
    ),
)

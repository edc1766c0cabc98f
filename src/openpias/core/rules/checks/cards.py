"""Was the patient there: the card's signature, or why there is none?"""

from openpias.core.identifiers import cnp
from openpias.core.rules.facts import Case, Source
from openpias.core.rules.policy import RulesPolicy
from openpias.core.rules.records import CardProof, ServiceRecord
from openpias.core.rules.rule import N_, SCHEMAS, SERVICE_GROUPS, SPECIFICATION, Hit, Rule
from openpias.core.rules.terms import Term

_EXCEPTIONS = frozenset({"1", "2"})


def _is_proof(card: CardProof | None) -> bool:
    return card is not None and bool(
        card.signature or card.certificate_on or card.excepted in _EXCEPTIONS
    )


def _is_minor(record: ServiceRecord, policy: RulesPolicy) -> bool:
    """Tell whether a patient is too young for a card, by the CNP: most messages say no birth date."""
    years = policy.number(Term.CARD_AGE, record.given_on)
    born = cnp.birth_date(record.patient.cnp, by=record.given_on)
    if years is None or born is None:
        return False
    day = record.given_on
    age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    return age < years


def no_signature(case: Case, policy: RulesPolicy) -> Hit | None:
    """Find a service that asks for the card of an insured person, and has neither it nor a reason."""
    record = case.record
    entry = case.facts.services.get(record.service_code)
    if entry is None or not entry.needs_card or _is_proof(record.card):
        return None
    if _is_minor(record, policy):
        return None
    asked = policy.codes(Term.CARD_TYPES, record.given_on)
    return Hit("card/signature") if record.patient.person_type in asked else None


def unknown_exception(case: Case, _policy: RulesPolicy) -> Hit | None:
    """Find a reason for having no card that is not on the official list."""
    card = case.record.card
    if card is None or not card.excepted or card.excepted in _EXCEPTIONS:
        return None
    return Hit("card/excepted")


RULES = (
    Rule(
        code="card-signature-missing",
        wire_code="CARD_NOT_SIGNED",
        says=N_(
            "Serviciul unui asigurat este semnat cu cardul, sau are motivul pentru care nu este."
        ),
        practice=N_(
            "Serviciul nu a fost semnat cu cardul. Semnați-l, sau treceți adeverința sau motivul pentru care asiguratul nu are card."
        ),
        supplier=N_(
            "Trimiteți semnătura cardului, data adeverinței sau codul excepției; pentru persoanele OUGMGR niciuna."
        ),
        check=no_signature,
        groups=SERVICE_GROUPS,
        needs=frozenset({Source.SERVICES}),
        act=SPECIFICATION,
        article="Semnarea serviciilor cu cardul",
        source=(
            "M:1848-1914; the message of houses of 2020, Serviciul nu a fost semnat cu cardul. "
            "Which services ask for it is in the list that the installation keeps."
        ),
    ),
    Rule(
        code="card-exception-unknown",
        wire_code="CARD_EXCEPTION",
        says=N_("Motivul pentru care asiguratul nu are card este unul din listă."),
        practice=N_(
            "Motivul pentru care asiguratul nu are card nu este în listă. Alegeți: 1 privat de libertate, 2 persoană cu tulburări psihice."
        ),
        supplier=N_("Codurile excepției sunt 1 și 2."),
        check=unknown_exception,
        groups=SERVICE_GROUPS,
        act=SCHEMAS,
        article="exceptedFromCard",
        source="The two values of the schemas: imprisoned or arrested, and mentally ill by the law on mental health.",
    ),
)

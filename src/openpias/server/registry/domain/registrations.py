"""May this be registered, and what exactly is then kept?

All findings are collected; nothing is written. Sources: manual of e-PIAS (fields of the first tab),
Order CNAS 155/2022 (documents), and rules of our own, each named in `policy`.
"""

from dataclasses import dataclass
from datetime import date

from openpias.core.calendar.dates import PartialDate, Precision
from openpias.core.findings import Finding
from openpias.server.registry.domain import latin_forms
from openpias.server.registry.domain.codes import Vocabulary
from openpias.server.registry.domain.collecting import Collector
from openpias.server.registry.domain.inputs import DocumentInput, RegistrationInput
from openpias.server.registry.domain.latin_forms import proposed
from openpias.server.registry.domain.policy import Policy
from openpias.server.registry.enums import IdentifierKind

MOST_DOCUMENTS = 20
BORN_IN_ROMANIA = "BORN_RO"
MEDICAL = "medical"
_OTHER_KINDS = frozenset({IdentifierKind.OFFICIAL.value, IdentifierKind.HOUSE.value})


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedDocument:
    """A document row that was accepted."""

    type: str
    series: str
    number: str
    date: date | None
    issuer: str

    @property
    def full_number(self) -> str:
        """Return series and number together, as one compares them."""
        return f"{self.series} {self.number}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedRegistration:
    """The first tab, accepted: typed values instead of texts, names also in Latin letters.

    `is_latin_typed` says that their Latin form is not the proposed one.
    """

    surname: str
    given_name: str
    surname_latin: str
    given_name_latin: str
    is_latin_typed: bool
    birth: PartialDate
    sex: str
    category: str
    citizenship: str
    entry_point: str
    entry_date: date
    visa_type: str
    documents: tuple[CheckedDocument, ...]
    copies_kept: bool
    no_identity_reason: str
    taken_on: date | None
    other_number: str
    other_number_kind: str
    warnings: tuple[Finding, ...]

    @property
    def given_name_missing(self) -> bool:
        """Tell whether the document shows no given name."""
        return not self.given_name


def check(
    typed: RegistrationInput, *, today: date, policy: Policy, vocabulary: Vocabulary
) -> CheckedRegistration | list[Finding]:
    """Return what to keep, or every finding when at least one refuses."""
    collector = Collector(today=today)
    surname = collector.name(typed.surname, "/surname", required=True)
    given_name = _given_name(typed, collector)
    proposals = proposed(surname), proposed(given_name)
    # Nearly nobody types another form, and an import checks many rows.
    latin = (
        latin_forms.read(typed, collector, proposals=proposals)
        if typed.surname_latin or typed.given_name_latin
        else proposals
    )
    birth = collector.partial_date(typed.birth_date, "/birth_date")
    entry_date = _entry_date(typed, collector, birth=birth, policy=policy)
    codes = _codes(typed, collector, vocabulary, entry_date=entry_date)
    documents = _documents(typed, collector, policy, vocabulary)
    reason = collector.text(typed.no_identity_reason, "/no_identity_reason", limit=500)
    _document_rules(collector, documents, codes["category"], reason, policy, vocabulary)
    taken_on = collector.full_date(typed.taken_on, "/taken_on", required=False)
    other_number, other_kind = _other_number(typed, collector)
    if collector.has_errors() or birth is None or entry_date is None:
        return collector.findings
    return CheckedRegistration(
        surname=surname,
        given_name=given_name,
        surname_latin=latin[0],
        given_name_latin=latin[1],
        is_latin_typed=latin != proposals,
        birth=birth,
        sex=codes["sex"],
        category=codes["category"],
        citizenship=codes["citizenship"],
        entry_point=codes["entry_point"],
        entry_date=entry_date,
        visa_type=codes["visa_type"],
        documents=documents,
        copies_kept=typed.copies_kept,
        no_identity_reason=reason,
        taken_on=taken_on,
        other_number=other_number,
        other_number_kind=other_kind,
        warnings=tuple(collector.findings),
    )


_CODE_FIELDS = {
    "sex": ("sexes", "/sex"),
    "category": ("categories", "/category"),
    "citizenship": ("citizenships", "/citizenship"),
    "entry_point": ("entry-points", "/entry_point"),
    "visa_type": ("visa-types", "/visa_type"),
}


def _codes(
    typed: RegistrationInput,
    collector: Collector,
    vocabulary: Vocabulary,
    *,
    entry_date: date | None,
) -> dict[str, str]:
    # A crossing that is closed today was open on the day when somebody came through it.
    days = {"entry_point": entry_date}
    return {
        field: collector.code(
            getattr(typed, field), path, codes=vocabulary[name], day=days.get(field)
        )
        for field, (name, path) in _CODE_FIELDS.items()
    }


def _given_name(typed: RegistrationInput, collector: Collector) -> str:
    value = collector.name(typed.given_name, "/given_name", required=not typed.given_name_missing)
    if typed.given_name_missing:
        if value:
            collector.error("given-name-present", "/given_name")
        else:
            collector.warn("given-name-missing", "/given_name")
    return value


def _other_number(typed: RegistrationInput, collector: Collector) -> tuple[str, str]:
    """Return a number given elsewhere, without blanks, and who gave it; it is never replaced."""
    number = collector.text("".join(typed.other_number.split()), "/other_number", limit=40)
    kind = typed.other_number_kind.strip()
    if not number:
        return "", ""
    if kind not in _OTHER_KINDS:
        collector.error("unknown-code" if kind else "required", "/other_number_kind")
    elif not (number.isascii() and number.isalnum()):
        collector.error("bad-characters", "/other_number")
    return number, kind


def _entry_date(
    typed: RegistrationInput, collector: Collector, *, birth: PartialDate | None, policy: Policy
) -> date | None:
    born_here = typed.entry_point.strip() == BORN_IN_ROMANIA
    entry = collector.full_date(typed.entry_date, "/entry_date", required=not born_here)
    if born_here and entry is None and birth is not None:
        # Born in Romania after the family's entry: birth stands for entry.
        entry = birth.value
    if entry is None:
        return None
    if not policy.allows_entry(entry):
        collector.error("entry-too-early", "/entry_date", limit=policy.entry_limit_text())
    elif birth is not None and entry < birth.value and birth.precision is Precision.DAY:
        collector.error("entry-before-birth", "/entry_date")
    return entry


def _documents(
    typed: RegistrationInput, collector: Collector, policy: Policy, vocabulary: Vocabulary
) -> tuple[CheckedDocument, ...]:
    rows = [(place, row) for place, row in enumerate(typed.documents) if not row.is_empty()]
    fewest = policy.fewest_documents
    if len(rows) < fewest:
        code = "documents-too-few" if rows else "document-required"
        collector.error(code, "/documents", limit=str(fewest))
    if len(rows) > MOST_DOCUMENTS:
        collector.error("too-many-documents", "/documents", limit=str(MOST_DOCUMENTS))
        return ()
    return tuple(_document(place, row, collector, vocabulary) for place, row in rows)


def _document(
    place: int, row: DocumentInput, collector: Collector, vocabulary: Vocabulary
) -> CheckedDocument:
    path = f"/documents/{place}"
    codes = vocabulary["document-types"]
    kind = collector.code(row.type, f"{path}/type", codes=codes)
    medical = kind in codes and codes[kind].kind == MEDICAL
    number = collector.text(row.number, f"{path}/number", limit=40, required=medical)
    if not number and not medical:
        collector.warn("document-number-missing", f"{path}/number")
    return CheckedDocument(
        type=kind,
        series=collector.text(row.series, f"{path}/series", limit=20),
        number=number,
        date=collector.full_date(row.date, f"{path}/date", required=medical),
        issuer=collector.text(row.issuer, f"{path}/issuer", limit=100),
    )


def _document_rules(
    collector: Collector,
    documents: tuple[CheckedDocument, ...],
    category: str,
    reason: str,
    policy: Policy,
    vocabulary: Vocabulary,
) -> None:
    codes = vocabulary["document-types"]
    kinds = {codes[document.type].kind for document in documents if document.type in codes}
    if kinds == {MEDICAL} and not policy.medical_document_is_proof:
        collector.error("medical-document-no-proof", "/documents")
    elif kinds == {MEDICAL} and not reason:
        collector.error("no-identity-reason-required", "/no_identity_reason")
    if kinds and kinds != {MEDICAL}:
        collector.findings.extend(policy.document_findings(category=category, kinds=kinds))

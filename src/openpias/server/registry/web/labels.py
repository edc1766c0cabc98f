"""How are fields and codes called on pages, in the reader's language?"""

from collections.abc import Collection

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from openpias.pages import Choice
from openpias.server.registry.domain.codes import Code, Vocabulary
from openpias.server.registry.enums import (
    IdentifierKind,
    IdentifierState,
    LookupReason,
    NomenclatureList,
    PersonStatus,
)
from openpias.server.registry.queries.nomenclatures import entries, vocabulary


def field_labels() -> dict[str, str]:
    """Return the labels of all fields, in the order in which pages show them."""
    return {
        "cnp": _("CNP"),
        "surname": _("Nume"),
        "given_name": _("Prenume"),
        "surname_latin": _("Nume, cu litere latine"),
        "given_name_latin": _("Prenume, cu litere latine"),
        "birth_date": _("Data nașterii"),
        "sex": _("Gen"),
        "category": _("Categoria"),
        "citizenship": _("Cetățenia"),
        "entry_point": _("Punctul de intrare în țară"),
        "entry_date": _("Data intrării în țară"),
        "visa_type": _("Tipul de viză"),
        "documents": _("Documente"),
        "type": _("Tip document"),
        "series": _("Serie"),
        "number": _("Număr"),
        "date": _("Data documentului"),
        "issuer": _("Emitent"),
        "no_identity_reason": _("De ce lipsește actul de identitate"),
        "taken_on": _("Data completării formularului pe hârtie"),
        "other_number": _("Numărul dat în altă parte"),
        "other_number_kind": _("Cine l-a dat"),
        "permit_number": _("Serie/Nr. permis"),
        "issued_on": _("Data eliberării"),
        "valid_from": _("Data valabilității"),
        "expires_on": _("Data expirării"),
        "cnp_disagreement_reason": _("De ce CNP-ul nu se potrivește"),
        "temporary_number": _("Numărul temporar de pe fișă"),
        "reason": _("Motivul"),
    }


def choices(name: NomenclatureList, *, kept: Collection[str] = ()) -> list[Choice]:
    """Return what can be chosen today, named in the reader's language and searchable in the others.

    `kept` are codes that a record uses already. An entry point is open or not on the day of entry,
    which is not known yet, so all are there.
    """
    language = translation.get_language() or "ro"
    today = timezone.localdate()
    return [
        _choice(code, language)
        for code in entries(name)
        if name is NomenclatureList.ENTRY_POINTS or code.is_valid_on(today) or code.code in kept
    ]


def _choice(code: Code, language: str) -> Choice:
    others = [text for each, text in code.names.items() if each != language]
    return Choice(value=code.code, text=code.name(language), aliases=[*others, code.code])


def name_of(name: NomenclatureList, code: str) -> str:
    """Return the name of a code; an unknown one is shown as it is."""
    codes: Vocabulary = vocabulary()
    found = codes[name].get(code)
    return found.name(translation.get_language() or "ro") if found else code


def other_kinds() -> list[Choice]:
    """Return who may have given a number that somebody brings."""
    kinds = (IdentifierKind.OFFICIAL, IdentifierKind.HOUSE)
    return [Choice(value=kind.value, text=kind_of_number(kind)) for kind in kinds]


def reasons() -> list[Choice]:
    """Return why somebody may open another provider's person."""
    texts = {
        LookupReason.CARE: _("Acord îngrijiri acestei persoane"),
        LookupReason.REPORTING: _("Raportez servicii acordate"),
        LookupReason.REPRINT: _("Retipăresc fișa la cerere"),
        LookupReason.CORRECTION: _("Verific o greșeală"),
        LookupReason.PERSON_ASKS: _("Persoana cere să își vadă datele"),
    }
    return [Choice(value=reason.value, text=text) for reason, text in texts.items()]


def kind_of_number(kind: IdentifierKind) -> str:
    """Return the name of a kind of number."""
    return {
        IdentifierKind.TEMPORARY: _("Număr unic temporar de identificare"),
        IdentifierKind.PERMIT_CNP: _("CNP din permisul de ședere"),
        IdentifierKind.HOUSE: _("Număr dat de casa de asigurări"),
        IdentifierKind.OFFICIAL: _("Număr dat de e-PIAS"),
    }[kind]


def state_of_number(state: IdentifierState) -> str:
    """Return the name of a number's state."""
    return {
        IdentifierState.VALID: _("valabil"),
        IdentifierState.SUPERSEDED: _("înlocuit"),
        IdentifierState.WITHDRAWN: _("retras"),
    }[state]


def status_of_person(status: PersonStatus) -> str:
    """Return the name of a record's state."""
    return {
        PersonStatus.ACTIVE: _("activă"),
        PersonStatus.MERGED: _("unită cu alta"),
        PersonStatus.WITHDRAWN: _("retrasă"),
        PersonStatus.ERASED: _("ștearsă"),
    }[status]


def agreement(evidence: str) -> str:
    """Return what agrees between what was typed and a candidate."""
    return {
        "surname": _("numele"),
        "surname-similar": _("numele (aproape)"),
        "given-name": _("prenumele"),
        "given-name-similar": _("prenumele (aproape)"),
        "names-swapped": _("numele și prenumele, inversate"),
        "birth-date": _("data nașterii"),
        "birth-date-similar": _("data nașterii (aproape)"),
        "document": _("numărul documentului"),
        "document-similar": _("numărul documentului (aproape)"),
        "sex": _("genul"),
    }.get(evidence, evidence)

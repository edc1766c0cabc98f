"""How are the helpdesk's closed lists called, in the reader's language?"""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from openpias.pages import Choice
from openpias.server.helpdesk.enums import (
    Category,
    Channel,
    Confidence,
    HeaderField,
    IncidentState,
    Mailbox,
    MessageSource,
    Pictures,
    Priority,
    ReporterKind,
    VirusCheck,
)
from openpias.server.helpdesk.texts import REFUSALS
from openpias.server.platform.mail.enums import LetterState
from openpias.server.providers.enums import ProviderKind

_STATES = {
    IncidentState.NEW: "govuk-tag--purple",
    IncidentState.ASSIGNED: "govuk-tag--blue",
    IncidentState.WAITING: "govuk-tag--yellow",
    IncidentState.ANSWERED: "govuk-tag--turquoise",
    IncidentState.CLOSED: "govuk-tag--green",
    IncidentState.MERGED: "govuk-tag--grey",
}
_PRIORITIES = {
    Priority.URGENT: "govuk-tag--red",
    Priority.HIGH: "govuk-tag--orange",
    Priority.NORMAL: "govuk-tag--grey",
    Priority.LOW: "govuk-tag--grey",
}


def mailbox(value: Mailbox) -> str:
    """Return the name of a mailbox; acronyms stay."""
    return value.value.upper()


def mailboxes() -> list[Choice]:
    """Return the mailboxes, each with what it is for."""
    return [
        Choice(value=Mailbox.SIUI, text=_("SIUI – raportări, contracte, decontare")),
        Choice(value=Mailbox.CEAS, text=_("CEAS – cardul de sănătate")),
        Choice(value=Mailbox.SIPE, text=_("SIPE – prescripția electronică")),
    ]


def category(value: Category | None) -> str:
    """Return what an incident is about."""
    if value is None:
        return _("fără categorie")
    return {
        Category.CONNECTION: _("conectare"),
        Category.CONTRACTING: _("contractare"),
        Category.SETTLEMENT: _("decontare"),
        Category.ELECTRONIC_INVOICE: _("factura electronică"),
        Category.VALIDATION: _("validare"),
        Category.OPERATION: _("funcționare"),
        Category.OTHER: _("alte probleme"),
    }[value]


def categories(allowed: Iterable[Category] = tuple(Category)) -> list[Choice]:
    """Return the categories that may be chosen, in their order."""
    those = frozenset(allowed)
    return [Choice(value=each, text=category(each)) for each in Category if each in those]


def state(value: IncidentState) -> str:
    """Return where an incident stands."""
    return {
        IncidentState.NEW: _("nou"),
        IncidentState.ASSIGNED: _("în lucru"),
        IncidentState.WAITING: _("așteaptă răspunsul"),
        IncidentState.ANSWERED: _("i s-a răspuns"),
        IncidentState.CLOSED: _("închis"),
        IncidentState.MERGED: _("unit cu altul"),
    }[value]


def state_tag(value: IncidentState) -> dict[str, str]:
    """Return the coloured word for where an incident stands."""
    return {"text": state(value), "classes": _STATES[value]}


def priority(value: Priority) -> str:
    """Return how soon an incident wants an answer."""
    return {
        Priority.URGENT: _("urgentă"),
        Priority.HIGH: _("ridicată"),
        Priority.NORMAL: _("obișnuită"),
        Priority.LOW: _("scăzută"),
    }[value]


def priority_tag(value: Priority) -> dict[str, str]:
    """Return the coloured word for a priority."""
    return {"text": priority(value), "classes": _PRIORITIES[value]}


def priorities() -> list[Choice]:
    """Return the priorities."""
    return [Choice(value=each, text=priority(each)) for each in Priority]


def channel(value: Channel) -> str:
    """Return how an incident came."""
    return {
        Channel.MAIL: _("e-mail"),
        Channel.VOICE: _("mesaj vocal"),
        Channel.TELEPHONE: _("telefon"),
        Channel.PORTAL: _("portal"),
    }[value]


def reporter(value: ReporterKind) -> str:
    """Return who reports."""
    return {
        ReporterKind.PROVIDER: _("furnizor"),
        ReporterKind.INSURED_PERSON: _("persoană asigurată"),
        ReporterKind.STAFF: _("personal CNAS sau CAS"),
    }[value]


def reporters() -> list[Choice]:
    """Return who may report, with what is asked of each."""
    hints = {
        ReporterKind.PROVIDER: _("se cer codul fiscal sau denumirea, și categoria"),
        ReporterKind.INSURED_PERSON: _("nu i se cer date de furnizor și nici CNP-ul"),
        ReporterKind.STAFF: _("coleg de la CNAS sau de la o casă"),
    }
    return [Choice(value=each, text=reporter(each), hint=hints[each]) for each in ReporterKind]


def field(value: HeaderField) -> str:
    """Return the name of a field of the header."""
    return {
        HeaderField.PROVIDER_KIND: _("Tipul furnizorului"),
        HeaderField.FISCAL_CODE: _("Codul fiscal"),
        HeaderField.PROVIDER_NAME: _("Denumirea furnizorului"),
        HeaderField.STAMP_CODE: _("Codul de parafă"),
        HeaderField.PHYSICIAN_NAME: _("Numele medicului"),
        HeaderField.SUB_UNIT: _("Denumirea subunității"),
        HeaderField.CATEGORY: _("Categoria"),
        HeaderField.PHONE: _("Telefonul de contact"),
    }[value]


def confidence(value: str) -> dict[str, str]:
    """Return how surely a field was read, as a coloured word; nothing where it was typed."""
    return {
        Confidence.CERTAIN.value: {"text": _("sigur"), "classes": "govuk-tag--green"},
        Confidence.LIKELY.value: {"text": _("probabil"), "classes": "govuk-tag--orange"},
    }.get(value, {})


def provider_kind(value: str) -> str:
    """Return a kind of provider; what is no kind stays as it is."""
    return _kinds().get(value, value)


def provider_kinds() -> list[Choice]:
    """Return the twelve kinds of provider."""
    return [Choice(value=value, text=text) for value, text in _kinds().items()]


def field_value(which: HeaderField, value: str) -> str:
    """Return the value of a field as people read it."""
    if which is HeaderField.PROVIDER_KIND:
        return provider_kind(value)
    if which is HeaderField.CATEGORY and value in set(Category):
        return category(Category(value))
    return value


def pictures(value: Pictures) -> dict[str, str]:
    """Return the state of pictures inside documents, as a coloured word; nothing for none."""
    return {
        Pictures.UNVERIFIED: {"text": _("imagini neverificate"), "classes": "govuk-tag--orange"},
        Pictures.VERIFIED: {"text": _("imagini verificate"), "classes": "govuk-tag--green"},
        Pictures.HIDDEN: {"text": _("imagini ascunse"), "classes": "govuk-tag--red"},
    }.get(value, {})


def virus_check(value: VirusCheck) -> dict[str, str]:
    """Return how the virus check of a document stands, as a coloured word; nothing without one."""
    return {
        VirusCheck.WAITING: {
            "text": _("neverificat de viruși"),
            "classes": "govuk-tag--orange",
        },
        VirusCheck.CLEAN: {"text": _("fără viruși"), "classes": "govuk-tag--green"},
    }.get(value, {})


def verdict(refusal: str) -> dict[str, str]:
    """Return whether an attachment was taken, as a coloured word with the reason."""
    if not refusal:
        return {"text": _("primit"), "classes": "govuk-tag--green"}
    why = str(REFUSALS.get(refusal, refusal))
    return {"text": _("nu a fost primit: %(why)s") % {"why": why}, "classes": "govuk-tag--red"}


def kept_closed() -> dict[str, str]:
    """Return the word of a document that came and stays closed for what it says about a person."""
    return {"text": _("reținut: date personale"), "classes": "govuk-tag--red"}


def letter(value: LetterState | None) -> dict[str, str]:
    """Return what became of a letter, as a coloured word; nothing where there is none."""
    if value is None:
        return {}
    return {
        LetterState.WAITING: {"text": _("pleacă acum"), "classes": "govuk-tag--yellow"},
        LetterState.DELIVERED: {"text": _("predat"), "classes": "govuk-tag--green"},
        LetterState.REFUSED: {"text": _("refuzat de server"), "classes": "govuk-tag--red"},
        LetterState.GIVEN_UP: {"text": _("nu a ajuns"), "classes": "govuk-tag--red"},
    }[value]


def source(value: MessageSource) -> str:
    """Return by which way a mail came in; names of protocols stay."""
    return value.value.upper()


def languages() -> list[Choice]:
    """Return the languages of ready answers, each in its own name."""
    return [
        Choice(value="ro", text="română"),
        Choice(value="uk", text="українська"),
        Choice(value="en", text="English"),
    ]


def _kinds() -> dict[str, str]:
    return {
        ProviderKind.FAMILY_MEDICINE: _("medicină de familie"),
        ProviderKind.CLINIC: _("clinic"),
        ProviderKind.PARACLINIC: _("paraclinic"),
        ProviderKind.HOSPITAL: _("spital"),
        ProviderKind.HOME_CARE: _("îngrijiri la domiciliu"),
        ProviderKind.MEDICAL_DEVICES: _("dispozitive medicale"),
        ProviderKind.SICK_LEAVE: _("concedii medicale"),
        ProviderKind.DIALYSIS: _("dializă"),
        ProviderKind.NATIONAL_PROGRAMMES: _("programe naționale (PNS)"),
        ProviderKind.REHABILITATION: _("recuperare"),
        ProviderKind.DENTISTRY: _("stomatologie"),
        ProviderKind.PHARMACY: _("farmacie"),
    }

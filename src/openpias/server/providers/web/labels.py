"""How are kinds of provider and the fields of its forms called, in the reader's language?"""

from django.utils.translation import gettext as _

from openpias.pages import Choice
from openpias.server.providers.enums import ProviderKind
from openpias.server.providers.queries import houses as queries


def kind(value: ProviderKind) -> str:
    """Return the name of a kind of provider, as the helpdesk's form calls it."""
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
    }[value]


def kinds() -> list[Choice]:
    """Return every kind, to be ticked."""
    return [Choice(value=each.value, text=kind(each)) for each in ProviderKind]


def fields() -> dict[str, str]:
    """Return the labels of the fields of a provider and its contract."""
    return {
        "fiscal_code": _("Cod fiscal (CUI)"),
        "name": _("Denumirea"),
        "kinds": _("Felul furnizorului"),
        "house": _("Casa de asigurări"),
        "contract_number": _("Numărul contractului"),
        "valid_from": _("Prima zi a contractului"),
        "valid_to": _("Ultima zi a contractului"),
    }


def work_site_fields() -> dict[str, str]:
    """Return the labels of the fields of a work site."""
    return {
        "name": _("Denumirea punctului de lucru"),
        "address": _("Adresa"),
        "valid_from": _("Prima zi"),
        "valid_to": _("Ultima zi"),
    }


def physician_fields() -> dict[str, str]:
    """Return the labels of the fields of a physician."""
    return {
        "stamp_code": _("Cod de parafă"),
        "name": _("Numele medicului"),
        "specialities": _("Codurile specialităților"),
        "valid_from": _("Prima zi la furnizor"),
        "valid_to": _("Ultima zi la furnizor"),
    }


def early_end_fields() -> dict[str, str]:
    """Return the labels of the fields of an early end."""
    return {
        "valid_to": _("Noua ultimă zi a contractului"),
        "reason": _("De ce se încheie înainte de termen"),
    }


def houses(*, only: str | None) -> list[Choice]:
    """Return the houses to choose from: one's own alone, or all of them for None."""
    return [
        Choice(value=each.code, text=f"{each.code} – {each.name}")
        for each in queries.houses()
        if only in {None, each.code}
    ]

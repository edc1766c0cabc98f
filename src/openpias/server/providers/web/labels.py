"""How are kinds of provider called, in the reader's language?"""

from django.utils.translation import gettext as _

from openpias.pages import Choice
from openpias.server.providers.enums import ProviderKind


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

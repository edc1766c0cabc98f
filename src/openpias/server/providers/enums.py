"""Which closed lists do houses and providers use? Each value is a term of docs/glossary.md."""

from enum import StrEnum


class ProviderKind(StrEnum):
    """What a provider does in contract with a house: the twelve kinds of the helpdesk's form."""

    FAMILY_MEDICINE = "family-medicine"
    CLINIC = "clinic"
    PARACLINIC = "paraclinic"
    HOSPITAL = "hospital"
    HOME_CARE = "home-care"
    MEDICAL_DEVICES = "medical-devices"
    SICK_LEAVE = "sick-leave"
    DIALYSIS = "dialysis"
    NATIONAL_PROGRAMMES = "national-programmes"
    REHABILITATION = "rehabilitation"
    DENTISTRY = "dentistry"
    PHARMACY = "pharmacy"

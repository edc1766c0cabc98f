"""Which roles are there?"""

from enum import StrEnum


class Role(StrEnum):
    """What someone is in the system; each module says what a role may do there."""

    CLERK = "clerk"
    PROVIDER_ADMINISTRATOR = "provider-administrator"
    HOUSE_OPERATOR = "house-operator"
    CARD_SPECIALIST = "card-specialist"
    SETTLEMENT_OFFICER = "settlement-officer"
    ADMINISTRATOR = "administrator"
    DATA_PROTECTION = "data-protection"
    AUDITOR = "auditor"
    HELPDESK_OPERATOR = "helpdesk-operator"
    HELPDESK_CONTRACTOR = "helpdesk-contractor"
    HELPDESK_LEAD = "helpdesk-lead"

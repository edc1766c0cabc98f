"""Which roles can hang on a certificate, by whom its holder works for?"""

from collections.abc import Mapping

from openpias.server.certificates.enums import OwnerKind
from openpias.server.platform.accounts.enums import Role

ROLES: Mapping[OwnerKind, tuple[Role, ...]] = {
    OwnerKind.PROVIDER: (Role.CLERK, Role.PROVIDER_ADMINISTRATOR),
    OwnerKind.HOUSE: (Role.HOUSE_OPERATOR, Role.CARD_SPECIALIST, Role.SETTLEMENT_OFFICER),
    OwnerKind.NATIONAL_HOUSE: (Role.ADMINISTRATOR, Role.DATA_PROTECTION, Role.AUDITOR),
    OwnerKind.HELPDESK: (
        Role.HELPDESK_OPERATOR,
        Role.HELPDESK_CONTRACTOR,
        Role.HELPDESK_LEAD,
    ),
}
OWNER_CODES: Mapping[OwnerKind, str] = {
    OwnerKind.NATIONAL_HOUSE: "CNAS",
    OwnerKind.HELPDESK: "HELPDESK",
}


def owner_code(kind: OwnerKind, *, fiscal_code: str, house: str) -> str:
    """Return the code under which accounts of this owner work: CUI, house code, CNAS or HELPDESK."""
    if kind is OwnerKind.PROVIDER:
        return fiscal_code
    return house if kind is OwnerKind.HOUSE else OWNER_CODES[kind]


def fits(role: str, *, kind: OwnerKind) -> bool:
    """Tell whether somebody who works there can have this role."""
    return role in {each.value for each in ROLES[kind]}

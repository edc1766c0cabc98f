"""How are roles, states and findings of certificates called, in the reader's language?"""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from openpias.core.pki.certificates import CertificateFacts
from openpias.server.certificates.domain.comparison import Same
from openpias.server.certificates.enums import OwnerKind, RequestState
from openpias.server.platform.accounts.enums import Role


def role(value: str) -> str:
    """Return the name of a role."""
    return {
        Role.CLERK: _("registrator (recepție)"),
        Role.PROVIDER_ADMINISTRATOR: _("administratorul furnizorului"),
        Role.HOUSE_OPERATOR: _("operator al casei"),
        Role.CARD_SPECIALIST: _("specialist carduri"),
        Role.SETTLEMENT_OFFICER: _("decontări"),
        Role.ADMINISTRATOR: _("administrator CNAS"),
        Role.DATA_PROTECTION: _("protecția datelor"),
        Role.AUDITOR: _("auditor"),
        Role.HELPDESK_OPERATOR: _("operator helpdesk"),
        Role.HELPDESK_CONTRACTOR: _("operator helpdesk la contractant"),
        Role.HELPDESK_LEAD: _("coordonator helpdesk"),
    }[Role(value)]


def owner(value: str) -> str:
    """Return the name of a kind of owner."""
    return {
        OwnerKind.PROVIDER: _("Furnizor"),
        OwnerKind.HOUSE: _("Casă de asigurări"),
        OwnerKind.NATIONAL_HOUSE: _("CNAS"),
        OwnerKind.HELPDESK: _("Helpdesk"),
    }[OwnerKind(value)]


def state(value: str) -> str:
    """Return the name of a request's state."""
    return {
        RequestState.WAITING: _("așteaptă"),
        RequestState.APPROVED: _("aprobată"),
        RequestState.REFUSED: _("refuzată"),
    }[RequestState(value)]


def found(value: str) -> str:
    """Return in words what a check of a certificate found."""
    return {
        "good": _("bun: lanț, scop și revocare verificate"),
        "revoked": _("revocat de emitent"),
        "expired": _("expirat"),
        "not-yet-valid": _("încă nu este valabil"),
        "unknown-issuer": _("emitent nerecunoscut"),
        "wrong-purpose": _("nu este pentru autentificare"),
        "revocation-unknown": _("revocarea nu se poate afla acum"),
    }[value]


def same(value: Same) -> str:
    """Return in words whether something agrees with the certificate."""
    return {
        Same.YES: _("se potrivește cu certificatul"),
        Same.NO: _("DIFERĂ de certificat"),
        Same.NOT_SAID: _("certificatul nu spune"),
    }[value]


def moment(at: datetime) -> str:
    """Write a moment of Romania's clocks."""
    return f"{timezone.localtime(at):%d-%m-%Y %H:%M}"


def day(at: datetime) -> str:
    """Write the day of a moment."""
    return f"{timezone.localtime(at):%d-%m-%Y}"


def certificate_rows(facts: CertificateFacts) -> list[dict[str, str]]:
    """Return what a certificate says, as rows of a summary list; parts that are empty are left out."""
    subject = facts.subject
    validity = {"first": day(facts.valid_from), "last": day(facts.valid_until)}
    rows = [
        (_("Titular"), subject.common_name),
        (_("Organizația"), subject.organization),
        (_("Identificatorul organizației"), subject.organization_identifier),
        (_("Emitent"), facts.issuer),
        (_("Număr de serie"), f"{int(facts.serial):X}"),
        (_("Valabil"), _("%(first)s – %(last)s") % validity),
        (_("Amprenta cheii (SHA-256)"), facts.key_sha256),
    ]
    return [{"key": key, "value": value} for key, value in rows if value]

"""What does the page that signs show of certificates, and of what was signed?"""

from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from openpias.core.pki.certificates import CertificateFacts
from openpias.pages import Choice
from openpias.station.signing import refusals, sealing
from openpias.station.signing.choosing import Candidate, Standing
from openpias.station.signing.desk import SigningDesk
from openpias.station.signing.sealing import Signed
from openpias.station.web.texts import Translate

_BUCHAREST: Final = ZoneInfo("Europe/Bucharest")
Row = dict[str, str]


def holder_of(facts: CertificateFacts) -> str:
    """Return whom a certificate names: the person, and the organisation where it says one."""
    subject = facts.subject
    return f"{subject.common_name}, {subject.organization}".strip(", ")


def offered(desk: SigningDesk, now: datetime, _: Translate) -> dict[str, Any]:
    """Return the certificates that sign, those that do not with why, and the token's own trouble."""
    nothing: dict[str, Any] = {"certificates": [], "others": [], "trouble": None, "keys": "none"}
    report = desk.report
    if report is None or report.name is None or report.signed or desk.module is None:
        return nothing
    try:
        found = desk.candidates(at=now)
    except refusals.KNOWN as error:
        practice, supplier = refusals.said(error).told(_)
        return {**nothing, "trouble": {"practice": practice, "supplier": supplier}}
    usable = [each for each in found if each.standing is Standing.USABLE]
    with_keys = {each.on_token.token.has_keys for each in usable}
    return {
        "certificates": [_choice(each, _) for each in usable],
        "others": [_why_not(each, _) for each in found if each not in usable],
        "trouble": None,
        "keys": "some" if len(with_keys) > 1 else "all" if True in with_keys else "none",
    }


def _choice(found: Candidate, _: Translate) -> Choice:
    hint = _("seria %(serial)s, valabil până la %(until)s, tokenul %(token)s") % {
        "serial": f"{int(found.facts.serial):X}",
        "until": f"{found.facts.valid_until:%d-%m-%Y}",
        "token": found.on_token.token.label,
    }
    return Choice(value=found.key, text=holder_of(found.facts), hint=hint)


def _why_not(found: Candidate, _: Translate) -> str:
    day = found.facts.valid_until if found.standing is Standing.EXPIRED else found.facts.valid_from
    said = (
        _("%(holder)s: a expirat la %(day)s")
        if found.standing is Standing.EXPIRED
        else _("%(holder)s: valabil abia din %(day)s")
    )
    return said % {"holder": holder_of(found.facts), "day": f"{day:%d-%m-%Y}"}


def result(made: Signed, sealed_size: int, _: Translate) -> list[Row]:
    """Return the rows of what was signed, by whom and when."""
    rows = [
        (_("Raportare"), str(made.name)),
        (_("Semnatar"), holder_of(made.facts)),
        (_("Seria certificatului"), f"{int(made.facts.serial):X}"),
        (_("Semnat la"), f"{made.at.astimezone(_BUCHAREST):%d-%m-%Y %H:%M:%S}"),
        (_("Mărimea raportării"), amount(made.size, _)),
        (_("Fișierul de trimis"), amount(sealed_size, _)),
    ]
    return [{"key": key, "value": value} for key, value in rows]


def too_long(sealed_size: int, _: Translate) -> Row:
    """Return what is said of a text that platforms do not take; nothing of one that they do."""
    if sealed_size <= sealing.LONGEST_TEXT:
        return {}
    practice, supplier = refusals.TEXT_TOO_LONG.told(_)
    return {"practice": practice, "supplier": supplier}


def amount(octets: int, _: Translate) -> str:
    """Return a size as it is read: whole octets, or megabytes with one decimal."""
    if octets < 1024 * 1024:
        return _("%(count)s octeți") % {"count": f"{octets:,}".replace(",", "\u00a0")}
    return f"{octets / 2**20:.1f} MB".replace(".", ",")

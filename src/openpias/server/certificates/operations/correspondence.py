"""Which letter leaves for which event? All are written in the transaction of the change."""

from datetime import datetime

import structlog

from openpias.server.certificates import letters
from openpias.server.certificates.enums import RequestState
from openpias.server.certificates.models import EnrolledCertificate, EnrolmentRequest
from openpias.server.platform.clock import day_of
from openpias.server.platform.mail import operations as mail
from openpias.server.platform.mail.operations import LetterAddressError
from openpias.server.platform.mail.texts import Data
from openpias.server.providers import api as providers

_log = structlog.get_logger("openpias.certificates")


def asked(request: EnrolmentRequest, *, at: datetime) -> None:
    """Tell the house that a request waits, where its address is known."""
    house = providers.house(request.house) if request.house else None
    if house is not None and house.email:
        data = {"receipt": request.receipt, "house": house.code}
        once = f"asked-{request.public_id}"
        _send(letters.ASKED, to=house.email, language="ro", data=data, once=once, at=at)


def decided(request: EnrolmentRequest, *, at: datetime) -> None:
    """Tell the holder, and the house, how a request was decided."""
    approved = request.state == RequestState.APPROVED
    kind = letters.APPROVED if approved else letters.REFUSED
    data = {"receipt": request.receipt, "holder": request.holder, "reason": request.reason}
    once = f"decided-{request.public_id}"
    _send(kind, to=request.email, language=request.language, data=data, once=once, at=at)
    house = providers.house(request.house) if request.house else None
    if house is not None and house.email:
        _send(kind, to=house.email, language="ro", data=data, once=f"{once}-house", at=at)


def withdrawn(enrolled: EnrolledCertificate, *, at: datetime) -> None:
    """Tell the holder that a certificate no longer opens the door."""
    data = {**_named(enrolled), "reason": enrolled.end_reason}
    _to_holder(letters.WITHDRAWN, enrolled, data, once=f"withdrawn-{enrolled.public_id}", at=at)


def expires(enrolled: EnrolledCertificate, *, days: int, at: datetime) -> None:
    """Tell the holder in how many days a certificate expires; once for each warning."""
    data = {**_named(enrolled), "day": f"{day_of(enrolled.valid_until):%d-%m-%Y}"}
    once = f"expires-{enrolled.public_id}-{days}"
    _to_holder(letters.EXPIRES, enrolled, data, once=once, at=at)


def _named(enrolled: EnrolledCertificate) -> dict[str, str]:
    return {"holder": enrolled.holder, "serial": f"{int(enrolled.serial):X}"}


def _to_holder(
    kind: str, enrolled: EnrolledCertificate, data: Data, *, once: str, at: datetime
) -> None:
    _send(kind, to=enrolled.email, language=enrolled.language, data=data, once=once, at=at)


def _send(kind: str, *, to: str, language: str, data: Data, once: str, at: datetime) -> None:
    """Write a letter; an address that cannot receive any holds back nothing else."""
    try:
        mail.send(kind=kind, to=to, language=language, data=data, once=once, at=at)
    except LetterAddressError:
        _log.warning("letter-without-address", kind=kind)

"""How is a file of a provider taken in?

First it is stored, whatever it is; then opened, and its signature, certificate, name, contract and
period are checked. What is refused stays in the archive with its code. The same text again gets the
same answer, unless it was refused for something outside it, which is then looked at again.
"""

import hashlib
import io
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO

from django.conf import settings
from django.db import IntegrityError, transaction

from openpias.core.findings import Finding
from openpias.core.rules.records import ReportHeader, ReportKind
from openpias.interop import file_names
from openpias.interop.messages.families import FAMILIES
from openpias.server.certificates import api as certificates
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.audit.entries import Fact
from openpias.server.platform.clock import day_of
from openpias.server.platform.outbox.operations import announce
from openpias.server.providers import api as providers
from openpias.server.reporting.domain import intake, official_messages
from openpias.server.reporting.domain.outcomes import (
    IntakeProblem,
    IntakeRefusal,
    ReportingProblem,
    ReportingRefused,
)
from openpias.server.reporting.enums import ReportHappening, ReportState, UntakenKind
from openpias.server.reporting.events import ReportAccepted
from openpias.server.reporting.events import ReportRefused as ReportRefusedEvent
from openpias.server.reporting.models import ACCEPTED, BuiltReport, Report, ReportPart
from openpias.server.reporting.operations import built_files, opening, parts, trail
from openpias.server.reporting.operations.opening import OpenedFile, OpeningFailedError
from openpias.server.reporting.permissions import Permission
from openpias.server.reporting.queries import periods

# What is wrong with the text itself stays wrong; contracts, periods and certificates change.
_OF_THE_TEXT = ("envelope-", "signature-", "message-")
_OF_THE_KIND = frozenset({IntakeProblem.KIND_UNKNOWN.value, IntakeProblem.KIND_DIFFERS.value})


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """The file was taken and waits to be processed, or was already; `number` counts reports."""

    report: str
    number: int
    file_name: str
    is_repeated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """The file was archived and refused; `message` is what the official interface says.

    `report` is empty where not even the archive took it: a text beyond the limit.
    """

    report: str
    code: str
    official_code: int
    facts: Mapping[str, str] = field(default_factory=dict)
    is_repeated: bool = False

    @property
    def message(self) -> str:
        """Return the official message."""
        return official_messages.message(self.code, self.facts)


def receive(text: str, *, report_type: str, actor: Actor, at: datetime) -> Received | Refused:
    """Take in a text of `sendReport`; harmless to repeat.

    Writes the text, the report's life with audit rows, and an event once it is accepted.
    Raises ReportingRefused for whoever may not send, and in practice.
    """
    if len(text) > settings.REPORT_TEXT_BYTES:
        _require_sender(actor)
        return _too_large()
    octets = io.BytesIO(text.encode("utf-8", "surrogatepass"))
    del text
    return receive_file(octets, report_type=report_type, actor=actor, at=at)


def receive_file(
    file: IO[bytes],
    *,
    report_type: str,
    actor: Actor,
    at: datetime,
    built: uuid.UUID | None = None,
) -> Received | Refused:
    """Do the same for a text in a file that can be read twice; no more than a piece is in memory.

    `built` is the report of the actor's provider whose signed file this is: another content, or
    another name, is archived and refused, and `take_as_own` may take it after all.
    """
    _require_sender(actor)
    if file.seek(0, io.SEEK_END) > settings.REPORT_TEXT_BYTES:
        return _too_large()
    report_type = report_type.replace("\x00", "")[:20]
    report, is_new = _stored(file, report_type=report_type, actor=actor, at=at)
    if not is_new and _is_settled(report):
        return _answer(report, is_repeated=True)
    return _answer(_judged(report, built=built, actor=actor, at=at))


def take_as_own(public_id: uuid.UUID, *, actor: Actor, at: datetime) -> Received | Refused | None:
    """Take a file that is not what was built here as one of the provider's own software.

    It is judged from the archive like any other, and typed records do not follow it; a file that
    was refused for another reason, or taken, is answered as it stands. None where there is no such
    report of the actor's provider. Raises ReportingRefused.
    """
    _require_sender(actor)
    report = Report.objects.filter(
        public_id=public_id,
        provider_code=actor.provider.code,
        house_code=actor.provider.house_code,
    ).first()
    if report is None:
        return None
    if report.code != IntakeProblem.BUILT_DIFFERS or _is_settled(report):
        return _answer(report, is_repeated=True)
    return _answer(_judged(report, built=None, actor=actor, at=at))


def _too_large() -> Refused:
    found = intake.refusal(IntakeProblem.TEXT_TOO_LARGE)
    return Refused(report="", code=found.code, official_code=found.official_code)


def _require_sender(actor: Actor) -> None:
    if not actor.may(Permission.SEND):
        raise ReportingRefused(ReportingProblem.NOT_ALLOWED)
    if actor.practice:
        raise ReportingRefused(ReportingProblem.PRACTICE)


def _stored(
    file: IO[bytes], *, report_type: str, actor: Actor, at: datetime
) -> tuple[Report, bool]:
    size = file.tell()
    file.seek(0)
    digest = _digest(file)
    key = {
        "provider_code": actor.provider.code,
        "house_code": actor.provider.house_code,
        "digest": digest,
    }
    with transaction.atomic():
        report, is_new = Report.objects.get_or_create(
            **key,
            defaults={
                "provider_name": actor.provider.name,
                "account_id": actor.account_id,
                "report_type": report_type,
                "size": size,
                "received_at": at,
            },
        )
        if is_new:
            file.seek(0)
            parts.keep(ReportPart, parts.pieces_from(file), report=report)
            facts = {"octets": size}
            trail.happened(report, ReportHappening.RECEIVED, facts=facts, actor=actor, at=at)
    return report, is_new


def _digest(file: IO[bytes]) -> bytes:
    found = hashlib.sha256()
    for piece in parts.pieces_from(file):
        found.update(piece)
    return found.digest()


def _is_settled(report: Report) -> bool:
    if report.state == ReportState.REFUSED:
        return bool(report.code.startswith(_OF_THE_TEXT) or report.code in _OF_THE_KIND)
    return bool(report.state != ReportState.RECEIVED)


def _judged(report: Report, *, built: uuid.UUID | None, actor: Actor, at: datetime) -> Report:
    kind = _kind(report.report_type)
    if isinstance(kind, IntakeRefusal):
        return _refuse(report, kind, actor=actor, at=at)
    prefix = file_names.REPORTS[kind.value]
    try:
        with opening.opened(parts.kept(ReportPart, report=report), prefix=prefix) as found:
            if isinstance(found, str):
                return _refuse(report, intake.refusal(found), actor=actor, at=at)
            differs = built_files.difference(report, found, built=built, kind=kind)
            if differs is not None:
                report.file_name = str(found.name)
                return _refuse(report, differs, actor=actor, at=at)
            return _checked(report, found, kind=kind, actor=actor, at=at)
    except OpeningFailedError:
        failed = intake.refusal(IntakeProblem.OPENING_FAILED)
        return _refuse(report, failed, actor=actor, at=at)


def _kind(report_type: str) -> ReportKind | IntakeRefusal:
    if report_type in {each.value for each in ReportKind} and report_type in FAMILIES:
        return ReportKind(report_type)
    if report_type in set(UntakenKind):
        return intake.refusal(IntakeProblem.KIND_UNTAKEN, report_type=report_type)
    if report_type in file_names.REPORTS:
        return intake.refusal(IntakeProblem.KIND_WITHOUT_SERVICES, report_type=report_type)
    return intake.refusal(IntakeProblem.KIND_UNKNOWN, report_type=report_type)


def _checked(
    report: Report, found: OpenedFile, *, kind: ReportKind, actor: Actor, at: datetime
) -> Report:
    report.file_name = str(found.name)
    report.unpacked_size = found.size
    report.signed_at = found.signed_at
    house = report.house_code
    signer = certificates.signer(
        found.signer,
        provider=report.provider_code,
        house=house,
        signed_at=found.signed_at,
        at=at,
    )
    if not isinstance(signer, certificates.Signer):
        return _refuse(report, intake.refusal(signer.value), actor=actor, at=at)
    report.signer = signer.certificate
    header = next(iter(FAMILIES[kind].monthly.read(found.content)), None)
    if not isinstance(header, ReportHeader):
        code = header.code if isinstance(header, Finding) else IntakeProblem.KIND_DIFFERS
        return _refuse(report, intake.refusal(code), actor=actor, at=at)
    _fill(report, header)
    refusal = intake.check(
        header, found.name, kind=kind.value, known=_known(report, header, at=at)
    ) or _name_refusal(report)
    if refusal is not None:
        return _refuse(report, refusal, actor=actor, at=at)
    follows = built_files.of_report(report, found)
    return _accept(report, follows=follows, actor=actor, at=at)


def _fill(report: Report, header: ReportHeader) -> None:
    report.contract_number = header.contract_number
    report.app_id = header.app_id
    report.starts_on = header.starts_on
    report.ends_on = header.ends_on
    report.reported_on = header.reported_on
    report.invoice_number = header.invoice_number


def _known(report: Report, header: ReportHeader, *, at: datetime) -> intake.Known:
    contracts = providers.contracts_between(
        report.provider_code,
        house=report.house_code,
        first=header.starts_on,
        last=max(header.starts_on, header.ends_on),
    )
    return intake.Known(
        provider=report.provider_code,
        house=report.house_code,
        contracts={each.number for each in contracts},
        period=periods.state_of(
            report.house_code,
            header.kind.value,
            starts_on=header.starts_on,
            ends_on=header.ends_on,
        ),
        today=day_of(at),
    )


def _name_refusal(report: Report) -> IntakeRefusal | None:
    same = Report.objects.filter(
        provider_code=report.provider_code, file_name=report.file_name, state__in=ACCEPTED
    ).exclude(pk=report.pk)
    state = same.values_list("state", flat=True).first()
    if state is None:
        return None
    code = IntakeProblem.NAME_PROCESSED
    if state != ReportState.PROCESSED:
        code = IntakeProblem.NAME_IN_WORK
    return intake.refusal(code, file_name=report.file_name)


def _accept(report: Report, *, follows: BuiltReport | None, actor: Actor, at: datetime) -> Report:
    try:
        with transaction.atomic():
            held = Report.objects.select_for_update().get(pk=report.pk)
            if _is_settled(held):
                return held
            report.state, report.code, report.official_code = ReportState.QUEUED, "", None
            report.facts = {}
            report.save()
            if follows is not None:
                built_files.send(follows)
            trail.happened(report, ReportHappening.ACCEPTED, actor=actor, at=at)
            announce(ReportAccepted(report=str(report.public_id)), at=at)
    except IntegrityError:  # the same name came in the same moment
        taken = intake.refusal(IntakeProblem.NAME_IN_WORK, file_name=report.file_name)
        return _refuse(report, taken, actor=actor, at=at)
    return report


def _refuse(report: Report, why: IntakeRefusal, *, actor: Actor, at: datetime) -> Report:
    with transaction.atomic():
        held = Report.objects.select_for_update().get(pk=report.pk)
        if _is_settled(held) or (held.code, held.facts) == (why.code, why.facts):
            return held
        report.state, report.code = ReportState.REFUSED, why.code
        report.official_code, report.facts = why.official_code, dict(why.facts)
        report.save()
        facts: dict[str, Fact] = {"code": why.code, "official": why.official_code}
        trail.happened(report, ReportHappening.REFUSED, facts=facts, actor=actor, at=at)
        announce(ReportRefusedEvent(report=str(report.public_id), house=report.house_code), at=at)
    return report


def _answer(report: Report, *, is_repeated: bool = False) -> Received | Refused:
    if report.state == ReportState.REFUSED:
        return Refused(
            report=str(report.public_id),
            code=report.code,
            official_code=report.official_code or official_messages.NOT_VALID,
            facts=report.facts,
            is_repeated=is_repeated,
        )
    return Received(
        report=str(report.public_id),
        number=report.pk,
        file_name=report.file_name,
        is_repeated=is_repeated,
    )

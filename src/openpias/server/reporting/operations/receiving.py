"""How is a file of a provider taken in?

First it is stored, whatever it is; then opened, and its signature, certificate, name, contract and
period are checked. What is refused stays in the archive with its code. The same text again gets the
same answer, unless it was refused for something outside it, which is then looked at again.
"""

import io
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO

from django.conf import settings

from openpias.server.platform.accounts.actors import Actor
from openpias.server.reporting.domain import intake, official_messages
from openpias.server.reporting.domain.outcomes import (
    IntakeProblem,
    ReportingProblem,
    ReportingRefused,
)
from openpias.server.reporting.enums import ReportState
from openpias.server.reporting.models import Report
from openpias.server.reporting.operations import checking, deciding, storing
from openpias.server.reporting.permissions import Permission


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
    report, is_new = storing.stored(file, report_type=report_type, actor=actor, at=at)
    if not is_new and deciding.is_settled(report):
        return _answer(report, is_repeated=True)
    return _answer(checking.judged(report, built=built, actor=actor, at=at))


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
    if report.code != IntakeProblem.BUILT_DIFFERS or deciding.is_settled(report):
        return _answer(report, is_repeated=True)
    return _answer(checking.judged(report, built=None, actor=actor, at=at))


def _too_large() -> Refused:
    found = intake.refusal(IntakeProblem.TEXT_TOO_LARGE)
    return Refused(report="", code=found.code, official_code=found.official_code)


def _require_sender(actor: Actor) -> None:
    if not actor.may(Permission.SEND):
        raise ReportingRefused(ReportingProblem.NOT_ALLOWED)
    if actor.practice:
        raise ReportingRefused(ReportingProblem.PRACTICE)


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

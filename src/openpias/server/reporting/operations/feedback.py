"""How is the feedback of a report written, and under which address is it taken?

An address holds what it is about, for whom and since when, signed; nothing is kept of it. It serves
the provider's own account, for as long as OPENPIAS_DOWNLOAD_SECONDS says.
"""

import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

import msgspec
from django.conf import settings
from django.core import signing
from django.db import transaction

from openpias.core.findings import Finding
from openpias.core.identifiers.digits import is_ascii_digits
from openpias.core.rules.records import ReportHeader
from openpias.interop import file_names
from openpias.interop.messages.formats import Answer
from openpias.interop.messages.official import Family
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.clock import day_of
from openpias.server.reporting.domain import judging
from openpias.server.reporting.enums import ReportHappening
from openpias.server.reporting.models import Feedback, FeedbackPart, Report
from openpias.server.reporting.operations import parts, staging, trail
from openpias.server.reporting.queries import visibility

_SALT = "openpias.reporting.feedback"
_NOT_DECIMAL = "app-id-not-decimal"
_NO_ID = "0"
_EARLIEST = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A file that may be taken: the token for its address, its name, its size in octets."""

    token: str
    name: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """The file of an offer, in pieces; each is read when it is asked for."""

    name: str
    size: int
    pieces: Iterator[bytes]


def write(
    family: Family,
    *,
    header: ReportHeader,
    of_file: Iterable[Finding],
    report: Report,
    into: IO[bytes],
    at: datetime,
) -> int:
    """Write the feedback of the staged records as a ZIP with one file; return its octets.

    Where the official structure writes ids as decimals, it cannot name a record with another one:
    such records are left out, and the finding that they have stands above.
    """
    findings = judging.on_wire(of_file)
    if family.numeric_app_id:
        if not is_ascii_digits(header.app_id):
            header = msgspec.structs.replace(header, app_id=_NO_ID)
        if staging.has_other_ids(report.pk):
            findings = (*findings, (judging.wire_code(_NOT_DECIMAL), True))
    answer = Answer(
        header=header,
        records=staging.answers(report.pk, only_decimal_ids=family.numeric_app_id),
        validated_on=day_of(at),
        findings=tuple(dict.fromkeys(findings)),
    )
    name = file_names.read(report.file_name)
    entry = zipfile.ZipInfo(report.file_name, name.moment.timetuple()[:6] if name else _EARLIEST)
    entry.compress_type = zipfile.ZIP_DEFLATED
    with (
        zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open(entry, "w") as file,
    ):
        family.monthly.write_feedback(answer, file)
    return into.tell()


def offer(file_name: str, *, actor: Actor, at: datetime) -> Offer | None:
    """Return under which token the feedback of a report of the actor's provider can be taken.

    None while it is not processed, and for a name that nobody sent. Writes a line of the report's
    life and an audit row.
    """
    row = (
        Feedback.objects.filter(
            report__in=visibility.own_reports(actor), report__file_name=file_name
        )
        .select_related("report")
        .first()
    )
    return _offered(row, actor=actor, at=at) if row else None


def offer_of(report: str, *, actor: Actor, at: datetime) -> Offer | None:
    """Return the offer of a report that the actor may see, by its opaque id."""
    found = visibility.one(report, actor=actor)
    row = Feedback.objects.filter(report=found).select_related("report").first() if found else None
    return _offered(row, actor=actor, at=at) if row else None


def take(token: str, *, actor: Actor, at: datetime) -> Taken | None:
    """Return the file behind a token of the actor's own; None for any other, and after its time."""
    said = _read(token)
    if said is None or said.get("account") != actor.account_id:
        return None
    if not 0 <= at.timestamp() - said["at"] <= settings.DOWNLOAD_SECONDS:
        return None
    row = Feedback.objects.filter(pk=said["feedback"]).first()
    if row is None:
        return None
    return Taken(name=row.name, size=row.size, pieces=parts.kept(FeedbackPart, feedback=row))


def has_ended(token: str, *, actor: Actor, at: datetime) -> bool:
    """Tell whether a token was the actor's own and its time is over."""
    said = _read(token)
    if said is None or said.get("account") != actor.account_id:
        return False
    return bool(at.timestamp() - said["at"] > settings.DOWNLOAD_SECONDS)


def _offered(row: Feedback, *, actor: Actor, at: datetime) -> Offer:
    with transaction.atomic():
        trail.happened(row.report, ReportHappening.FEEDBACK_TAKEN, actor=actor, at=at)
    said = {"feedback": row.pk, "account": actor.account_id, "at": at.timestamp()}
    return Offer(token=signing.dumps(said, salt=_SALT), name=row.name, size=row.size)


def _read(token: str) -> dict[str, Any] | None:
    try:
        said: dict[str, Any] = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    return said

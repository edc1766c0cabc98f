"""Is a stored text a report that may wait for its processing?

It is opened, and its signature, certificate, name, contract and period are checked.
"""

import uuid
from datetime import datetime

from openpias.core.findings import Finding
from openpias.core.rules.records import ReportHeader, ReportKind
from openpias.interop import file_names
from openpias.interop.messages.families import FAMILIES
from openpias.server.certificates import api as certificates
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.clock import day_of
from openpias.server.providers import api as providers
from openpias.server.reporting.domain import intake
from openpias.server.reporting.domain.outcomes import IntakeProblem, IntakeRefusal
from openpias.server.reporting.enums import ReportState, UntakenKind
from openpias.server.reporting.models import ACCEPTED, Report, ReportPart
from openpias.server.reporting.operations import built_files, deciding, opening, parts
from openpias.server.reporting.operations.opening import OpenedFile, OpeningFailedError
from openpias.server.reporting.queries import periods


def judged(report: Report, *, built: uuid.UUID | None, actor: Actor, at: datetime) -> Report:
    """Open a stored text, check what is inside, and return the report as it was decided.

    `built` is the report whose signed file it is said to be. Writes what the decision writes.
    """
    kind = _kind(report.report_type)
    if isinstance(kind, IntakeRefusal):
        return deciding.refuse(report, kind, actor=actor, at=at)
    prefix = file_names.REPORTS[kind.value]
    try:
        with opening.opened(parts.kept(ReportPart, report=report), prefix=prefix) as found:
            if isinstance(found, str):
                return deciding.refuse(report, intake.refusal(found), actor=actor, at=at)
            differs = built_files.difference(report, found, built=built, kind=kind)
            if differs is not None:
                report.file_name = str(found.name)
                return deciding.refuse(report, differs, actor=actor, at=at)
            return _checked(report, found, kind=kind, actor=actor, at=at)
    except OpeningFailedError:
        failed = intake.refusal(IntakeProblem.OPENING_FAILED)
        return deciding.refuse(report, failed, actor=actor, at=at)


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
        return deciding.refuse(report, intake.refusal(signer.value), actor=actor, at=at)
    report.signer = signer.certificate
    header = next(iter(FAMILIES[kind].monthly.read(found.content)), None)
    if not isinstance(header, ReportHeader):
        code = header.code if isinstance(header, Finding) else IntakeProblem.KIND_DIFFERS
        return deciding.refuse(report, intake.refusal(code), actor=actor, at=at)
    _fill(report, header)
    refusal = intake.check(
        header, found.name, kind=kind.value, known=_known(report, header, at=at)
    ) or _name_refusal(report)
    if refusal is not None:
        return deciding.refuse(report, refusal, actor=actor, at=at)
    follows = built_files.of_report(report, found)
    return deciding.accept(report, follows=follows, actor=actor, at=at)


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

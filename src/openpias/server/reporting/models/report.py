"""Which files did providers send, and what became of each?"""

import uuid

from django.db import models
from django.db.models import Q

from openpias.server.reporting.enums import ReportState

ACCEPTED = (
    ReportState.QUEUED,
    ReportState.PROCESSING,
    ReportState.PROCESSED,
    ReportState.DEAD_LETTER,
)


class Report(models.Model):
    """A received file: archived whatever it is, and a report once it was accepted.

    `digest` is the SHA-256 of the text as it came. Of a refused file `code`, `official_code` and
    `facts` say why; `claimed_until` and `claim` are those of the worker that has it.
    Columns from `contract_number` on are filled from the header of a file that could be read.
    `totals` has amounts in lei by name; counts are of records, `unreadable` never became one.
    """

    public_id = models.UUIDField(unique=True, default=uuid.uuid4)
    provider_code = models.CharField(max_length=20)
    provider_name = models.CharField(max_length=200)
    house_code = models.CharField(max_length=20)
    account_id = models.BigIntegerField()
    report_type = models.CharField(max_length=20)
    digest = models.BinaryField(max_length=32)
    size = models.PositiveIntegerField()
    received_at = models.DateTimeField()
    state = models.CharField(max_length=12, default=ReportState.RECEIVED)
    code = models.CharField(max_length=60, blank=True)
    official_code = models.SmallIntegerField(null=True, blank=True)
    facts = models.JSONField(default=dict)
    file_name = models.CharField(max_length=60, blank=True)
    signer = models.CharField(max_length=36, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    unpacked_size = models.PositiveBigIntegerField(null=True, blank=True)
    contract_number = models.TextField(blank=True)
    app_id = models.TextField(blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    reported_on = models.DateField(null=True, blank=True)
    invoice_number = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    claim = models.UUIDField(null=True, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=60, blank=True)
    records_read = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)
    valid = models.PositiveIntegerField(default=0)
    partial = models.PositiveIntegerField(default=0)
    invalid = models.PositiveIntegerField(default=0)
    unreadable = models.PositiveIntegerField(default=0)
    late = models.PositiveIntegerField(default=0)
    displaced = models.PositiveIntegerField(default=0)
    totals = models.JSONField(default=dict)

    class Meta:
        db_table = "reporting_report"
        constraints = [
            models.UniqueConstraint(
                fields=["provider_code", "house_code", "digest"], name="reporting_report_once"
            ),
            models.UniqueConstraint(
                fields=["provider_code", "file_name"],
                name="reporting_report_name_once",
                condition=Q(state__in=[each.value for each in ACCEPTED]),
            ),
            models.CheckConstraint(
                name="reporting_report_state_known",
                condition=Q(state__in=[each.value for each in ReportState]),
            ),
            models.CheckConstraint(
                name="reporting_report_refusal_has_a_code",
                condition=~Q(state=ReportState.REFUSED) | ~Q(code=""),
            ),
        ]
        indexes = [
            models.Index(fields=["provider_code", "-id"], name="reporting_report_provider"),
            models.Index(fields=["house_code", "state", "-id"], name="reporting_report_house"),
            models.Index(
                fields=["claimed_until"],
                name="reporting_report_waiting",
                condition=Q(state__in=[ReportState.QUEUED.value, ReportState.PROCESSING.value]),
            ),
        ]


class ReportPart(models.Model):
    """A piece of the text as it was received; all pieces in their order are the text."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="parts", db_index=False)
    number = models.PositiveIntegerField()
    octets = models.BinaryField()

    class Meta:
        db_table = "reporting_report_part"
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="reporting_part_once")
        ]


class ReportEvent(models.Model):
    """One line of a report's life, written once; nobody acted where `account_id` is empty."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="events", db_index=False)
    happening = models.CharField(max_length=20)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True, blank=True)
    facts = models.JSONField(default=dict)

    class Meta:
        db_table = "reporting_report_event"
        indexes = [models.Index(fields=["report", "id"], name="reporting_event_report")]

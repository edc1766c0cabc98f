"""Which services were reported or validated online, and what was found about each?"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from openpias.core.rules.records import PersonType
from openpias.server.reporting.models.report import Report


class RecordColumns(models.Model):
    """What is kept of a record; texts of the wire have no limit here, formats have theirs.

    `key` is the digest of provider, kind, list and application id: one short column, so that the
    database finds a record by it whatever it knows of the others.

    `person` is the register's opaque id of a displaced person, or a keyed digest of another
    identifier: the same for one person. Names, birth date and identifiers live here only and are
    emptied after their term. `content` is the digest by which a record is known to say the same.
    `given_at` is the moment on Romania's clocks; money is in lei.
    """

    key = models.UUIDField()
    provider_code = models.CharField(max_length=20)
    house_code = models.CharField(max_length=20)
    kind = models.CharField(max_length=10)
    list = models.CharField(max_length=20)
    app_id = models.TextField()
    position = models.PositiveIntegerField()
    path = models.TextField(blank=True)
    contract_number = models.TextField(blank=True)
    person = models.UUIDField(null=True, blank=True)
    person_type = models.TextField(blank=True)
    identifier = models.TextField(blank=True)
    cnp = models.TextField(blank=True)
    cid = models.TextField(blank=True)
    surname = models.TextField(blank=True)
    given_name = models.TextField(blank=True)
    birth_date = models.DateField(null=True, blank=True)
    given_on = models.DateField()
    given_at = models.DateTimeField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    service_code = models.TextField(blank=True)
    package = models.TextField(blank=True)
    quantity = models.DecimalField(max_digits=18, decimal_places=4)
    unit_value = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    value = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    personal_share = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    stamp_code = models.TextField(blank=True)
    speciality = models.TextField(blank=True)
    diagnosis = models.TextField(blank=True)
    arrived_at = models.DateTimeField()
    deadline = models.DateTimeField(null=True, blank=True)
    is_late = models.BooleanField(default=False)
    state = models.PositiveSmallIntegerField()
    content = models.CharField(max_length=64, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


class ReportedRecord(RecordColumns):
    """A record as it was last reported or validated; older ones stay, superseded.

    The key is provider, kind, list and the reporting application's id. `arrived_at` is the arrival that
    counts for its days (`core.rules.arrival`), `report` the file that said it last, empty after an online validation.
    """

    report = models.ForeignKey(
        Report, models.PROTECT, null=True, blank=True, related_name="records", db_index=False
    )
    source = models.CharField(max_length=6)
    reported_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "reporting_record"
        constraints = [
            models.UniqueConstraint(
                fields=["key"],
                name="reporting_record_key",
                condition=Q(superseded_at__isnull=True),
            ),
            models.CheckConstraint(
                name="reporting_record_state_known", condition=Q(state__in=[0, 1, 2])
            ),
        ]
        indexes = [
            models.Index(fields=["report", "position"], name="reporting_record_report"),
            models.Index(
                fields=["person", "given_on"],
                name="reporting_record_person",
                condition=Q(superseded_at__isnull=True, withdrawn_at__isnull=True, state__gt=0),
            ),
            models.Index(
                fields=["key"],
                name="reporting_record_history",
                condition=Q(superseded_at__isnull=False),
            ),
            models.Index(
                fields=["provider_code", "given_on", "id"],
                name="reporting_record_provider",
                condition=Q(superseded_at__isnull=True),
            ),
            models.Index(
                fields=["given_on", "house_code", "provider_code"],
                name="reporting_record_displaced",
                condition=Q(superseded_at__isnull=True, person_type=PersonType.OUG15.value),
            ),
        ]


class StagedRecord(RecordColumns):
    """A judged record of a report that is still being processed: nobody sees it.

    The table is not logged: after a crash of the database the report is judged anew.
    `repeats` marks a key that this report brought before; only the first becomes a record.
    `codes` are those of the feedback, as they go on the wire, with a mark before each error;
    `told` is what else the feedback says of the record, mostly nothing.
    """

    report = models.ForeignKey(
        Report, models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    repeats = models.BooleanField(default=False)
    codes = ArrayField(models.CharField(max_length=22), default=list)
    told = models.JSONField(default=dict)

    class Meta:
        db_table = "reporting_staged_record"
        indexes = [models.Index(fields=["report", "position"], name="reporting_staged_report")]


class FindingColumns(models.Model):
    """One thing found: code, wire code, severity, where in the message, and what fills the texts."""

    position = models.PositiveIntegerField(default=0)
    code = models.CharField(max_length=60)
    severity = models.CharField(max_length=8)
    path = models.TextField(blank=True)
    facts = models.JSONField(default=dict)

    class Meta:
        abstract = True


class RecordFinding(FindingColumns):
    """A finding of a report or of an online validation; without `record` it is about the file."""

    report = models.ForeignKey(
        Report, models.CASCADE, null=True, blank=True, related_name="findings", db_index=False
    )
    record = models.ForeignKey(
        ReportedRecord,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="findings",
        db_index=False,
    )

    class Meta:
        db_table = "reporting_finding"
        indexes = [
            models.Index(fields=["report", "id"], name="reporting_finding_report"),
            models.Index(fields=["record"], name="reporting_finding_record"),
        ]


class StagedFinding(FindingColumns):
    """A finding of a report that is still being processed."""

    report = models.ForeignKey(
        Report, models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )

    class Meta:
        db_table = "reporting_staged_finding"
        indexes = [models.Index(fields=["report", "id"], name="reporting_staged_finding_rep")]


class StagedCount(models.Model):
    """How often a report that is being processed said something, under a number that hides what."""

    pk = models.CompositePrimaryKey("report_id", "number")
    report = models.ForeignKey(
        Report, models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    number = models.BigIntegerField()
    times = models.IntegerField()

    class Meta:
        db_table = "reporting_staged_count"

"""Tables of reporting."""

import django.contrib.postgres.fields
import django.db.models.deletion
import openpias.core.calendar.reporting_clock
import openpias.server.reporting.enums
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="BuiltReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(unique=True)),
                ("provider_code", models.CharField(max_length=20)),
                ("house_code", models.CharField(max_length=20)),
                ("kind", models.CharField(max_length=10)),
                ("contract_number", models.CharField(max_length=40)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("file_name", models.CharField(max_length=60)),
                ("content", models.BinaryField()),
                ("records", models.PositiveIntegerField()),
                ("built_at", models.DateTimeField()),
                ("built_by", models.BigIntegerField()),
            ],
            options={
                "db_table": "reporting_built",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("provider_code", "file_name"), name="reporting_built_name_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DeclaredPause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (
                                openpias.core.calendar.reporting_clock.PauseKind["OUTAGE"],
                                openpias.core.calendar.reporting_clock.PauseKind["OUTAGE"],
                            ),
                            (
                                openpias.core.calendar.reporting_clock.PauseKind["SUSPENSION"],
                                openpias.core.calendar.reporting_clock.PauseKind["SUSPENSION"],
                            ),
                        ],
                        max_length=12,
                    ),
                ),
                ("begins_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("act", models.CharField(max_length=300)),
                ("outage", models.UUIDField(blank=True, null=True)),
                ("declared_at", models.DateTimeField()),
                ("declared_by", models.BigIntegerField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "db_table": "reporting_pause",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("begins_at"))),
                        name="reporting_pause_ends_later",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DistinctEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(unique=True)),
                ("provider_code", models.CharField(max_length=20)),
                ("house_code", models.CharField(max_length=20)),
                ("kind", models.CharField(max_length=10)),
                ("person", models.UUIDField()),
                ("identifier", models.CharField(max_length=20)),
                ("given_on", models.DateField()),
                ("service_code", models.CharField(blank=True, max_length=40)),
                ("what", models.CharField(max_length=200)),
                ("quantity", models.DecimalField(decimal_places=4, max_digits=14)),
                (
                    "value",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True),
                ),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.BigIntegerField()),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "db_table": "reporting_distinct_entry",
                "indexes": [
                    models.Index(
                        fields=["provider_code", "given_on"], name="reporting_distinct_month"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ListedCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("list", models.CharField(max_length=20)),
                ("code", models.CharField(max_length=20)),
                ("name", models.CharField(max_length=200)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("provenance", models.CharField(max_length=300)),
            ],
            options={
                "db_table": "reporting_code",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("list", "code", "valid_from"), name="reporting_code_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="reporting_code_ends_after_start",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ListedService",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20)),
                ("name", models.CharField(max_length=200)),
                (
                    "kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10), size=None
                    ),
                ),
                (
                    "packages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), default=list, size=None
                    ),
                ),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                (
                    "tariff",
                    models.DecimalField(blank=True, decimal_places=4, max_digits=14, null=True),
                ),
                ("needs_referral", models.BooleanField(default=False)),
                ("needs_card", models.BooleanField(default=True)),
                ("most_per_day", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("provenance", models.CharField(max_length=300)),
            ],
            options={
                "db_table": "reporting_service",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("code", "valid_from"), name="reporting_service_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="reporting_service_ends_after_start",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("provider_code", models.CharField(max_length=20)),
                ("provider_name", models.CharField(max_length=200)),
                ("house_code", models.CharField(max_length=20)),
                ("account_id", models.BigIntegerField()),
                ("report_type", models.CharField(max_length=20)),
                ("digest", models.BinaryField(max_length=32)),
                ("size", models.PositiveIntegerField()),
                ("received_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        default=openpias.server.reporting.enums.ReportState["RECEIVED"],
                        max_length=12,
                    ),
                ),
                ("code", models.CharField(blank=True, max_length=60)),
                ("official_code", models.SmallIntegerField(blank=True, null=True)),
                ("facts", models.JSONField(default=dict)),
                ("file_name", models.CharField(blank=True, max_length=60)),
                ("signer", models.CharField(blank=True, max_length=36)),
                ("signed_at", models.DateTimeField(blank=True, null=True)),
                ("unpacked_size", models.PositiveBigIntegerField(blank=True, null=True)),
                ("contract_number", models.TextField(blank=True)),
                ("app_id", models.TextField(blank=True)),
                ("starts_on", models.DateField(blank=True, null=True)),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("reported_on", models.DateField(blank=True, null=True)),
                ("invoice_number", models.TextField(blank=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("claim", models.UUIDField(blank=True, null=True)),
                ("claimed_until", models.DateTimeField(blank=True, null=True)),
                ("failure", models.CharField(blank=True, max_length=60)),
                ("records_read", models.PositiveIntegerField(default=0)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("valid", models.PositiveIntegerField(default=0)),
                ("partial", models.PositiveIntegerField(default=0)),
                ("invalid", models.PositiveIntegerField(default=0)),
                ("unreadable", models.PositiveIntegerField(default=0)),
                ("late", models.PositiveIntegerField(default=0)),
                ("displaced", models.PositiveIntegerField(default=0)),
                ("totals", models.JSONField(default=dict)),
            ],
            options={
                "db_table": "reporting_report",
                "indexes": [
                    models.Index(fields=["provider_code", "-id"], name="reporting_report_provider"),
                    models.Index(
                        fields=["house_code", "state", "-id"], name="reporting_report_house"
                    ),
                    models.Index(
                        condition=models.Q(("state__in", ["queued", "processing"])),
                        fields=["claimed_until"],
                        name="reporting_report_waiting",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("provider_code", "house_code", "digest"),
                        name="reporting_report_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("state__in", ["queued", "processing", "processed", "dead-letter"])
                        ),
                        fields=("provider_code", "file_name"),
                        name="reporting_report_name_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "received",
                                    "refused",
                                    "queued",
                                    "processing",
                                    "processed",
                                    "dead-letter",
                                ],
                            )
                        ),
                        name="reporting_report_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", openpias.server.reporting.enums.ReportState["REFUSED"]),
                                _negated=True,
                            ),
                            models.Q(("code", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="reporting_report_refusal_has_a_code",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Feedback",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("size", models.PositiveBigIntegerField()),
                ("made_at", models.DateTimeField()),
                (
                    "report",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="feedback",
                        to="reporting.report",
                    ),
                ),
            ],
            options={
                "db_table": "reporting_feedback",
            },
        ),
        migrations.CreateModel(
            name="ReportedRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField()),
                ("provider_code", models.CharField(max_length=20)),
                ("house_code", models.CharField(max_length=20)),
                ("kind", models.CharField(max_length=10)),
                ("list", models.CharField(max_length=20)),
                ("app_id", models.TextField()),
                ("position", models.PositiveIntegerField()),
                ("path", models.TextField(blank=True)),
                ("contract_number", models.TextField(blank=True)),
                ("person", models.UUIDField(blank=True, null=True)),
                ("person_type", models.TextField(blank=True)),
                ("identifier", models.TextField(blank=True)),
                ("cnp", models.TextField(blank=True)),
                ("cid", models.TextField(blank=True)),
                ("surname", models.TextField(blank=True)),
                ("given_name", models.TextField(blank=True)),
                ("birth_date", models.DateField(blank=True, null=True)),
                ("given_on", models.DateField()),
                ("given_at", models.DateTimeField(blank=True, null=True)),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("service_code", models.TextField(blank=True)),
                ("package", models.TextField(blank=True)),
                ("quantity", models.DecimalField(decimal_places=4, max_digits=18)),
                (
                    "unit_value",
                    models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True),
                ),
                (
                    "value",
                    models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True),
                ),
                (
                    "personal_share",
                    models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True),
                ),
                ("stamp_code", models.TextField(blank=True)),
                ("speciality", models.TextField(blank=True)),
                ("diagnosis", models.TextField(blank=True)),
                ("arrived_at", models.DateTimeField()),
                ("deadline", models.DateTimeField(blank=True, null=True)),
                ("is_late", models.BooleanField(default=False)),
                ("state", models.PositiveSmallIntegerField()),
                ("content", models.CharField(blank=True, max_length=64)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("source", models.CharField(max_length=6)),
                ("reported_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "report",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="records",
                        to="reporting.report",
                    ),
                ),
            ],
            options={
                "db_table": "reporting_record",
            },
        ),
        migrations.CreateModel(
            name="RecordFinding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0)),
                ("code", models.CharField(max_length=60)),
                ("severity", models.CharField(max_length=8)),
                ("path", models.TextField(blank=True)),
                ("facts", models.JSONField(default=dict)),
                (
                    "report",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="findings",
                        to="reporting.report",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="findings",
                        to="reporting.reportedrecord",
                    ),
                ),
            ],
            options={
                "db_table": "reporting_finding",
            },
        ),
        migrations.CreateModel(
            name="ReportEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("happening", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
                ("account_id", models.BigIntegerField(blank=True, null=True)),
                ("facts", models.JSONField(default=dict)),
                (
                    "report",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="reporting.report",
                    ),
                ),
            ],
            options={
                "db_table": "reporting_report_event",
            },
        ),
        migrations.CreateModel(
            name="ReportingPeriod",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("house_code", models.CharField(max_length=20)),
                ("kind", models.CharField(max_length=10)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        default=openpias.server.reporting.enums.PeriodState["OPEN"], max_length=6
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("opened_by", models.BigIntegerField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("closed_by", models.BigIntegerField(blank=True, null=True)),
            ],
            options={
                "db_table": "reporting_period",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="reporting_period_ends_after_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "closed"])),
                        name="reporting_period_state_known",
                    ),
                    models.UniqueConstraint(
                        fields=("house_code", "kind", "starts_on"),
                        name="reporting_period_start_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("octets", models.BinaryField()),
                (
                    "report",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="reporting.report",
                    ),
                ),
            ],
            options={
                "db_table": "reporting_report_part",
            },
        ),
        migrations.CreateModel(
            name="StagedFinding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0)),
                ("code", models.CharField(max_length=60)),
                ("severity", models.CharField(max_length=8)),
                ("path", models.TextField(blank=True)),
                ("facts", models.JSONField(default=dict)),
                (
                    "report",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="reporting.report",
                    ),
                ),
            ],
            options={
                "db_table": "reporting_staged_finding",
            },
        ),
        migrations.CreateModel(
            name="StagedRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField()),
                ("provider_code", models.CharField(max_length=20)),
                ("house_code", models.CharField(max_length=20)),
                ("kind", models.CharField(max_length=10)),
                ("list", models.CharField(max_length=20)),
                ("app_id", models.TextField()),
                ("position", models.PositiveIntegerField()),
                ("path", models.TextField(blank=True)),
                ("contract_number", models.TextField(blank=True)),
                ("person", models.UUIDField(blank=True, null=True)),
                ("person_type", models.TextField(blank=True)),
                ("identifier", models.TextField(blank=True)),
                ("cnp", models.TextField(blank=True)),
                ("cid", models.TextField(blank=True)),
                ("surname", models.TextField(blank=True)),
                ("given_name", models.TextField(blank=True)),
                ("birth_date", models.DateField(blank=True, null=True)),
                ("given_on", models.DateField()),
                ("given_at", models.DateTimeField(blank=True, null=True)),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("service_code", models.TextField(blank=True)),
                ("package", models.TextField(blank=True)),
                ("quantity", models.DecimalField(decimal_places=4, max_digits=18)),
                (
                    "unit_value",
                    models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True),
                ),
                (
                    "value",
                    models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True),
                ),
                (
                    "personal_share",
                    models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True),
                ),
                ("stamp_code", models.TextField(blank=True)),
                ("speciality", models.TextField(blank=True)),
                ("diagnosis", models.TextField(blank=True)),
                ("arrived_at", models.DateTimeField()),
                ("deadline", models.DateTimeField(blank=True, null=True)),
                ("is_late", models.BooleanField(default=False)),
                ("state", models.PositiveSmallIntegerField()),
                ("content", models.CharField(blank=True, max_length=64)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("repeats", models.BooleanField(default=False)),
                (
                    "codes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=22), default=list, size=None
                    ),
                ),
                ("told", models.JSONField(default=dict)),
                (
                    "report",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="reporting.report",
                    ),
                ),
            ],
            options={
                "db_table": "reporting_staged_record",
            },
        ),
        migrations.CreateModel(
            name="DraftRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(unique=True)),
                ("provider_code", models.CharField(max_length=20)),
                ("house_code", models.CharField(max_length=20)),
                ("kind", models.CharField(max_length=10)),
                ("app_id", models.CharField(max_length=18)),
                ("typed", models.JSONField()),
                ("given_on", models.DateField(blank=True, null=True)),
                ("contract_number", models.CharField(blank=True, max_length=40)),
                ("deadline", models.DateTimeField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        default=openpias.server.reporting.enums.DraftState["TYPED"], max_length=10
                    ),
                ),
                ("findings", models.JSONField(default=list)),
                ("typed_at", models.DateTimeField()),
                ("typed_by", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "built",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="drafts",
                        to="reporting.builtreport",
                    ),
                ),
            ],
            options={
                "db_table": "reporting_draft",
                "indexes": [
                    models.Index(
                        fields=["provider_code", "state", "-id"], name="reporting_draft_provider"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("provider_code", "kind", "app_id"), name="reporting_draft_app_id"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FeedbackPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("octets", models.BinaryField()),
                (
                    "feedback",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="reporting.feedback",
                    ),
                ),
            ],
            options={
                "db_table": "reporting_feedback_part",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("feedback", "number"), name="reporting_fb_part_once"
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="reportedrecord",
            index=models.Index(fields=["report", "position"], name="reporting_record_report"),
        ),
        migrations.AddIndex(
            model_name="reportedrecord",
            index=models.Index(
                condition=models.Q(
                    ("state__gt", 0),
                    ("superseded_at__isnull", True),
                    ("withdrawn_at__isnull", True),
                ),
                fields=["person", "given_on"],
                name="reporting_record_person",
            ),
        ),
        migrations.AddIndex(
            model_name="reportedrecord",
            index=models.Index(
                condition=models.Q(("superseded_at__isnull", False)),
                fields=["key"],
                name="reporting_record_history",
            ),
        ),
        migrations.AddIndex(
            model_name="reportedrecord",
            index=models.Index(
                condition=models.Q(("superseded_at__isnull", True)),
                fields=["provider_code", "given_on", "id"],
                name="reporting_record_provider",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportedrecord",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at__isnull", True)),
                fields=("key",),
                name="reporting_record_key",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportedrecord",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", [0, 1, 2])), name="reporting_record_state_known"
            ),
        ),
        migrations.AddIndex(
            model_name="recordfinding",
            index=models.Index(fields=["report", "id"], name="reporting_finding_report"),
        ),
        migrations.AddIndex(
            model_name="recordfinding",
            index=models.Index(fields=["record"], name="reporting_finding_record"),
        ),
        migrations.AddIndex(
            model_name="reportevent",
            index=models.Index(fields=["report", "id"], name="reporting_event_report"),
        ),
        migrations.AddConstraint(
            model_name="reportpart",
            constraint=models.UniqueConstraint(
                fields=("report", "number"), name="reporting_part_once"
            ),
        ),
        migrations.AddIndex(
            model_name="stagedfinding",
            index=models.Index(fields=["report", "id"], name="reporting_staged_finding_rep"),
        ),
        migrations.AddIndex(
            model_name="stagedrecord",
            index=models.Index(fields=["report", "position"], name="reporting_staged_report"),
        ),
    ]

"""Which incidents were reported, by whom, and how do they stand?"""

import uuid

from django.db import models
from django.db.models import F, Q

from openpias.server.helpdesk.enums import (
    Channel,
    IncidentState,
    Mailbox,
    Pictures,
    Priority,
    ReporterKind,
)

OPEN_STATES = (
    IncidentState.NEW,
    IncidentState.ASSIGNED,
    IncidentState.WAITING,
    IncidentState.ANSWERED,
)
# Whoever reported by these may be called back.
CALLED_CHANNELS = (Channel.VOICE, Channel.TELEPHONE)


class Incident(models.Model):
    """A reported incident; no column says who an insured person is.

    `reference` is what people write and read out. `subject` is without personal data.
    `sealed_reporter` holds address and name of whoever wrote, or the number of a caller;
    `reporter_key` finds the same reporter again. Columns from `provider_code` on are the header as it
    stands, corrected or not: `is_registered` says that the register knows the provider, `is_proven` that
    it wrote itself, by the portal or as the desk confirmed. Due moments are on human hours; `paused_seconds` is human time spent
    waiting for the reporter, and `paused_at` is filled while it waits.
    """

    public_id = models.UUIDField(unique=True, default=uuid.uuid4)
    reference = models.CharField(max_length=20, unique=True)
    mailbox = models.CharField(max_length=8)
    channel = models.CharField(max_length=10)
    reporter_kind = models.CharField(max_length=16)
    sealed_reporter = models.BinaryField(null=True)
    reporter_key = models.BinaryField(max_length=32, null=True)
    language = models.CharField(max_length=2, default="ro")
    subject = models.CharField(max_length=300, blank=True)
    search_text = models.TextField(blank=True)

    provider_code = models.CharField(max_length=20, blank=True)
    provider_name = models.CharField(max_length=200, blank=True)
    provider_kind = models.CharField(max_length=40, blank=True)
    house_code = models.CharField(max_length=20, blank=True)
    is_registered = models.BooleanField(default=False)
    is_proven = models.BooleanField(default=False)
    stamp_code = models.CharField(max_length=20, blank=True)
    sub_unit = models.CharField(max_length=200, blank=True)
    category = models.CharField(max_length=20, blank=True)
    lacks = models.JSONField(default=list)

    state = models.CharField(max_length=10, default=IncidentState.NEW)
    priority = models.CharField(max_length=8, default=Priority.NORMAL)
    assignee = models.BigIntegerField(null=True, blank=True)
    assignee_name = models.CharField(max_length=200, blank=True)
    is_held = models.BooleanField(default=False)
    has_hidden = models.BooleanField(default=False)
    pictures = models.CharField(max_length=12, default=Pictures.NONE)

    opened_at = models.DateTimeField()
    opened_by = models.BigIntegerField(null=True, blank=True)
    changed_at = models.DateTimeField()
    response_due_at = models.DateTimeField()
    resolution_due_at = models.DateTimeField()
    first_answer_at = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    paused_seconds = models.PositiveIntegerField(default=0)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.BigIntegerField(null=True, blank=True)
    resolution = models.CharField(max_length=1000, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged"
    )
    card_case = models.UUIDField(null=True, blank=True)
    card_case_number = models.CharField(max_length=9, blank=True)
    request_key = models.BinaryField(max_length=32, null=True, unique=True)
    emptied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "helpdesk_incident"
        constraints = [
            models.CheckConstraint(
                name="helpdesk_incident_mailbox_known",
                condition=Q(mailbox__in=[each.value for each in Mailbox]),
            ),
            models.CheckConstraint(
                name="helpdesk_incident_channel_known",
                condition=Q(channel__in=[each.value for each in Channel]),
            ),
            models.CheckConstraint(
                name="helpdesk_incident_reporter_known",
                condition=Q(reporter_kind__in=[each.value for each in ReporterKind]),
            ),
            models.CheckConstraint(
                name="helpdesk_incident_state_known",
                condition=Q(state__in=[each.value for each in IncidentState]),
            ),
            models.CheckConstraint(
                name="helpdesk_incident_priority_known",
                condition=Q(priority__in=[each.value for each in Priority]),
            ),
            models.CheckConstraint(
                name="helpdesk_incident_merged_says_where",
                condition=Q(state=IncidentState.MERGED, merged_into__isnull=False)
                | (~Q(state=IncidentState.MERGED) & Q(merged_into=None)),
            ),
            models.CheckConstraint(
                name="helpdesk_incident_not_into_itself", condition=~Q(merged_into=F("pk"))
            ),
            models.CheckConstraint(
                name="helpdesk_incident_closed_says_when",
                condition=Q(state=IncidentState.CLOSED, closed_at__isnull=False)
                | ~Q(state=IncidentState.CLOSED),
            ),
            models.CheckConstraint(
                name="helpdesk_incident_waiting_is_paused",
                condition=Q(state=IncidentState.WAITING, paused_at__isnull=False)
                | (~Q(state=IncidentState.WAITING) & Q(paused_at=None)),
            ),
        ]
        indexes = [
            models.Index(fields=["mailbox", "state", "opened_at"], name="helpdesk_incident_queue"),
            models.Index(fields=["provider_code", "-opened_at"], name="helpdesk_incident_provider"),
            models.Index(fields=["assignee", "state"], name="helpdesk_incident_assignee"),
            models.Index(fields=["reporter_key"], name="helpdesk_incident_reporter"),
            models.Index(fields=["opened_at"], name="helpdesk_incident_opened"),
            models.Index(
                fields=["resolution_due_at"],
                name="helpdesk_incident_due",
                condition=Q(closed_at__isnull=True),
            ),
        ]

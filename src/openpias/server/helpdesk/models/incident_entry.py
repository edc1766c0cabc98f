"""What was written and what happened in an incident, in its order?"""

import uuid

from django.db import models
from django.db.models import Q

from openpias.server.helpdesk.enums import EntryKind
from openpias.server.helpdesk.models.incident import Incident
from openpias.server.helpdesk.models.raw_message import RawMessage

SENT_KINDS = (EntryKind.ANSWER, EntryKind.AUTOMATIC_ANSWER)


class IncidentEntry(models.Model):
    """A mail, an answer, a note or an event; texts are without personal data.

    `presentation` is what a mail says besides header, greeting, quotes and signature. `hidden` counts
    finds by kind. `sealed_text` is the text as written where only soft signs were hidden.
    A note has no letter and never gets one: the database refuses it.
    """

    public_id = models.UUIDField(unique=True, default=uuid.uuid4)
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=16)
    happening = models.CharField(max_length=16, blank=True)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True, blank=True)
    author_name = models.CharField(max_length=200, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    presentation = models.TextField(blank=True)
    facts = models.JSONField(default=dict)
    hidden = models.JSONField(default=dict)
    sealed_text = models.BinaryField(null=True)
    message = models.ForeignKey(
        RawMessage, models.SET_NULL, null=True, blank=True, related_name="entries"
    )
    letter = models.UUIDField(null=True, blank=True)
    request_key = models.BinaryField(max_length=32, null=True, unique=True)

    class Meta:
        db_table = "helpdesk_entry"
        constraints = [
            models.CheckConstraint(
                name="helpdesk_entry_kind_known",
                condition=Q(kind__in=[each.value for each in EntryKind]),
            ),
            models.CheckConstraint(
                name="helpdesk_entry_only_answers_are_sent",
                condition=Q(letter=None) | Q(kind__in=[each.value for each in SENT_KINDS]),
            ),
            models.UniqueConstraint(
                fields=["incident"],
                condition=Q(kind=EntryKind.AUTOMATIC_ANSWER),
                name="helpdesk_entry_one_automatic_answer",
            ),
        ]
        indexes = [models.Index(fields=["incident", "id"], name="helpdesk_entry_order")]

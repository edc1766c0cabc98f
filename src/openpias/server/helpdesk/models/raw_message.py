"""Which mails came in, exactly as they came, and what became of each?"""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from openpias.server.helpdesk.enums import Mailbox, MessageSource, MessageState


class RawMessage(models.Model):
    """A mail as it was received, sealed, until its term.

    `digest` is the SHA-256 of the bytes: the same mail again is this row, with one mailbox more.
    `message_key` and `sender_key` are keyed digests, which find again and tell nothing.
    `claimed_until` keeps others away while one worker reads; `tries` counts readings that broke.
    `failure` is a code of ours, never a text of the mail.
    """

    public_id = models.UUIDField(unique=True, default=uuid.uuid4)
    digest = models.BinaryField(max_length=32, unique=True)
    message_key = models.BinaryField(max_length=32, null=True)
    sender_key = models.BinaryField(max_length=32, null=True)
    mailboxes = ArrayField(models.CharField(max_length=8))
    source = models.CharField(max_length=8)
    size = models.PositiveIntegerField()
    sealed = models.BinaryField(null=True)
    sealed_envelope = models.BinaryField(null=True)
    received_at = models.DateTimeField()
    state = models.CharField(max_length=12, default=MessageState.STORED)
    tries = models.PositiveSmallIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True)
    failure = models.CharField(max_length=40, blank=True)
    incident = models.ForeignKey(
        "helpdesk.Incident", models.SET_NULL, null=True, related_name="messages"
    )
    ended_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "helpdesk_raw_message"
        constraints = [
            models.CheckConstraint(
                name="helpdesk_raw_message_state_known",
                condition=Q(state__in=[each.value for each in MessageState]),
            ),
            models.CheckConstraint(
                name="helpdesk_raw_message_source_known",
                condition=Q(source__in=[each.value for each in MessageSource]),
            ),
            models.CheckConstraint(
                name="helpdesk_raw_message_mailboxes_known",
                condition=Q(mailboxes__contained_by=[each.value for each in Mailbox])
                & Q(mailboxes__len__gt=0),
            ),
            models.CheckConstraint(
                name="helpdesk_raw_message_erased_or_there",
                condition=Q(sealed__isnull=False) | Q(erased_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["received_at"],
                name="helpdesk_raw_waiting",
                condition=Q(state=MessageState.STORED),
            ),
            models.Index(fields=["state", "received_at"], name="helpdesk_raw_state"),
            models.Index(fields=["message_key"], name="helpdesk_raw_message_key"),
            models.Index(
                fields=["expires_at"],
                name="helpdesk_raw_expiry",
                condition=Q(expires_at__isnull=False, erased_at__isnull=True),
            ),
        ]

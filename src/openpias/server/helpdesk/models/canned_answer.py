"""Which answers are ready to be used?"""

import uuid

from django.db import models


class CannedAnswer(models.Model):
    """A ready text for a mailbox and a category; an empty one stands for all."""

    public_id = models.UUIDField(unique=True, default=uuid.uuid4)
    mailbox = models.CharField(max_length=8, blank=True)
    category = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=2, default="ro")
    title = models.CharField(max_length=120)
    text = models.TextField()
    version = models.PositiveIntegerField(default=1)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "helpdesk_canned_answer"
        constraints = [
            models.UniqueConstraint(
                fields=["mailbox", "category", "language", "title"],
                name="helpdesk_canned_answer_titled_once",
            )
        ]

"""What does the desk know already?"""

import uuid

from django.db import models


class KnowledgeArticle(models.Model):
    """An article for operators and, where it is public, for providers in the portal."""

    public_id = models.UUIDField(unique=True, default=uuid.uuid4)
    mailbox = models.CharField(max_length=8, blank=True)
    category = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=160)
    text = models.TextField()
    folded = models.TextField()
    is_public = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    changed_by_name = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "helpdesk_article"

"""Which numbers turned out to be one person, and was that undone?"""

import uuid

from django.db import models
from django.db.models import Q

from openpias.server.registry.models.person import Person


class Merge(models.Model):
    """A decision that two records are one person; `before` holds what undoing must restore."""

    public_id = models.UUIDField(unique=True, default=uuid.uuid4)
    kept = models.ForeignKey(Person, models.PROTECT, related_name="merges_kept")
    merged = models.ForeignKey(Person, models.PROTECT, related_name="merges_lost")
    reason = models.CharField(max_length=500)
    before = models.JSONField()
    at = models.DateTimeField()
    account_id = models.BigIntegerField()
    provider_code = models.CharField(max_length=20)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.BigIntegerField(null=True, blank=True)
    undone_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        db_table = "registry_merge"
        constraints = [
            models.UniqueConstraint(
                fields=["merged"],
                name="registry_merge_in_force_once",
                condition=Q(undone_at__isnull=True),
            )
        ]

"""Which announced facts still wait for the relay?"""

from django.db import models


class OutboxEvent(models.Model):
    """A fact announced in the transaction that made it true; gone once its jobs are deferred."""

    id = models.UUIDField(primary_key=True)
    at = models.DateTimeField()
    name = models.CharField(max_length=60)
    payload = models.JSONField()

    class Meta:
        db_table = "outbox_event"

"""What was done, when and by whom?"""

from django.db import models
from django.db.models import Func


class CurrentTransaction(Func):
    """The number of the transaction that writes; never reused."""

    template = "pg_current_xact_id()"
    arity = 0


class TransactionId(models.Field[str, str]):
    """PostgreSQL's 64-bit transaction number."""

    def db_type(self, connection: object) -> str:  # noqa: ARG002 - Django passes it
        """Return the column type."""
        return "xid8"


class AuditEntry(models.Model):
    """One state change or look-up: ids, codes and field names, never names or numbers.

    `digest` is keyed outside the database, so that a row changed there is found.
    `id` follows time, so that the rows of a moment lie together in the index.
    `transaction` finds what is not sealed yet: its index grows at one end only.
    No foreign keys: an entry outlives what it is about, and a check would slow the hot path.
    """

    id = models.UUIDField(primary_key=True)
    at = models.DateTimeField()
    transaction = TransactionId(db_default=CurrentTransaction())
    event = models.CharField(max_length=60)
    account_id = models.BigIntegerField(null=True)
    provider_code = models.CharField(max_length=20, blank=True)
    subject_kind = models.CharField(max_length=20)
    subject_ref = models.CharField(max_length=60, blank=True)
    facts = models.JSONField(default=dict)
    digest = models.BinaryField(max_length=32)

    class Meta:
        db_table = "audit_entry"
        indexes = [
            models.Index(fields=["subject_ref", "at"], name="audit_entry_subject"),
            models.Index(fields=["transaction"], name="audit_entry_transaction"),
            models.Index(
                fields=["-at"],
                name="audit_entry_opened",
                condition=models.Q(event="person-opened"),
            ),
        ]

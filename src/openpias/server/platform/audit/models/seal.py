"""In which order were the entries committed?"""

from django.db import models


class AuditSeal(models.Model):
    """An entry's gapless position from 1, and the chain up to it.

    No foreign key to the entry: a removed entry must leave its seal behind, so that it is found.
    """

    position = models.BigIntegerField(primary_key=True)
    entry = models.UUIDField(unique=True)
    chain = models.BinaryField(max_length=32)
    sealed_at = models.DateTimeField()

    class Meta:
        db_table = "audit_seal"

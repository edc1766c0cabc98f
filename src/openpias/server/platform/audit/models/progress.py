"""Up to where has the sealer looked?"""

from django.db import models
from django.db.models import Q

from openpias.server.platform.audit.models.entry import TransactionId


class AuditProgress(models.Model):
    """One row: every entry of an earlier transaction was sealed.

    It saves the sealer a look at the whole table and proves nothing: `audit verify` ignores it.
    """

    id = models.SmallIntegerField(primary_key=True, default=1)
    transaction = TransactionId()

    class Meta:
        db_table = "audit_progress"
        constraints = [models.CheckConstraint(condition=Q(id=1), name="audit_progress_one_row")]

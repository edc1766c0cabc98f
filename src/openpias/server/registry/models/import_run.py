"""How far did an import of a file come, and which of its rows wait for a decision?"""

import uuid

from django.db import models
from django.db.models import Q

from openpias.server.registry.enums import SetAsideStatus


class ImportRun(models.Model):
    """One file of one provider, known by its digest, so that it goes on where it stopped.

    `refused_bytes` is how much of the file of refused rows belongs to the rows that are done.
    """

    public_id = models.UUIDField(unique=True, default=uuid.uuid4)
    provider_code = models.CharField(max_length=20)
    file_digest = models.BinaryField(max_length=32)
    rows_done = models.PositiveIntegerField(default=0)
    issued = models.PositiveIntegerField(default=0)
    joined = models.PositiveIntegerField(default=0)
    set_aside = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    refused_bytes = models.PositiveBigIntegerField(default=0)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "registry_import_run"
        constraints = [
            models.UniqueConstraint(
                fields=["provider_code", "file_digest"], name="registry_import_run_once"
            )
        ]


class SetAside(models.Model):
    """A row that may be about somebody who is known: as typed, until somebody decides."""

    public_id = models.UUIDField(unique=True, default=uuid.uuid4)
    run = models.ForeignKey(ImportRun, models.PROTECT, related_name="rows_set_aside")
    row_number = models.PositiveIntegerField()
    typed = models.JSONField()
    status = models.CharField(max_length=10, default=SetAsideStatus.OPEN)
    created_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "registry_set_aside"
        constraints = [
            models.CheckConstraint(
                name="registry_set_aside_status_known",
                condition=Q(status__in=[status.value for status in SetAsideStatus]),
            )
        ]

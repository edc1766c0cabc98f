"""How far did an import of insured persons come, and which rows were refused for what?"""

import uuid

from django.db import models


class InsuredImport(models.Model):
    """One file of one house, known by its digest, so that it goes on where it stopped."""

    public_id = models.UUIDField(unique=True, default=uuid.uuid4)
    house_code = models.CharField(max_length=20)
    file_digest = models.BinaryField(max_length=32)
    rows_done = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "registry_insured_import"
        constraints = [
            models.UniqueConstraint(
                fields=["house_code", "file_digest"], name="registry_insured_import_once"
            )
        ]


class RefusedRow(models.Model):
    """A row that was refused: its line and the codes of what was wrong, nothing that was typed."""

    run = models.ForeignKey(
        InsuredImport, models.CASCADE, related_name="refused_rows", db_index=False
    )
    row_number = models.PositiveIntegerField()
    findings = models.JSONField()

    class Meta:
        db_table = "registry_insured_refused_row"
        constraints = [
            models.UniqueConstraint(
                fields=["run", "row_number"], name="registry_insured_refused_row_once"
            )
        ]

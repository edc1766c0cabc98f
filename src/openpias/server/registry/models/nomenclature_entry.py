"""Which codes may be used, since when, and who says so?"""

from django.db import models


class NomenclatureEntry(models.Model):
    """One code of one list; edited by an administrator, ended by a date, never deleted."""

    list = models.CharField(max_length=20)
    code = models.CharField(max_length=40)
    name_ro = models.CharField(max_length=150)
    name_uk = models.CharField(max_length=150)
    name_en = models.CharField(max_length=150)
    kind = models.CharField(max_length=40, blank=True)
    position = models.PositiveIntegerField(default=0)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    provenance = models.CharField(max_length=300)

    class Meta:
        db_table = "registry_nomenclature_entry"
        constraints = [
            models.UniqueConstraint(
                fields=["list", "code"], name="registry_nomenclature_code_once"
            ),
            models.CheckConstraint(
                name="registry_nomenclature_ends_after_it_starts",
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_from__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
            ),
        ]

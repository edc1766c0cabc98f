"""Which services, diagnoses, specialities and packages may be reported, and since when?"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q


class ListedService(models.Model):
    """A service of the list in one validity; both days belong to it, empty is without bound.

    `kinds` are kinds of report, `packages` codes of packages; `tariff` is in lei. A code may have
    several validities one after another. Ended by a date, never deleted.
    """

    code = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    kinds = ArrayField(models.CharField(max_length=10))
    packages = ArrayField(models.CharField(max_length=20), default=list)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    tariff = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    needs_referral = models.BooleanField(default=False)
    needs_card = models.BooleanField(default=True)
    most_per_day = models.PositiveSmallIntegerField(null=True, blank=True)
    provenance = models.CharField(max_length=300)

    class Meta:
        db_table = "reporting_service"
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="reporting_service_once"),
            models.CheckConstraint(
                name="reporting_service_ends_after_start",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]


class ListedCode(models.Model):
    """A diagnosis, speciality or package in one validity; both days belong to it."""

    list = models.CharField(max_length=20)
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    provenance = models.CharField(max_length=300)

    class Meta:
        db_table = "reporting_code"
        constraints = [
            models.UniqueConstraint(
                fields=["list", "code", "valid_from"], name="reporting_code_once"
            ),
            models.CheckConstraint(
                name="reporting_code_ends_after_start",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

"""Whom does a house insure, in which category and state since when, and with which family doctor?"""

import uuid

from django.db import models
from django.db.models import F, Q

from openpias.server.registry.enums import InsuredStatus
from openpias.server.registry.models.periods import apart
from openpias.server.registry.models.person import Person


class InsuredPerson(models.Model):
    """Somebody whom a house insures or insured, by CNP; one row for life.

    `cid` is 20 random digits of ours and never comes from the CNP; it stays taken after an erasure.
    `person` is the record of the same human being among displaced persons, where there is one.
    """

    public_id = models.UUIDField(unique=True, default=uuid.uuid4)
    cnp = models.CharField(max_length=13, null=True, unique=True)  # noqa: DJ001 - empty after an erasure, and unique before
    cnp_reason = models.CharField(max_length=500, blank=True)
    cid = models.CharField(max_length=20, unique=True)
    surname = models.CharField(max_length=100)
    given_name = models.CharField(max_length=100, blank=True)
    surname_folded = models.CharField(max_length=200)
    given_name_folded = models.CharField(max_length=200, blank=True)
    birth_date = models.DateField(null=True)
    sex = models.CharField(max_length=10)
    died_on = models.DateField(null=True, blank=True)
    house_code = models.CharField(max_length=20)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, db_index=False)
    status = models.CharField(max_length=10, default=InsuredStatus.ACTIVE)
    version = models.PositiveIntegerField(default=1)
    enrolled_at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)

    class Meta:
        db_table = "registry_insured_person"
        constraints = [
            models.CheckConstraint(
                name="registry_insured_status_known",
                condition=Q(status__in=[status.value for status in InsuredStatus]),
            ),
            models.CheckConstraint(
                name="registry_insured_known_while_active",
                condition=Q(status=InsuredStatus.ERASED, cnp__isnull=True)
                | Q(status=InsuredStatus.ACTIVE, cnp__isnull=False, birth_date__isnull=False),
            ),
            models.CheckConstraint(
                name="registry_insured_cid_shape", condition=Q(cid__regex=r"^[0-9]{20}$")
            ),
            models.CheckConstraint(
                name="registry_insured_dies_after_birth",
                condition=Q(died_on__isnull=True) | Q(died_on__gte=F("birth_date")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["birth_date", "surname_folded"], name="registry_insured_birth_name"
            ),
            models.Index(fields=["house_code", "-id"], name="registry_insured_house"),
            models.Index(
                fields=["person"],
                name="registry_insured_of_person",
                condition=Q(person__isnull=False),
            ),
        ]


class Insurance(models.Model):
    """A period in which somebody is insured, with category and state; both days belong to it."""

    public_id = models.UUIDField(unique=True, default=uuid.uuid4)
    insured = models.ForeignKey(
        InsuredPerson, models.PROTECT, related_name="insurances", db_index=False
    )
    category = models.CharField(max_length=40)
    state = models.CharField(max_length=40)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "registry_insurance"
        constraints = [
            models.UniqueConstraint(
                fields=["insured", "valid_from"], name="registry_insurance_starts_once"
            ),
            models.CheckConstraint(
                name="registry_insurance_ends_after_it_starts",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
            apart("registry_insurance_apart"),
        ]


class FamilyDoctor(models.Model):
    """The family doctor whom somebody chose, with the practice, for a period."""

    public_id = models.UUIDField(unique=True, default=uuid.uuid4)
    insured = models.ForeignKey(
        InsuredPerson, models.PROTECT, related_name="family_doctors", db_index=False
    )
    stamp_code = models.CharField(max_length=6)
    surname = models.CharField(max_length=100)
    given_name = models.CharField(max_length=100, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    provider_code = models.CharField(max_length=20)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "registry_family_doctor"
        constraints = [
            models.UniqueConstraint(
                fields=["insured", "valid_from"], name="registry_family_doctor_starts_once"
            ),
            models.CheckConstraint(
                name="registry_family_doctor_ends_after_start",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
            apart("registry_family_doctor_apart"),
        ]


class InsuredVersion(models.Model):
    """The state of an insured person that a change replaced, whole, with the reason."""

    insured = models.ForeignKey(InsuredPerson, models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField()
    snapshot = models.JSONField()
    changed_fields = models.JSONField(default=list)
    reason = models.CharField(max_length=500, blank=True)
    changed_at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
    house_code = models.CharField(max_length=20)

    class Meta:
        db_table = "registry_insured_version"
        constraints = [
            models.UniqueConstraint(
                fields=["insured", "version"], name="registry_insured_version_once"
            )
        ]

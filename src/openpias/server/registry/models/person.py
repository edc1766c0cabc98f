"""What does the register know about a person, and on which documents?"""

import uuid

from django.db import models
from django.db.models import Q

from openpias.server.registry.enums import PersonStatus


class Person(models.Model):
    """One human being, as the latest correction or registration has them.

    `id` stays inside; addresses and audit rows carry `public_id`.
    `canonical` points to the person that stands for this one after merges, and is empty for one
    that stands for itself; `merged_into` is the direct step, so that a merge is undone exactly.
    `surname_latin` and `given_name_latin` are the proposal, or what somebody read in a passport; in
    the second case the proposal's key stands in `sort_key` too, after a bar.
    Practice rows live here too, under numbers that never verify, and match only one another.
    """

    public_id = models.UUIDField(unique=True, default=uuid.uuid4)
    surname = models.CharField(max_length=100)
    given_name = models.CharField(max_length=100, blank=True)
    given_name_missing = models.BooleanField(default=False)
    surname_latin = models.CharField(max_length=200)
    given_name_latin = models.CharField(max_length=200, blank=True)
    sort_key = models.CharField(max_length=420)
    birth_date = models.DateField()
    birth_precision = models.CharField(max_length=5, default="day")
    sex = models.CharField(max_length=10)
    category = models.CharField(max_length=40, blank=True)
    citizenship = models.CharField(max_length=40, blank=True)
    entry_point = models.CharField(max_length=40, blank=True)
    entry_date = models.DateField(null=True, blank=True)
    visa_type = models.CharField(max_length=40, blank=True)
    copies_kept = models.BooleanField(default=False)
    no_identity_reason = models.CharField(max_length=500, blank=True)
    provider_code = models.CharField(max_length=20)
    provider_name = models.CharField(max_length=200)
    account_id = models.BigIntegerField()
    registered_at = models.DateTimeField()
    taken_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    status = models.CharField(max_length=10, default=PersonStatus.ACTIVE)
    canonical = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="stands_for", db_index=False
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="merged_from", db_index=False
    )
    family = models.UUIDField(null=True, blank=True)
    practice = models.BooleanField(default=False)

    class Meta:
        db_table = "registry_person"
        constraints = [
            models.CheckConstraint(
                name="registry_person_status_known",
                condition=Q(status__in=[status.value for status in PersonStatus]),
            ),
            models.CheckConstraint(
                name="registry_person_merged_points_somewhere",
                condition=Q(status=PersonStatus.MERGED, merged_into__isnull=False)
                | (~Q(status=PersonStatus.MERGED) & Q(merged_into__isnull=True)),
            ),
        ]
        indexes = [
            # Read backwards for the newest first; an index that grows at its end stays filled.
            models.Index(fields=["provider_code", "id"], name="registry_person_own"),
            models.Index(fields=["registered_at"], name="registry_person_day"),
            # Few rows are merged: an index of those alone costs a new person nothing.
            models.Index(
                fields=["canonical"],
                name="registry_person_canonical",
                condition=Q(canonical__isnull=False),
            ),
            models.Index(
                fields=["merged_into"],
                name="registry_person_merged_into",
                condition=Q(merged_into__isnull=False),
            ),
            models.Index(
                fields=["family"], name="registry_person_family", condition=Q(family__isnull=False)
            ),
        ]


class PersonDocument(models.Model):
    """A document on which the registration stands, in the order in which it was shown."""

    pk = models.CompositePrimaryKey("person_id", "position")
    person = models.ForeignKey(Person, models.PROTECT, related_name="documents", db_index=False)
    position = models.PositiveSmallIntegerField()
    type = models.CharField(max_length=40)
    series = models.CharField(max_length=20, blank=True)
    number = models.CharField(max_length=40, blank=True)
    date = models.DateField(null=True, blank=True)
    issuer = models.CharField(max_length=100, blank=True)

    class Meta:
        db_table = "registry_document"

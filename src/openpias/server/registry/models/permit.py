"""Which residence permits with a CNP did a person show?"""

import uuid

from django.db import models

from openpias.server.registry.models.person import Person


class Permit(models.Model):
    """A residence permit as typed from the card; a renewed one is another row of the person."""

    public_id = models.UUIDField(unique=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, models.PROTECT, related_name="permits")
    cnp = models.CharField(max_length=13, db_index=True)
    surname = models.CharField(max_length=100)
    given_name = models.CharField(max_length=100, blank=True)
    birth_date = models.DateField()
    birth_precision = models.CharField(max_length=5, default="day")
    sex = models.CharField(max_length=10)
    permit_number = models.CharField(max_length=40)
    issued_on = models.DateField()
    valid_from = models.DateField()
    expires_on = models.DateField()
    cnp_reason = models.CharField(max_length=500, blank=True)
    provider_code = models.CharField(max_length=20)
    account_id = models.BigIntegerField()
    registered_at = models.DateTimeField()

    class Meta:
        db_table = "registry_permit"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "cnp", "permit_number"], name="registry_permit_once"
            ),
            models.CheckConstraint(
                name="registry_permit_expires_after_it_starts",
                condition=models.Q(expires_on__gte=models.F("valid_from")),
            ),
        ]

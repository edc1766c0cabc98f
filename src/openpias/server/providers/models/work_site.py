"""Where does a provider work?"""

import uuid

from django.db import models

from openpias.server.providers.models.provider import Provider


class WorkSite(models.Model):
    """A place of work; closed by a date, never deleted."""

    public_id = models.UUIDField(unique=True, default=uuid.uuid4)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="work_sites")
    name = models.CharField(max_length=200)
    address = models.CharField(max_length=300)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "providers_work_site"
        constraints = [
            models.CheckConstraint(
                name="providers_work_site_closes_after_it_opens",
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
            )
        ]

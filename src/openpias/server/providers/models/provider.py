"""Who treats people in contract with a house?"""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Provider(models.Model):
    """A legal person, or a physician in their own name, known by the fiscal code.

    `kinds` are values of ProviderKind; `folded` is the name without case and marks, to be sought in.
    Certificates and licences belong to the provider, never to a work site. `phone` is the number under
    which houses call back; a call that claims to come from the provider proves nothing.
    """

    public_id = models.UUIDField(unique=True, default=uuid.uuid4)
    fiscal_code = models.CharField(max_length=13, unique=True)
    name = models.CharField(max_length=200)
    sort_key = models.CharField(max_length=420)
    folded = models.CharField(max_length=420)
    phone = models.CharField(max_length=40, blank=True)
    kinds = ArrayField(models.CharField(max_length=24))
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "providers_provider"
        indexes = [models.Index(fields=["sort_key"], name="providers_provider_name")]

"""How many look-ups did a user and a provider make in this hour?"""

from django.db import models


class LookupCount(models.Model):
    """A counter per hour; `scope` is `account:<id>` or `provider:<code>`."""

    pk = models.CompositePrimaryKey("scope", "hour")
    scope = models.CharField(max_length=40)
    hour = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "registry_lookup_count"

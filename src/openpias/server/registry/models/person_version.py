"""What did the register say about a person before each change, and why was it changed?"""

from django.db import models

from openpias.server.registry.models.person import Person


class PersonVersion(models.Model):
    """The state that a correction replaced, whole, with the reason of the change."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField()
    snapshot = models.JSONField()
    changed_fields = models.JSONField(default=list)
    reason = models.CharField(max_length=500)
    changed_at = models.DateTimeField()
    account_id = models.BigIntegerField()
    provider_code = models.CharField(max_length=20)

    class Meta:
        db_table = "registry_person_version"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "version"], name="registry_person_version_once"
            )
        ]

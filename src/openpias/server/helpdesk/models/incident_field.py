"""What did the header of an incident say, and who corrected it?"""

from django.db import models

from openpias.server.helpdesk.models.incident import Incident


class IncidentField(models.Model):
    """One field: as it was read, with how surely, and as it stands."""

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="fields")
    field = models.CharField(max_length=16)
    found = models.CharField(max_length=300, blank=True)
    confidence = models.CharField(max_length=8, blank=True)
    value = models.CharField(max_length=300, blank=True)
    corrected_by = models.BigIntegerField(null=True, blank=True)
    corrected_by_name = models.CharField(max_length=200, blank=True)
    corrected_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "helpdesk_incident_field"
        constraints = [
            models.UniqueConstraint(fields=["incident", "field"], name="helpdesk_field_once")
        ]

"""What was said to the IVR, and until when is it kept?"""

import uuid

from django.db import models

from openpias.server.helpdesk.models.incident import Incident


class Recording(models.Model):
    """A recorded message, sealed; the caller's number is sealed in the incident.

    `call` names the call of the IVR, so that one that is given twice is taken once.
    """

    public_id = models.UUIDField(unique=True, default=uuid.uuid4)
    call = models.CharField(max_length=64, unique=True)
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="recordings")
    seconds = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    sealed = models.BinaryField(null=True)
    recorded_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "helpdesk_recording"

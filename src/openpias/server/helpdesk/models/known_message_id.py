"""Which message ids belong to which incident, so that an answer finds it?"""

from django.db import models

from openpias.server.helpdesk.models.incident import Incident


class KnownMessageId(models.Model):
    """A message id of a mail that came or went, as a keyed digest."""

    key = models.BinaryField(max_length=32, unique=True)
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="message_ids")

    class Meta:
        db_table = "helpdesk_message_id"

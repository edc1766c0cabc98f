"""Which attachments came with an incident, which were kept, and why not the others?"""

import uuid

from django.db import models
from django.db.models import Q

from openpias.server.helpdesk.enums import Pictures, VirusCheck
from openpias.server.helpdesk.models.incident import Incident
from openpias.server.helpdesk.models.incident_entry import IncidentEntry


class AttachedDocument(models.Model):
    """An attachment: sealed where it passed the gate, or the reason why it was not kept.

    `name` is without path, directions and personal data. `text` is what is written in it, the same.
    `has_hidden` keeps the file itself closed: only its text is shown. So does a virus check that waits.
    """

    public_id = models.UUIDField(unique=True, default=uuid.uuid4)
    incident = models.ForeignKey(Incident, models.CASCADE, related_name="documents")
    entry = models.ForeignKey(IncidentEntry, models.CASCADE, related_name="documents")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    size = models.PositiveIntegerField()
    format = models.CharField(max_length=4, blank=True)
    refusal = models.CharField(max_length=20, blank=True)
    sealed = models.BinaryField(null=True)
    text = models.TextField(blank=True)
    hidden = models.JSONField(default=dict)
    has_hidden = models.BooleanField(default=False)
    pictures = models.CharField(max_length=12, default=Pictures.NONE)
    picture_count = models.PositiveSmallIntegerField(default=0)
    picture_tries = models.PositiveSmallIntegerField(default=0)
    virus_check = models.CharField(
        max_length=8, default=VirusCheck.NONE, db_default=VirusCheck.NONE
    )
    virus_tries = models.PositiveIntegerField(default=0, db_default=0)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "helpdesk_document"
        indexes = [
            models.Index(
                fields=["virus_tries", "id"],
                condition=Q(virus_check=VirusCheck.WAITING),
                name="helpdesk_document_to_check",
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["entry", "position"], name="helpdesk_document_once"),
            models.CheckConstraint(
                name="helpdesk_document_kept_or_refused",
                condition=Q(refusal="", format__in=["doc", "docx"])
                | (~Q(refusal="") & Q(sealed=None)),
            ),
        ]

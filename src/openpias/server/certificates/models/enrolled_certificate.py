"""Which certificate opens the door, for whom, and until when?"""

import uuid

from django.db import models
from django.db.models import Q

from openpias.server.certificates.enums import OwnerKind


class EnrolledCertificate(models.Model):
    """One certificate at one house, for a provider or for one person of the staff.

    It is known by issuer, serial and the hash of its key.
    `username` is filled for staff, whose certificate opens one personal account; a provider's opens
    the account of its fiscal code at `house`, and gives it the holder's name and role.
    """

    public_id = models.UUIDField(unique=True, default=uuid.uuid4)
    owner_kind = models.CharField(max_length=16, choices=[(each, each) for each in OwnerKind])
    owner_code = models.CharField(max_length=20)
    house = models.CharField(max_length=20, blank=True)
    username = models.CharField(max_length=64, blank=True)
    holder = models.CharField(max_length=200)
    role = models.CharField(max_length=40)
    email = models.EmailField()
    language = models.CharField(max_length=2, default="ro")
    der = models.BinaryField()
    issuer = models.TextField()
    serial = models.CharField(max_length=60)
    key_sha256 = models.CharField(max_length=64)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField()
    enrolled_at = models.DateTimeField()
    enrolled_by = models.BigIntegerField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.BigIntegerField(null=True, blank=True)
    end_reason = models.CharField(max_length=300, blank=True)
    warned_days = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        db_table = "certificates_enrolled"
        constraints = [
            models.UniqueConstraint(
                fields=["key_sha256", "issuer", "serial", "owner_code", "house"],
                name="certificates_enrolled_once",
                condition=Q(ended_at__isnull=True),
            ),
            models.CheckConstraint(
                name="certificates_enrolled_end_has_a_reason",
                condition=Q(ended_at__isnull=True) | ~Q(end_reason=""),
            ),
        ]
        indexes = [
            models.Index(fields=["owner_code", "house"], name="certificates_enrolled_owner"),
            models.Index(fields=["valid_until"], name="certificates_enrolled_expiry"),
        ]

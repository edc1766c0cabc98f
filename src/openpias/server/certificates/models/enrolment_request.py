"""Who asked that a certificate be enrolled, and what was decided?"""

import uuid

from django.db import models
from django.db.models import Q

from openpias.server.certificates.enums import OwnerKind, RequestState


class EnrolmentRequest(models.Model):
    """A request as it was sent; decided once, never changed.

    `receipt` is all that the public page answers.
    `fiscal_code` is empty unless a provider asks; `house` is empty for CNAS and the helpdesk.
    """

    public_id = models.UUIDField(unique=True, default=uuid.uuid4)
    receipt = models.CharField(max_length=14, unique=True)
    request_key = models.CharField(max_length=64, unique=True)
    owner_kind = models.CharField(max_length=16, choices=[(each, each) for each in OwnerKind])
    fiscal_code = models.CharField(max_length=13, blank=True)
    house = models.CharField(max_length=20, blank=True)
    holder = models.CharField(max_length=200)
    role = models.CharField(max_length=40)
    email = models.EmailField()
    language = models.CharField(max_length=2, default="ro")
    der = models.BinaryField()
    issuer = models.TextField()
    serial = models.CharField(max_length=60)
    key_sha256 = models.CharField(max_length=64)
    valid_until = models.DateTimeField()
    created_at = models.DateTimeField()
    state = models.CharField(max_length=16, default=RequestState.WAITING)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.BigIntegerField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "certificates_request"
        constraints = [
            models.CheckConstraint(
                name="certificates_request_refusal_has_a_reason",
                condition=~Q(state=RequestState.REFUSED) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="certificates_request_decision_has_a_moment",
                condition=Q(state=RequestState.WAITING, decided_at__isnull=True)
                | (~Q(state=RequestState.WAITING) & Q(decided_at__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(
                fields=["state", "house", "created_at"], name="certificates_request_queue"
            ),
            models.Index(fields=["key_sha256", "created_at"], name="certificates_request_key"),
            models.Index(fields=["fiscal_code", "created_at"], name="certificates_request_owner"),
        ]

"""What was found when a certificate was shown, and on what does that stand?"""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class CertificateCheck(models.Model):
    """One check: its state, and the SHA-256 of the evidence that it was based on.

    The evidence itself lies in `RevocationEvidence` for as long as its term.
    """

    at = models.DateTimeField()
    key_sha256 = models.CharField(max_length=64)
    serial = models.CharField(max_length=60)
    state = models.CharField(max_length=24)
    path = ArrayField(models.CharField(max_length=400), default=list)
    evidence = ArrayField(models.CharField(max_length=64), default=list)

    class Meta:
        db_table = "certificates_check"
        indexes = [models.Index(fields=["key_sha256", "-at"], name="certificates_check_key")]

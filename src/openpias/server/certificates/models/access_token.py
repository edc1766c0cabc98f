"""Which programs proved both factors, and until when need they not do it again?"""

from django.db import models

from openpias.server.certificates.models.enrolled_certificate import EnrolledCertificate


class AccessToken(models.Model):
    """A token by its digest: it serves one account with one certificate until it expires."""

    digest = models.BinaryField(primary_key=True)
    account_id = models.BigIntegerField()
    certificate = models.ForeignKey(
        EnrolledCertificate, models.CASCADE, related_name="access_tokens"
    )
    way = models.CharField(max_length=12)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        db_table = "certificates_access_token"
        indexes = [
            models.Index(fields=["account_id"], name="certificates_token_account"),
            models.Index(fields=["expires_at"], name="certificates_token_expiry"),
        ]

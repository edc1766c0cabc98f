"""Which answers about revocation are kept, and until when do they serve?"""

from django.db import models


class RevocationEvidence(models.Model):
    """An OCSP answer or a CRL as it came; `about` names what it answers for.

    An OCSP answer is about the SHA-256 of a certificate, a CRL about that of its issuer's.
    """

    sha256 = models.CharField(max_length=64, primary_key=True)
    kind = models.CharField(max_length=4)
    about = models.CharField(max_length=64)
    der = models.BinaryField()
    fetched_at = models.DateTimeField()
    next_update = models.DateTimeField()

    class Meta:
        db_table = "certificates_evidence"
        indexes = [
            models.Index(
                fields=["kind", "about", "-fetched_at"], name="certificates_evidence_about"
            ),
            models.Index(fields=["next_update"], name="certificates_evidence_age"),
        ]

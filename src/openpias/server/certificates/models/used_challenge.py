"""Which challenges were answered already?"""

from django.db import models


class UsedChallenge(models.Model):
    """The SHA-256 of a challenge that got its one answer, until it would have expired anyway."""

    digest = models.BinaryField(primary_key=True)
    expires_at = models.DateTimeField()

    class Meta:
        db_table = "certificates_used_challenge"
        indexes = [models.Index(fields=["expires_at"], name="certificates_challenge_expiry")]

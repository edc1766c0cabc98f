"""Which versions of a list were published, and when?"""

from django.db import models


class PublishedVersion(models.Model):
    """From when on a list had a content, by the digest of all of it but its own date.

    The first who asks after a change writes the row; the moment is what the file says of its age.
    """

    name = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    issued_at = models.DateTimeField()

    class Meta:
        db_table = "soap_published_version"
        constraints = [
            models.UniqueConstraint(
                fields=["name", "issued_at"], name="soap_published_version_once"
            )
        ]

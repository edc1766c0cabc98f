"""Which answer was given under an idempotency key?"""

from django.db import models


class StoredAnswer(models.Model):
    """A success bound to a provider's key: digests and ids only, for 30 days.

    `key_digest` and `body_digest` are keyed with a secret outside the database, so that neither
    the key nor the body can be guessed from a copy.
    """

    pk = models.CompositePrimaryKey("provider_code", "key_digest")
    provider_code = models.CharField(max_length=20)
    key_digest = models.BinaryField(max_length=16)
    body_digest = models.BinaryField(max_length=16)
    operation = models.CharField(max_length=40)
    person_id = models.BigIntegerField()
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "registry_stored_answer"

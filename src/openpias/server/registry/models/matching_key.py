"""Under which keys is a person found again?"""

from django.db import models


class MatchingKey(models.Model):
    """One 64-bit key of one spelling; rows of a B-tree, several per person.

    No foreign key is enforced: eight checks per registration cost more than they protect, and only
    the issuing function, the import and corrections write here. There is no index by person either:
    what has to be removed is computed again from the person's registrations.
    """

    pk = models.CompositePrimaryKey("key", "person_id")
    key = models.BigIntegerField()
    person_id = models.BigIntegerField()

    class Meta:
        db_table = "registry_matching_key"

"""Which facts were typed about a person, where and when? Rows are only ever added."""

import uuid

from django.db import models

from openpias.server.registry.models.person import Person


class Registration(models.Model):
    """One act of typing: its facts are an alternate spelling when the next one is compared.

    `facts` holds what matching compares: surname, given_name, birth_date, birth_precision, sex,
    citizenship, documents (numbers) and permit CNPs.
    `decision` is "same" or "different" where somebody answered a question, about `seen` persons.
    """

    public_id = models.UUIDField(default=uuid.uuid4)
    person = models.ForeignKey(Person, models.PROTECT, related_name="registrations", db_index=False)
    kind = models.CharField(max_length=12)
    provider_code = models.CharField(max_length=20)
    account_id = models.BigIntegerField()
    at = models.DateTimeField()
    facts = models.JSONField()
    decision = models.CharField(max_length=10, blank=True)
    decision_reason = models.CharField(max_length=500, blank=True)
    seen = models.JSONField(default=list)

    class Meta:
        db_table = "registry_registration"
        indexes = [
            models.Index(fields=["person"], name="registry_registration_person"),
        ]

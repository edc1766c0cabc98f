"""What happened in a case, step by step?"""

from django.db import models

from openpias.server.cards.models.card_case import CardCase


class CaseStep(models.Model):
    """One step with its moment; `outcome` is a code, as whether a comparison agreed."""

    case = models.ForeignKey(CardCase, models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=30)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True, blank=True)
    outcome = models.CharField(max_length=20, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "cards_step"

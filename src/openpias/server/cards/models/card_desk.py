"""Whom does one call at a house about a card, and when?"""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class CardDesk(models.Model):
    """The card telephones of a house, as its notice prints them."""

    house_code = models.CharField(max_length=20, primary_key=True)
    phones = ArrayField(models.CharField(max_length=40))
    extensions = models.CharField(max_length=100, blank=True)
    hours = models.CharField(max_length=200, blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.BigIntegerField()

    class Meta:
        db_table = "cards_desk"

"""Which insurance houses are there, and whom does one ask there?"""

from django.db import models


class InsuranceHouse(models.Model):
    """A county house, that of Bucharest, or that of defence and order; ended by a date, never deleted.

    `it_contact` is what every page and refusal shows to the house's providers.
    """

    code = models.CharField(max_length=20, primary_key=True)
    name = models.CharField(max_length=200)
    seat = models.CharField(max_length=100)
    address = models.CharField(max_length=300, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    it_contact = models.CharField(max_length=200, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    provenance = models.CharField(max_length=300)

    class Meta:
        db_table = "providers_house"
        constraints = [
            models.CheckConstraint(
                name="providers_house_ends_after_it_starts",
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_from__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
            )
        ]

    def contact(self) -> str:
        """Return whom a provider asks: the IT contact, or how else the house is reached."""
        return self.it_contact or self.phone or self.email

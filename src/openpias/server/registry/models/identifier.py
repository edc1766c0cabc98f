"""Under which numbers is a person known, and which of them may be used?"""

from django.db import models
from django.db.models import Q

from openpias.server.registry.enums import IdentifierKind, IdentifierState
from openpias.server.registry.models.person import Person


class Identifier(models.Model):
    """A number of a kind, given once and never reused; replaced ones stay and are found."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="identifiers")
    kind = models.CharField(max_length=20)
    value = models.CharField(max_length=40)
    state = models.CharField(max_length=12, default=IdentifierState.VALID)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    given_by = models.CharField(max_length=200, blank=True)
    practice = models.BooleanField(default=False)

    class Meta:
        db_table = "registry_identifier"
        constraints = [
            models.UniqueConstraint(
                fields=["value"],
                name="registry_identifier_number_once",
                condition=Q(kind=IdentifierKind.TEMPORARY),
            ),
            models.UniqueConstraint(
                fields=["value", "kind", "practice"],
                name="registry_identifier_valid_once",
                condition=Q(state=IdentifierState.VALID) & ~Q(kind=IdentifierKind.TEMPORARY),
            ),
            models.CheckConstraint(
                name="registry_identifier_kind_known",
                condition=Q(kind__in=[kind.value for kind in IdentifierKind]),
            ),
            models.CheckConstraint(
                name="registry_identifier_state_known",
                condition=Q(state__in=[state.value for state in IdentifierState]),
            ),
        ]
        indexes = [
            models.Index(
                fields=["value"],
                name="registry_identifier_value",
                condition=~Q(kind=IdentifierKind.TEMPORARY),
            )
        ]

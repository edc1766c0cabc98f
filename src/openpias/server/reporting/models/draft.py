"""What did a provider without software type, and which report was made of it?"""

from django.db import models

from openpias.server.reporting.enums import DraftState


class BuiltReport(models.Model):
    """A monthly report made of typed records, to be signed and sent; kept until that is done.

    `file_name` is that which the rule asks for, `content` the XML to sign.
    """

    public_id = models.UUIDField(unique=True)
    provider_code = models.CharField(max_length=20)
    house_code = models.CharField(max_length=20)
    kind = models.CharField(max_length=10)
    contract_number = models.CharField(max_length=40)
    starts_on = models.DateField()
    ends_on = models.DateField()
    file_name = models.CharField(max_length=60)
    content = models.BinaryField()
    records = models.PositiveIntegerField()
    built_at = models.DateTimeField()
    built_by = models.BigIntegerField()

    class Meta:
        db_table = "reporting_built"
        constraints = [
            models.UniqueConstraint(
                fields=["provider_code", "file_name"], name="reporting_built_name_once"
            )
        ]


class DraftRecord(models.Model):
    """A record typed on screen; `typed` is all that was typed, as it was typed.

    `public_id` is drawn by the form. `app_id` is a number of ours, so that official feedback can
    carry it. `findings` are those of the last check, with code, path, severity and facts.
    """

    public_id = models.UUIDField(unique=True)
    provider_code = models.CharField(max_length=20)
    house_code = models.CharField(max_length=20)
    kind = models.CharField(max_length=10)
    app_id = models.CharField(max_length=18)
    typed = models.JSONField()
    given_on = models.DateField(null=True, blank=True)
    contract_number = models.CharField(max_length=40, blank=True)
    deadline = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, default=DraftState.TYPED)
    findings = models.JSONField(default=list)
    built = models.ForeignKey(
        BuiltReport, models.SET_NULL, null=True, blank=True, related_name="drafts"
    )
    typed_at = models.DateTimeField()
    typed_by = models.BigIntegerField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "reporting_draft"
        constraints = [
            models.UniqueConstraint(
                fields=["provider_code", "kind", "app_id"], name="reporting_draft_app_id"
            )
        ]
        indexes = [
            models.Index(fields=["provider_code", "state", "-id"], name="reporting_draft_provider")
        ]


class DistinctEntry(models.Model):
    """A service to a displaced person of a kind that is not taken here, entered by hand.

    `person` is the register's opaque id, `identifier` what was shown. `public_id` is drawn by the
    form; `removed_at` takes an entry back, which stays.
    """

    public_id = models.UUIDField(unique=True)
    provider_code = models.CharField(max_length=20)
    house_code = models.CharField(max_length=20)
    kind = models.CharField(max_length=10)
    person = models.UUIDField()
    identifier = models.CharField(max_length=20)
    given_on = models.DateField()
    service_code = models.CharField(max_length=40, blank=True)
    what = models.CharField(max_length=200)
    quantity = models.DecimalField(max_digits=14, decimal_places=4)
    value = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    entered_at = models.DateTimeField()
    entered_by = models.BigIntegerField()
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "reporting_distinct_entry"
        indexes = [
            models.Index(fields=["provider_code", "given_on"], name="reporting_distinct_month"),
            models.Index(fields=["given_on", "house_code"], name="reporting_distinct_house"),
        ]

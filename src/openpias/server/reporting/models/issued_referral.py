"""What does a referral that was validated online say beside its record?"""

from django.db import models


class IssuedReferral(models.Model):
    """A referral of a physician, under the key of its record; nothing of the patient.

    `ticket` is 1 for a specialist and 2 for a laboratory, as on the wire; `investigations` are
    codes with their quantity, in the referral's order. Who asks for a referral names the patient
    too, who stands in the record.
    """

    provider_code = models.CharField(max_length=20)
    kind = models.CharField(max_length=10)
    app_id = models.TextField()
    series = models.CharField(max_length=20)
    number = models.CharField(max_length=20)
    ticket = models.CharField(max_length=1)
    patient_house = models.CharField(max_length=20, blank=True)
    investigations = models.JSONField(default=list)
    validated_at = models.DateTimeField()

    class Meta:
        db_table = "reporting_issued_referral"
        constraints = [
            models.UniqueConstraint(
                fields=["provider_code", "kind", "app_id"], name="reporting_issued_referral_key"
            )
        ]
        indexes = [models.Index(fields=["number", "series"], name="reporting_referral_paper")]

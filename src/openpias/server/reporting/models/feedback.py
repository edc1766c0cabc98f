"""What was a provider told about a report?"""

from django.db import models

from openpias.server.reporting.models.report import Report


class Feedback(models.Model):
    """The official feedback of a report: a ZIP with one file; `size` is in octets."""

    report = models.OneToOneField(Report, models.CASCADE, related_name="feedback")
    name = models.CharField(max_length=80)
    size = models.PositiveBigIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        db_table = "reporting_feedback"


class FeedbackPart(models.Model):
    """A piece of the ZIP; all pieces in their order are the file."""

    feedback = models.ForeignKey(Feedback, models.CASCADE, related_name="parts", db_index=False)
    number = models.PositiveIntegerField()
    octets = models.BinaryField()

    class Meta:
        db_table = "reporting_feedback_part"
        constraints = [
            models.UniqueConstraint(fields=["feedback", "number"], name="reporting_fb_part_once")
        ]

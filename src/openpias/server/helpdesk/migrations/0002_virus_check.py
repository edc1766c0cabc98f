"""Keep how the virus scanner judged a document; those that are here were judged when they came."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("helpdesk", "0001_helpdesk")]

    operations = [
        migrations.AddField(
            model_name="attacheddocument",
            name="virus_check",
            field=models.CharField(db_default="none", default="none", max_length=8),
        ),
        migrations.AddField(
            model_name="attacheddocument",
            name="virus_tries",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddIndex(
            model_name="attacheddocument",
            index=models.Index(
                condition=models.Q(("virus_check", "waiting")),
                fields=["virus_tries", "id"],
                name="helpdesk_document_to_check",
            ),
        ),
    ]

"""Adds the telephone number under which a provider is called back."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("providers", "0001_providers")]

    operations = [
        migrations.AddField(
            model_name="provider",
            name="phone",
            field=models.CharField(blank=True, default="", max_length=40),
            preserve_default=False,
        ),
    ]

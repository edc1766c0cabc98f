"""Adds the specialities in which a physician works for a provider."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("providers", "0003_provider_phone")]

    operations = [
        migrations.AddField(
            model_name="physician",
            name="specialities",
            field=ArrayField(models.CharField(max_length=20), blank=True, default=list),
        ),
    ]

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_sessions"),
    ]

    operations = [
        migrations.CreateModel(
            name="GuessedName",
            fields=[
                ("digest", models.BinaryField(primary_key=True, serialize=False)),
                (
                    "wrong_at",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.DateTimeField(), size=None
                    ),
                ),
                ("last_at", models.DateTimeField()),
            ],
            options={
                "db_table": "accounts_guessed_name",
                "indexes": [models.Index(fields=["last_at"], name="accounts_guessed_name_last")],
            },
        ),
    ]

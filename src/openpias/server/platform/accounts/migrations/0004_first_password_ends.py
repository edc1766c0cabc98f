from django.conf import settings
from django.db import migrations, models

# First passwords of before end as if they were given today.
END_THOSE_GIVEN_BEFORE = """
UPDATE accounts_account SET first_password_ends = now() + make_interval(days => %s)
WHERE must_change_password
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_guessed_name"),
    ]

    operations = [
        migrations.AddField(
            model_name="account",
            name="first_password_ends",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.RunSQL(
            [(END_THOSE_GIVEN_BEFORE, [settings.FIRST_PASSWORD_DAYS])], migrations.RunSQL.noop
        ),
    ]

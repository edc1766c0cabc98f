"""What Django's models cannot say: tables that are not logged, room for changes, numbers of drafts."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("reporting", "0001_reporting")]

    operations = [
        # What is staged is judged again after a crash: its log would cost as much as the rows.
        migrations.RunSQL(
            sql="ALTER TABLE reporting_staged_record SET UNLOGGED; "
            "ALTER TABLE reporting_staged_finding SET UNLOGGED",
            reverse_sql="ALTER TABLE reporting_staged_record SET LOGGED; "
            "ALTER TABLE reporting_staged_finding SET LOGGED",
        ),
        # Deadlines move in place: a row that finds room on its page costs its indexes nothing.
        migrations.RunSQL(
            sql="ALTER TABLE reporting_record SET (fillfactor = 85)",
            reverse_sql="ALTER TABLE reporting_record RESET (fillfactor)",
        ),
        # Ids of records typed on screen are decimal, since official feedback carries them so.
        migrations.RunSQL(
            sql="CREATE SEQUENCE reporting_draft_number START 1000001",
            reverse_sql="DROP SEQUENCE reporting_draft_number",
        ),
    ]

"""The outbox is emptied as fast as it fills, so dead rows are cleared early and by count."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("outbox", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="outboxevent",
            name="id",
            field=models.UUIDField(primary_key=True, serialize=False),
        ),
        migrations.RunSQL(
            sql="ALTER TABLE outbox_event SET "
            "(autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000)",
            reverse_sql="ALTER TABLE outbox_event RESET "
            "(autovacuum_vacuum_scale_factor, autovacuum_vacuum_threshold)",
        ),
    ]

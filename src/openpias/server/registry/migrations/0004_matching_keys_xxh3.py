"""Keys are made with another function now: make all of them anew from what was registered."""

from typing import Any

from django.db import migrations

from openpias.core.names.matching_keys import stored_keys
from openpias.server.registry.domain.facts import facts_from_row, in_space

CHUNK = 2_000


def make_anew(apps: Any, schema_editor: Any) -> None:  # noqa: ARG001 - Django passes it
    """Replace every key; facts that were erased have none."""
    key_model = apps.get_model("registry", "MatchingKey")
    registrations = apps.get_model("registry", "Registration").objects.exclude(facts={})
    key_model.objects.all().delete()
    rows = registrations.order_by("pk").values_list("person_id", "person__practice", "facts")
    waiting = []
    for person, practice, facts in rows.iterator(chunk_size=CHUNK):
        keys = stored_keys(facts_from_row(facts))
        waiting += [
            key_model(key=in_space(key, practice=practice), person_id=person) for key in keys
        ]
        if len(waiting) >= CHUNK:
            key_model.objects.bulk_create(waiting, ignore_conflicts=True)
            waiting = []
    key_model.objects.bulk_create(waiting, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("registry", "0003_imports")]
    operations = [migrations.RunPython(make_anew, migrations.RunPython.noop)]

"""Adds the database function that registers a person in one round trip."""

from pathlib import Path
from typing import ClassVar

from django.db import migrations

_SQL = (Path(__file__).parent / "sql" / "register_v1.sql").read_text(encoding="utf-8")
_UNDO = """
DROP FUNCTION registry_register(jsonb, bigint[], bigint[], bigint[], bigint[], text[]);
DROP FUNCTION registry_insert_person(jsonb, text[]);
DROP FUNCTION registry_write_trail(jsonb);
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("registry", "0001_initial"),
        ("accounts", "0001_initial"),
        ("audit", "0001_initial"),
        ("outbox", "0001_initial"),
    ]

    operations: ClassVar = [migrations.RunSQL(_SQL, _UNDO)]

"""Fewer keys find the same persons: make all of them anew, so that none is left over."""

from importlib import import_module

from django.db import migrations

make_anew = import_module("openpias.server.registry.migrations.0004_matching_keys_xxh3").make_anew


class Migration(migrations.Migration):
    dependencies = [("registry", "0006_insured_persons")]
    operations = [migrations.RunPython(make_anew, migrations.RunPython.noop)]

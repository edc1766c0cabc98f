"""Does every route say who may use it, every code have texts, every setting a description?"""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

import openpias
from openpias.server.platform.accounts.permissions import every_permission
from openpias.server.platform.http import error_texts

SOURCE = Path(openpias.__file__).parent
DOCS = SOURCE.parents[1] / "docs"
CODES = {"Finding": 0, "Problem": 0, "error": 0, "warn": 0}
# Where a code is not a literal, it is a member of an enum whose values have texts too.
ROWS = ["cards", "certificates", "helpdesk", "platform", "providers", "registry", "reporting"]


def routes(patterns, prefix=""):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, prefix + str(pattern.pattern))
        elif isinstance(pattern, URLPattern):
            yield prefix + str(pattern.pattern), pattern.callback


ROUTES = sorted(routes(get_resolver().url_patterns), key=lambda each: each[0])


@pytest.mark.parametrize(("route", "view"), ROUTES, ids=[route for route, _ in ROUTES])
def test_every_route_names_a_permission_or_a_reason_to_be_public(route, view):
    permission = getattr(view, "permission", None)
    reason = getattr(view, "public_reason", None)

    assert bool(permission) != bool(reason), f"{route} wears {permission!r} and {reason!r}"
    assert permission is None or permission in every_permission()


def sources():
    return sorted(SOURCE.rglob("*.py"))


def used_codes():
    """Yield every literal code of a finding or a problem, with its place."""
    for file in sources():
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                code = code_of(node)
                if code:
                    yield f"{file.relative_to(SOURCE)}:{node.lineno}", code


def code_of(call):
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    if name in {"Finding", "Problem"}:
        values = [word.value for word in call.keywords if word.arg == "code"]
    elif name in {"error", "warn"} and owner(call) == "collector":
        values = call.args[:1]
    else:
        return None
    constants = [each.value for each in values if isinstance(each, ast.Constant)]
    return constants[0] if constants else None


def owner(call):
    value = getattr(call.func, "value", None)
    name = getattr(value, "id", getattr(value, "attr", ""))
    return "collector" if name in {"collector", "self", "_collector"} else name


def test_every_code_that_is_used_has_two_texts():
    used = list(used_codes())
    missing = {(place, code) for place, code in used if code not in error_texts.known()}

    assert len(used) > 40
    assert missing == set()


def test_no_text_is_empty():
    # Facts are named in the texts; a mapping that knows every name stands for them.
    class Anything(dict):
        def __missing__(self, name):
            return name

    for code in error_texts.known():
        text = error_texts._texts[code]
        assert str(text.practice) % Anything(), code
        assert str(text.supplier) % Anything(), code


def settings_read():
    text = (SOURCE / "server/config/settings.py").read_text(encoding="utf-8")
    names = re.findall(r'env\.(?:text|integer|flag)\(\s*"([A-Z_]+)"', text)
    secrets = re.findall(r'env\.secret\(\s*"([a-z_]+)"', text)
    return {*names, *(f"OPENPIAS_{name.upper()}" for name in secrets), "OPENPIAS_PROFILE"}


def test_every_setting_is_documented():
    documented = (DOCS / "operations" / "settings.md").read_text(encoding="utf-8")

    assert len(settings_read()) > 15
    assert {name for name in settings_read() if f"`{name}`" not in documented} == set()


TABLE = re.compile(
    r"\b(?:FROM|JOIN|INTO|UPDATE|TABLE|COPY)\s+(?:ONLY\s+)?((?:accounts|audit|outbox|registry|cards|providers|reporting|helpdesk)_\w+)"
)


@pytest.mark.parametrize(
    ("folder", "allowed"),
    [
        ("platform/audit", ("audit_", "accounts_")),
        ("platform/outbox", ("outbox_",)),
        ("registry", ("registry_", "audit_", "outbox_", "accounts_")),
        ("cards", ("cards_", "registry_", "audit_", "accounts_")),
        ("reporting", ("reporting_",)),
        ("helpdesk", ("helpdesk_",)),
    ],
)
def test_raw_sql_names_own_and_lower_tables_only(folder, allowed):
    named = {
        (file.name, table)
        for suffix in ("*.py", "*.sql")
        for file in (SOURCE / "server" / folder).rglob(suffix)
        for table in TABLE.findall(file.read_text(encoding="utf-8"))
    }

    assert named
    assert {each for each in named if not each[1].startswith(allowed)} == set()


def test_the_rows_of_the_house_are_installed():
    installed = {app.split(".")[2] for app in settings.INSTALLED_APPS if app.startswith("openpias")}

    assert installed == set(ROWS)

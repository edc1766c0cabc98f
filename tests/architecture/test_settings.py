"""Is every setting documented, and does every documented setting exist?"""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
READ = re.compile(
    r"""(?:\b(?:text|integer|flag)\(|environ\.get\(|environ\[)\s*"([A-Z_]+)\"""", re.VERBOSE
)
SECRET = re.compile(r'env\.secret\("([a-z_]+)"')


def read_in_code() -> set[str]:
    found = set()
    for file in (ROOT / "src").rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        found |= set(READ.findall(text))
        found |= {f"OPENPIAS_{name.upper()}" for name in SECRET.findall(text)}
    return {name for name in found if name == "PORT" or name.startswith(("OPENPIAS_", "DATABASE"))}


def documented() -> set[str]:
    text = (ROOT / "docs" / "operations" / "settings.md").read_text(encoding="utf-8")
    return set(re.findall(r"^\| `([A-Z_]+)` \|", text, re.MULTILINE))


def test_every_setting_is_documented_and_every_documented_one_is_read():
    assert documented() == read_in_code()

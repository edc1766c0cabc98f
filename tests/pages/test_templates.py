"""Do templates and built files hold only what may be served?"""

import hashlib
import json
import re

import pytest

from openpias.pages import STATIC_ROOT
from openpias.pages.environment import TEMPLATES

BUILT = STATIC_ROOT / "openpias"
TEMPLATE_FILES = sorted(TEMPLATES.rglob("*.html"))
MANIFEST = json.loads((BUILT / "manifest.json").read_text("utf-8"))
# Names of XML namespaces: they are never fetched.
NAMESPACES = ("http://www.w3.org/",)


def _name(path):
    return path.relative_to(TEMPLATES).as_posix()


@pytest.mark.parametrize("path", TEMPLATE_FILES, ids=_name)
def test_a_template_writes_romanian_with_commas_below(path):
    assert re.findall("[şţŞŢ]", path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", TEMPLATE_FILES, ids=_name)
def test_a_template_holds_no_inline_script_or_style(path):
    text = path.read_text("utf-8")
    assert (
        re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son(?!ce=)[a-z]+=|javascript:", text)
        == []
    )


@pytest.mark.parametrize("path", TEMPLATE_FILES, ids=_name)
def test_a_template_opens_by_saying_what_it_is(path):
    assert path.read_text("utf-8").startswith("{#")


@pytest.mark.parametrize("path", TEMPLATE_FILES, ids=_name)
def test_a_template_names_no_remote_address(path):
    assert re.findall(r"(?:https?:)?//[a-z]", path.read_text("utf-8")) == []


@pytest.mark.parametrize("name", MANIFEST)
def test_a_built_file_is_named_after_its_content(name):
    content = (BUILT / MANIFEST[name]).read_bytes()
    assert hashlib.sha256(content).hexdigest()[:12] in MANIFEST[name]


def test_every_built_file_is_in_the_manifest():
    files = {path.name for path in BUILT.iterdir() if path.is_file()}
    assert files == {*MANIFEST.values(), "manifest.json"}


@pytest.mark.parametrize(
    "name", [name for name in MANIFEST if name.endswith((".css", ".js", ".svg"))]
)
def test_a_built_file_names_no_remote_address(name):
    text = (BUILT / MANIFEST[name]).read_text("utf-8")
    addresses = re.findall(r"https?://[^\s\"'`)]+|url\(//[^)]*", text)
    assert [address for address in addresses if not address.startswith(NAMESPACES)] == []


def test_the_style_sheet_names_only_fonts_that_are_there():
    text = (BUILT / MANIFEST["openpias.css"]).read_text("utf-8")
    fonts = set(re.findall(r"url\(([^)]+\.woff2)\)", text))
    assert fonts == {name for name in MANIFEST.values() if name.endswith(".woff2")}


def test_the_restricted_typeface_and_logos_are_not_shipped():
    text = (BUILT / MANIFEST["openpias.css"]).read_text("utf-8")
    assert "GDS Transport" not in text
    assert "govuk-logo" not in text
    assert not [name for name in MANIFEST if "crest" in name or "crown" in name]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("accessible-autocomplete", "MIT"),
        ("govuk-frontend", "MIT"),
        ("moj-frontend", "MIT"),
        ("noto-sans", "SIL OPEN FONT LICENSE"),
        ("zxing-wasm", "MIT"),
    ],
)
def test_every_library_comes_with_its_licence(name, words):
    assert words in (BUILT / "LICENSES" / f"{name}.txt").read_text("utf-8")

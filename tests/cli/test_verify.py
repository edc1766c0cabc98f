"""Does `openpias verify` tell the truth about a slip, offline?"""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.core.slips.make_vectors import ACTIVE, PRACTICE, RETIRED, SLIP, vectors

from openpias.cli import main
from openpias.core.slips import document, signing

VECTORS = vectors()
CODES = {case["name"]: case for case in VECTORS["codes"]}
ENDINGS = {
    "current": 0,
    "superseded": 1,
    "withdrawn": 1,
    "unknown-key": 1,
    "bad-signature": 1,
    "wrong-key-use": 1,
    "not-a-slip": 2,
    "damaged": 2,
    "newer-format": 2,
}


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """Return a folder with published keys and list, and no home."""
    (tmp_path / "keys.json").write_text(json.dumps(VECTORS["keys"]))
    (tmp_path / "list").write_bytes(bytes.fromhex(VECTORS["status_list"]["hex"]))
    monkeypatch.setenv("OPENPIAS_HOME", str(tmp_path / "home"))
    return tmp_path


def run(folder: Path, content: bytes | str, *options: str):
    file = folder / "slip"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return CliRunner().invoke(main, ["verify", str(file), *options])


def with_keys(folder: Path) -> list[str]:
    return ["--keys", str(folder / "keys.json"), "--status-list", str(folder / "list")]


@pytest.mark.parametrize("name", [name for name in CODES if name != "practice"])
def test_every_vector_ends_as_it_should(folder, name):
    case = CODES[name]

    result = run(folder, case["digits"], *with_keys(folder))

    expected = case["expected"]
    assert result.exit_code == ENDINGS[expected.get("state") or expected["refusal"]], result.output


def test_a_valid_slip_says_what_it_says_and_how_old_the_list_is(folder):
    result = run(folder, CODES["valid"]["digits"], *with_keys(folder))

    assert result.output.splitlines()[:10] == [
        "VALID: signed by this register.",
        "Number: 9123456789012",
        "Kind of number: temporary number",
        "Surname: Шевченко",
        "Given name: Олена",
        "Birth date: 1984-07-20",
        "Sex: F",
        "Citizenship: UA",
        "Category: A",
        "Entry date: 2022-03-01",
    ]
    assert "Status list of 2026-11-23 06:00 UTC." in result.output


def test_without_a_list_it_says_what_was_not_checked(folder):
    result = run(folder, CODES["withdrawn"]["digits"], "--keys", str(folder / "keys.json"))

    assert result.exit_code == 0
    assert "Not checked: whether the slip was withdrawn or superseded" in result.output


def test_a_practice_slip_is_never_valid(folder):
    result = run(folder, CODES["practice"]["digits"], *with_keys(folder))

    assert result.exit_code == 1
    assert result.output.startswith("PRACTICE")


def test_a_part_of_a_date_is_shown_as_far_as_it_is_known(folder):
    result = run(folder, CODES["signed with a retired key"]["digits"], *with_keys(folder))

    assert "Birth date: 1984\n" in result.output
    assert "Entry date" not in result.output


def test_a_pdf_is_read(folder):
    page = document.Slip(
        title="a",
        title_uk="b",
        title_en="c",
        number=SLIP.number,
        code=signing.sign(SLIP, ACTIVE),
        rows=[],
        issued="",
        practice=False,
    )

    result = run(folder, document.render([page], verify_at="x"), *with_keys(folder))

    assert result.exit_code == 0
    assert "Surname: Шевченко" in result.output


@pytest.mark.parametrize("content", ["", "hello", b"%PDF-1.4 broken", b"\x89PNG\r\n\x1a\n"])
def test_what_cannot_be_read_ends_with_2(folder, content):
    result = run(folder, content, *with_keys(folder))

    assert result.exit_code == 2
    assert result.exception is None or isinstance(result.exception, SystemExit)


def test_the_keys_of_the_home_are_used_where_none_are_named(folder):
    keys = folder / "home" / "secrets" / "slips"
    (keys / "retired").mkdir(parents=True)
    (keys / "active.pem").write_bytes(signing.private_pem(ACTIVE))
    (keys / "practice.pem").write_bytes(signing.private_pem(PRACTICE))
    retired = signing.public_pem(RETIRED.private.public_key())
    (keys / "retired" / "old.pem").write_bytes(retired)

    names = ("valid", "signed with a retired key", "unknown key")
    endings = [run(folder, CODES[name]["digits"]).exit_code for name in names]

    assert endings == [0, 0, 1]


def test_without_any_keys_it_says_where_to_get_them(folder):
    result = run(folder, CODES["valid"]["digits"])

    assert result.exit_code == 2
    assert "/api/v1/slips/keys.json" in result.output


@pytest.mark.parametrize("text", ["{}", "no json", "\xff"])
def test_broken_keys_are_told(folder, text):
    (folder / "keys.json").write_bytes(text.encode("latin-1"))

    result = run(folder, CODES["valid"]["digits"], *with_keys(folder))

    assert result.exit_code == 2
    assert "cannot be read" in result.output


def test_a_forged_list_is_not_used(folder):
    (folder / "list").write_bytes(b"forged")

    result = run(folder, CODES["valid"]["digits"], *with_keys(folder))

    assert result.exit_code == 2
    assert "VALID" not in result.output

"""Do the papers of the project hold together: links, decisions, letters, glossary, lists?"""

import ast
import csv
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "openpias"
DATA = SOURCE / "server" / "registry" / "data"
PAPERS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
DECISIONS = sorted(ROOT.glob("docs/adr/*.md"))
LISTS = sorted(DATA.glob("*.csv"))
HEADER = [
    *("code", "name_ro", "name_uk", "name_en"),
    *("valid_from", "valid_to", "provenance", "kind", "position"),
]
KINDS = {
    "categories": {"person", "family"},
    "citizenships": {"country", "icao"},
    "document-types": {"identity", "travel", "status", "civil", "medical"},
    "entry-points": {
        *("rutier", "feroviar", "aeroportuar", "portuar", "fluvial", "nastere", "necunoscut"),
    },
    "insurance-categories": {"pays", "free", "co-insured", "foreign"},
    "insurance-states": {"insured", "foreign"},
    "sexes": {""},
    "visa-types": {"exempt", "short", "transit", "long", "other"},
}
# S and T with a cedilla, as old keyboards wrote them.
CEDILLA = re.compile("[\u015e\u015f\u0162\u0163]")
TEXTS = {".csv", ".html", ".jinja", ".md", ".po", ".py", ".sql", ".toml", ".txt", ".typ"}
# These read what others typed with the old letters; tests feed them with it.
READS_OLD_LETTERS = {"core/names"}
MARKDOWN_LINK = re.compile(r"\]\(([^)\s]+)\)")


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def anchors(path: Path) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


def broken_links(path: Path) -> Iterator[str]:
    for target in MARKDOWN_LINK.findall(path.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        found = (path.parent / name) if name else path
        if not found.exists() or (anchor and anchor not in anchors(found)):
            yield target


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("path", PAPERS, ids=relative)
def test_links_between_papers_lead_somewhere(path):
    assert list(broken_links(path)) == []


def test_a_broken_link_would_be_noticed(tmp_path):
    paper = tmp_path / "paper.md"
    paper.write_text(
        "# Title\n[a](absent.md) [b](#title) [c](#absent) [d](https://openpias.example)"
    )

    assert list(broken_links(paper)) == ["absent.md", "#absent"]


def test_decisions_are_numbered_without_gaps():
    numbers = [path.name[:4] for path in DECISIONS]

    assert numbers == [f"{number:04d}" for number in range(1, len(numbers) + 1)]


@pytest.mark.parametrize("path", DECISIONS, ids=relative)
def test_a_decision_has_its_number_four_parts_and_a_page(path):
    lines = path.read_text(encoding="utf-8").splitlines()

    assert lines[0].startswith(f"# {path.name[:4]}: ")
    assert [line for line in lines if line.startswith("## ")] == [
        *("## Status", "## Context", "## Decision", "## Consequences"),
    ]
    assert 20 <= len(lines) <= 60


def texts_of_ours() -> Iterator[Path]:
    for top in ("src", "docs", "assets/src", "deploy"):
        for path in (ROOT / top).rglob("*"):
            built = "static" in path.parts or "node_modules" in path.parts
            if path.suffix in TEXTS and not built:
                yield path
    yield from ROOT.glob("*.md")


def test_romanian_letters_have_their_comma_below():
    wrong = [
        relative(path)
        for path in texts_of_ours()
        if CEDILLA.search(path.read_text(encoding="utf-8"))
        and not any(place in path.as_posix() for place in READS_OLD_LETTERS)
    ]

    assert wrong == []


def classes(kind: str) -> Iterator[tuple[Path, ast.ClassDef]]:
    for path in SOURCE.rglob("*.py"):
        if kind == "models" and not (path.stem == "models" or path.parent.name == "models"):
            continue
        if kind == "enums" and path.stem != "enums":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                yield path, node


def bases(node: ast.ClassDef) -> set[str]:
    return {ast.unparse(base).rpartition(".")[2] for base in node.bases}


def glossary() -> set[str]:
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    return set(re.findall(r"`([^`]+)`", text))


def test_every_model_is_a_term_of_the_glossary():
    models = {
        node.name for _, node in classes("models") if bases(node) & {"Model", "AbstractBaseUser"}
    }

    assert models
    assert models - glossary() == set()


def test_every_enum_and_each_of_its_values_is_in_the_glossary():
    enums = [node for _, node in classes("enums") if "StrEnum" in bases(node)]
    values = {
        statement.value.value
        for node in enums
        for statement in node.body
        if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Constant)
    }

    assert enums
    assert ({node.name for node in enums} | values) - glossary() == set()


def test_every_list_is_shipped():
    assert {path.stem for path in LISTS} == set(KINDS)


@pytest.mark.parametrize("path", LISTS, ids=relative)
def test_a_list_has_the_columns_and_each_code_once(path):
    text = path.read_text(encoding="utf-8")
    codes = [row["code"] for row in rows(path)]

    assert text.splitlines()[0] == ",".join(HEADER)
    assert "\r" not in text
    assert len(codes) == len(set(codes))
    assert [code for code in codes if not re.fullmatch(r"[A-Z0-9][A-Z0-9_]{0,39}", code)] == []


@pytest.mark.parametrize("path", LISTS, ids=relative)
def test_every_entry_has_three_names_a_provenance_and_a_known_kind(path):
    longest = {"categories": 120}.get(path.stem, 150)
    for row in rows(path):
        names = [row["name_ro"], row["name_uk"], row["name_en"]]
        assert all(0 < len(name.strip()) <= longest for name in names), row["code"]
        assert all(name == name.strip() for name in names), row["code"]
        assert 0 < len(row["provenance"]) <= 300, row["code"]
        assert row["kind"] in KINDS[path.stem], row["code"]


@pytest.mark.parametrize("path", LISTS, ids=relative)
def test_ukrainian_names_are_cyrillic_and_the_others_are_not(path):
    for row in rows(path):
        assert re.search("[а-яіїєґ]", row["name_uk"].lower()), row["code"]
        assert not re.search("[ыэёъ]", row["name_uk"].lower()), row["code"]
        assert not re.search("[\u0400-\u04ff]", row["name_ro"] + row["name_en"]), row["code"]


@pytest.mark.parametrize("path", LISTS, ids=relative)
def test_validity_and_order_make_sense(path):
    found = rows(path)

    assert [int(row["position"]) for row in found] == list(range(1, len(found) + 1))
    for row in found:
        begins, ends = (row[name] and date.fromisoformat(row[name]) for name in HEADER[4:6])
        assert not (begins and ends) or begins <= ends, row["code"]


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("citizenships", {"UA", "MD", "RO", "XXA"}),
        ("entry-points", {"SIRET", "BORN_RO", "UNKNOWN"}),
        ("document-types", {"PASSPORT", "ID_CARD", "BIRTH_CERTIFICATE", "MEDICAL_DOCUMENT"}),
        ("visa-types", {"NONE"}),
        ("sexes", {"M", "F"}),
        ("categories", {"A", "B", "C"}),
    ],
)
def test_codes_that_the_program_knows_are_in_the_lists(name, codes):
    assert codes - {row["code"] for row in rows(DATA / f"{name}.csv")} == set()


def test_the_guide_keeps_to_headings_lists_paragraphs_and_tables():
    guide = (ROOT / "docs" / "ro" / "ghid.md").read_text(encoding="utf-8")

    assert not re.search(r"<[a-z/!]|!\[|^```|^#{4,}", guide, re.MULTILINE)

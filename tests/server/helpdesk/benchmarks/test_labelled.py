"""Do the labelled sets still give what docs/performance.md says, and are they those of the generator?"""

import json
import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest
from click.testing import CliRunner

from openpias.cli.benchmark import benchmark
from openpias.server.helpdesk.benchmarks import header, personal_data

ROOT = Path(__file__).parents[4]
LABELLED = ROOT / "benchmarks" / "labelled"
HEADER, PERSONAL = LABELLED / "helpdesk-header.jsonl", LABELLED / "helpdesk-personal-data.jsonl"


def lines(path: Path, many: int) -> list[str]:
    with path.open(encoding="utf-8") as file:
        return list(islice(file, many))


def test_headers_are_right_or_left_out_and_take_less_than_two_milliseconds():
    figures = header.measure(lines(HEADER, 150))

    assert figures["wrong"] == 0
    assert figures["whole_share"] >= 0.97
    assert figures["p50_ms"] < 2


def test_a_wrong_header_would_be_counted():
    row = {"mailbox": "ceas", "text": "Categorie: validare\nCUI: 14399840", "expected": {}}
    row["expected"] = {"category": "connection", "provider-name": "Clinica Tei"}
    figures = header.measure([json.dumps(row)])

    assert figures["fields"]["category"] == {"right": 0, "wrong": 1, "abstained": 0}
    assert figures["fields"]["fiscal-code"] == {"right": 0, "wrong": 1, "abstained": 0}
    assert figures["fields"]["provider-name"] == {"right": 0, "wrong": 0, "abstained": 1}
    assert figures["whole_share"] == 0


def test_personal_data_is_found_and_hardly_anything_else():
    figures = personal_data.measure(lines(PERSONAL, 200))

    assert figures["hard_recall"] >= 0.98
    assert figures["hard_precision"] >= 0.98
    assert figures["soft_recall"] >= 0.95
    assert figures["held_without_reason"] == 0


def test_what_is_missed_and_what_is_found_wrongly_would_be_counted():
    mark = {"kind": "cnp", "strength": "hard", "start": 0, "end": 4}
    rows = [{"text": "nimic", "marks": [mark]}, {"text": "CNP 1800101221144", "marks": []}]
    figures = personal_data.measure(map(json.dumps, rows))

    assert figures["hard_recall"] == 0
    assert figures["hard_precision"] == 0
    assert figures["missed"] == {"cnp": 1}
    assert figures["held_without_reason"] == 1


@pytest.mark.parametrize(
    ("command", "path"), [("helpdesk-header", HEADER), ("helpdesk-personal-data", PERSONAL)]
)
def test_the_command_prints_one_line_of_json(command, path, tmp_path):
    some = tmp_path / "some.jsonl"
    some.write_text("".join(lines(path, 5)), encoding="utf-8")
    answer = CliRunner().invoke(benchmark, [command, str(some)])

    assert answer.exit_code == 0
    assert answer.output.count("\n") == 1
    assert 5 in json.loads(answer.output).values()


@pytest.mark.slow
def test_the_sets_are_those_of_the_generator(tmp_path):
    subprocess.run(
        [sys.executable, ROOT / "benchmarks" / "helpdesk_mails.py", tmp_path], check=True
    )

    assert (tmp_path / HEADER.name).read_bytes() == HEADER.read_bytes()
    assert (tmp_path / PERSONAL.name).read_bytes() == PERSONAL.read_bytes()

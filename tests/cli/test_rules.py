"""Does the command print every rule, as the installation reads it, and are the documents printed by it?"""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from openpias.cli.rules import KINDS, rules
from openpias.core.rules.catalogue import RULES
from openpias.core.rules.records import ReportKind

DOCUMENT = Path(__file__).parents[2] / "docs" / "interop" / "reporting-rules.md"
BEGINS = "<!-- openpias rules --as markdown -->\n"


def printed(*arguments, env=None):
    return CliRunner().invoke(rules, arguments, env=env or {"OPENPIAS_REPORTING_RULES": ""})


def test_every_rule_is_printed_for_programs():
    rows = json.loads(printed("--as", "json").output)

    assert [row["code"] for row in rows] == [rule.code for rule in RULES]
    assert rows[0]["act"] == RULES[0].act


def test_switches_of_the_installation_and_of_the_command_are_seen():
    of_installation = printed(env={"OPENPIAS_REPORTING_RULES": "sent-late=off"}).output
    of_command = printed("--switches", "sent-late=error").output

    assert "sent-late (SENT_LATE) [off]" in of_installation
    assert "sent-late (SENT_LATE) [error]" in of_command


@pytest.mark.parametrize("line", ["sent-late", "sent-lte=off"])
def test_a_wrong_switch_is_told(line):
    refused = printed("--switches", line)

    assert refused.exit_code == 1
    assert line.partition("=")[0] in refused.output


def test_a_kind_leaves_its_rules():
    dental = printed("--kind", "STOM").output

    assert "app-id-not-decimal" not in dental
    assert "app-id-missing" in dental


def test_the_kinds_are_those_of_reports():
    assert set(KINDS) == {kind.value for kind in ReportKind}


def test_the_document_is_what_the_command_prints():
    written = DOCUMENT.read_text(encoding="utf-8")

    assert written.partition(BEGINS)[2].strip() == printed("--as", "markdown").output.strip()

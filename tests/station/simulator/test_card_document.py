"""Does the table of the document say what the card does, cell by cell?"""

import re

import pytest
from tests.core.smartcard.make_vectors import FILE
from tests.factories.cards import NEW, PIN, RESET_BLOCK, STARTS, permit, send

from openpias.core.smartcard.cryptograms import Purpose

DOCUMENT = FILE.with_name("health-card.md").read_text(encoding="utf-8")
COLUMNS = {
    "not activated": "new",
    "in use": "active",
    "blocked": "blocked",
    "after a reset": "after reset",
}
NEW_BLOCK = f"24{NEW}ffffffffff"


def commands(current):
    """Return each row's commands in hexadecimal, for a card with this PIN."""
    block = f"24{current}ffffffffff"
    return {
        "status, proof": ["00CA010000", f"8010000010{'00' * 16}00"],
        "public fields, certificate": ["00B0810000", "00B0830000"],
        "personal fields, signing": ["00B0820000", f"002A9E9A20{'00' * 32}00"],
        "VERIFY": [f"0020000108{block}"],
        "activating": [f"002400021023000fffffffffff{NEW_BLOCK}"],
        "changing": [f"0024000110{block}{NEW_BLOCK}"],
        "resetting": [f"002C020108{RESET_BLOCK}"],
    }


def cells():
    table = DOCUMENT.split("## What may be done when\n\n")[1].split("\n\n")[0].splitlines()
    names = [name.strip() for name in table[0].strip("|").split("|")][1:]
    for line in table[2:]:
        row, *values = [value.strip() for value in line.strip("|").split("|")]
        for name, value in zip(names, values, strict=True):
            yield row, COLUMNS[name], value


def test_the_table_has_every_row_and_column():
    found = list(cells())

    assert {row for row, _, _ in found} == set(commands(PIN))
    assert len(found) == len(commands(PIN)) * len(STARTS)


@pytest.mark.parametrize(("row", "start", "cell"), list(cells()))
def test_the_card_answers_what_the_cell_says(row, start, cell):
    current = "0000" if start == "after reset" else PIN
    for command in commands(current)[row]:
        terminal = STARTS[start]()
        terminal.select()
        purpose = re.fullmatch(r"with purpose (\d)", cell)
        if purpose:
            assert send(terminal, command)[1] == "6982"
            assert permit(terminal, Purpose(int(purpose[1]))) == "9000"
        elif cell == "after the PIN, else 6982":
            assert send(terminal, command)[1] == "6982"
            assert send(terminal, f"002000010824{current}ffffffffff")[1] == "9000"
        expected = cell if re.fullmatch(r"6\d{3}", cell) else "9000"
        assert send(terminal, command)[1] == expected

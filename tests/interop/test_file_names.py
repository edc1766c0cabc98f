"""Names of report files follow the rule of the specification, and no other name does."""

import re
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.interop import reference

from openpias.interop import file_names
from openpias.interop.file_names import REPORTS, SUPPLIERS, FileName, read

TEXT = reference.REFERENCE / "text" / "Aplicatii_de_Raportare_pentru_Furnizori.txt"
GOOD = "SPT_ACUT_11343845_20261125_0809.xml"


def test_a_name_is_read_and_written():
    found = read(GOOD)

    assert found == FileName(
        prefix="SPT_ACUT",
        code="11343845",
        moment=datetime(2026, 11, 25, 8, 9),  # noqa: DTZ001
    )
    assert str(found) == GOOD


@pytest.mark.parametrize(
    "text",
    [
        *("", "MF.xml", GOOD + "\n", f"../{GOOD}", f"a/{GOOD}", f"a\\{GOOD}", GOOD.lower()),
        *(GOOD.replace("1125", "1131"), GOOD.replace("0809", "2400"), GOOD.replace("0809", "080")),
        *(GOOD.replace("11343845", "RO11343845"), GOOD.replace("_ACUT", "_ACUT_X")),
        *(GOOD.replace(".xml", ".zip"), GOOD.replace("11343845", "١١٣٤٣٨٤٥"), GOOD + "\0"),
    ],
)
def test_another_name_is_none(text):
    assert read(text) is None


@given(
    st.sampled_from([*REPORTS.values(), *SUPPLIERS.values()]),
    st.from_regex(r"[0-9]{2,13}", fullmatch=True),
    st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2099, 1, 1)),  # noqa: DTZ001
)
def test_what_is_written_is_read(prefix, code, moment):
    name = FileName(prefix=prefix, code=code, moment=moment.replace(second=0, microsecond=0))

    assert read(str(name)) == name


def _listed(begin: str, end: str) -> dict[str, str]:
    text = TEXT.read_text(encoding="utf-8")
    found = {}
    for part in text.split(begin)[1:]:
        for line in part.split(end)[0].splitlines():
            if row := re.fullmatch(r"  ([A-Z]+(?:_[A-Z]+)?) +([A-Z]+(?:_[A-Z]+)?) +\S.*", line):
                found[row[1]] = row[2]
    return found


@reference.needed
def test_prefixes_are_the_official_ones():
    reports = _listed("Tip de furnizor corespunzător / Tip de raportare", "Un exemplu tipic")
    suppliers = _listed("Tip de furnizor corespunzător\n", "Un exemplu tipic")

    assert len(file_names.REPORTS) == 29
    assert {name: reports.get(name) for name in REPORTS} == REPORTS
    assert {name: suppliers.get(name) for name in SUPPLIERS} == SUPPLIERS

"""Does a table open in a spreadsheet program as what it is, and compute nothing?"""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpias.server.platform.http import spreadsheets


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_what_a_program_would_compute_becomes_text(cell):
    assert spreadsheets.safe(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "Siret – Porubne", "a=1", "24-02-2022", 7])
def test_other_cells_stay_what_they_are(cell):
    assert spreadsheets.safe(cell) == cell


def test_the_file_says_that_it_is_utf_8_and_parts_cells_by_semicolons():
    content = b"".join(spreadsheets.written([["Țara", "Câți"], ["Siret; nord", 3]]))

    assert content == b"\xef\xbb\xbf" + 'Țara;Câți\r\n"Siret; nord";3\r\n'.encode()


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)


@given(st.lists(st.lists(TEXTS, min_size=2, max_size=4), min_size=1, max_size=4))
def test_no_cell_of_any_file_begins_like_a_formula(rows):
    text = b"".join(spreadsheets.written(rows)).decode("utf-8-sig")
    read = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))

    assert [
        [cell[-len(typed) :] if typed else cell for cell, typed in zip(got, row, strict=True)]
        for got, row in zip(read, rows, strict=True)
    ] == rows
    assert not any(
        cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in read for cell in row
    )


def test_a_download_names_its_file():
    answer = spreadsheets.download([["a"]], name="situatii.csv")

    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="situatii.csv"'


def test_a_long_table_is_sent_while_it_is_read():
    read = []

    def rows():
        for place in range(5_000):
            read.append(place)
            yield [place]

    parts = iter(spreadsheets.download(rows(), name="situatii.csv").streaming_content)

    assert next(parts).startswith(b"\xef\xbb\xbf0\r\n1\r\n")
    assert len(read) == 1_000
    assert b"".join(parts).endswith(b"\r\n4999\r\n")
    assert len(read) == 5_000


def test_a_fault_at_the_beginning_is_no_half_file():
    def rows():
        raise RuntimeError("the database went away")
        yield

    with pytest.raises(RuntimeError):
        spreadsheets.download(rows(), name="situatii.csv")

"""Does a redacted text keep its words and lose its numbers?"""

from hypothesis import given, settings
from hypothesis import strategies as st

from openpias.core.personal_data import Find, Kind, Strength, find, has_hard, redact
from openpias.core.personal_data.signs import settled

CNP = "1800101221144"


def test_the_kind_stands_where_the_value_was():
    text = f"Pacientul cu CNP {CNP}\nnu apare în listă."

    assert redact(text, find(text)) == "Pacientul cu CNP [cnp]\nnu apare în listă."


def test_a_label_is_the_callers():
    text = f"CNP {CNP}"

    assert redact(text, find(text), label=lambda kind: f"({kind} ascuns)") == "CNP (cnp ascuns)"


def test_a_line_end_inside_a_number_is_kept():
    text = f"Nr {CNP[:5]}\n{CNP[5:]} lipsește"

    assert redact(text, find(text)) == "Nr [cnp]\n lipsește"


def test_a_text_without_finds_stays_itself():
    assert redact("Bună ziua", find("Bună ziua")) == "Bună ziua"


@given(
    st.text(max_size=60), st.text(max_size=60), st.integers(1, 12), st.sampled_from(" .-\n\u200b")
)
@settings(max_examples=150, deadline=None)
def test_nothing_hard_is_left(before, after, place, sign):
    text = f"{before}{CNP[:place]}{sign}{CNP[place:]} {after}"
    left = redact(text, find(text))

    assert CNP not in left
    assert not has_hard(find(left))


def test_of_two_finds_that_overlap_the_hard_one_covers_both():
    hard = Find(kind=Kind.CNP, strength=Strength.HARD, start=5, end=18)
    soft = Find(kind=Kind.NAME, strength=Strength.SOFT, start=0, end=7)

    assert settled([hard, soft]) == (Find(kind=Kind.CNP, strength=Strength.HARD, start=0, end=18),)

"""Are slow modules handed out so that readers and tokens stay apart, and no long one is left over?"""

from pathlib import Path

import pytest
from tests import order
from tests.order import Kind, first_fitting

READERS, TOKENS, NEITHER = Kind.READERS, Kind.TOKENS, Kind.NEITHER
QUEUE = [("cards", READERS), ("more cards", READERS), ("token", TOKENS), ("page", NEITHER)]


@pytest.mark.parametrize(
    ("queue", "had", "others", "chosen"),
    [
        (QUEUE, set(), [set()], "cards"),
        (QUEUE[1:], {READERS}, [set()], "more cards"),
        (QUEUE[1:], set(), [{READERS}], "token"),
        (QUEUE[1:], {TOKENS}, [set()], "token"),
        (QUEUE[2:], {READERS}, [{TOKENS}], "page"),
        (QUEUE[:1], {TOKENS}, [{READERS}], None),
        (QUEUE[2:3], {READERS}, [{TOKENS}], None),
        (QUEUE[2:3], {READERS}, [], "token"),
        ([], set(), [set()], None),
    ],
)
def test_a_process_gets_the_first_module_that_it_may_run(queue, had, others, chosen):
    assert first_fitting(queue, had=had, others=others) == chosen


def test_cards_come_first_then_tokens_then_the_longest():
    long, longer = order.LONGEST[1], order.LONGEST[0]
    modules = {
        "b": NEITHER,
        "c": READERS,
        "a": NEITHER,
        long: NEITHER,
        "t": TOKENS,
        longer: NEITHER,
    }

    placed = sorted(modules, key=lambda module: order.place(module, modules[module]))

    assert placed == ["c", "t", longer, long, "b", "a"]


def test_the_longest_modules_are_there():
    root = Path(__file__).parents[2]

    assert [each for each in order.LONGEST if not (root / each).is_file()] == []

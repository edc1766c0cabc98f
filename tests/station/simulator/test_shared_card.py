"""Does a card stay usable, and only itself, when another program resets it between two operations?"""

import pytest
from tests.factories.cards import (
    NEW,
    OTHER_NUMBER,
    PIN,
    active,
    blocked,
    memory,
    send,
    typed,
    unit,
)

from openpias.core.smartcard.card_data import Field
from openpias.core.smartcard.connections import CardExchangedError
from openpias.core.smartcard.outcomes import CardRefused


def test_a_card_that_was_reset_is_selected_again_and_asks_for_its_pin():
    terminal = active()
    card = terminal.select()
    assert card.verify(typed(PIN)).is_done

    terminal.reset_by_another()

    with pytest.raises(CardRefused):
        card.read([Field.CNP])
    assert not card.status().pin_verified
    assert card.verify(typed(PIN)).is_done


@pytest.mark.parametrize("start", [active, blocked], ids=["change", "reset"])
def test_a_permission_is_drawn_and_used_in_one_transaction(start):
    terminal, held = start(), []
    card = terminal.select()
    answer = terminal.exchange
    terminal.exchange = lambda apdu: (held.append(terminal.held), answer(apdu))[1]

    terminal.reset_by_another()
    if start is active:
        assert card.change_pin(typed(PIN, NEW, NEW), unit()).is_done
    else:
        assert card.reset_pin(typed("0000"), unit()).is_done

    assert held == [1] * len(held)


def test_nothing_is_held_while_the_holder_types():
    terminal = active()
    card = terminal.select()
    entry = typed(PIN)
    held = []
    asked = entry.ask
    object.__setattr__(entry, "ask", lambda prompt: (held.append(terminal.held), asked(prompt))[1])

    assert card.verify(entry).is_done
    assert held == [0]


def test_another_card_behind_a_reset_is_not_given_the_pin():
    terminal = active()
    card = terminal.select()
    card.status()
    terminal.kept = memory(number=OTHER_NUMBER, pin="0001")
    terminal.insert()
    terminal.reset_by_another()

    with pytest.raises(CardExchangedError):
        card.verify(typed(PIN))

    assert terminal.kept.tries_left == 5


def test_another_program_that_looks_for_its_own_application_takes_nothing_away():
    terminal = active()
    card = terminal.select()
    assert card.verify(typed(PIN)).is_done

    assert send(terminal, "00A40400 05 A000000308")[1] == "6A82"

    assert card.status().pin_verified

"""The states carry the numbers of Annex 102."""

from openpias.core.smartcard.states import (
    AuthenticationState,
    CardState,
    LinkState,
    Presence,
    Profile,
    TerminalEditing,
)


def test_the_numbers_are_the_official_ones():
    assert [int(state) for state in CardState] == list(range(1, 13))
    assert [int(state) for state in AuthenticationState] == [0, 1, 2, 3]
    assert [int(state) for state in LinkState] == [0, 1, 2, 3, 4, 5]
    assert [int(state) for state in Presence] == [1, 2]
    assert [int(state) for state in TerminalEditing] == [0, 1, 2, 3, 4]


def test_the_states_that_refusals_hang_on_are_where_the_annex_has_them():
    assert (CardState.INACTIVE, CardState.ACTIVE, CardState.BLOCKED) == (5, 7, 10)
    assert (CardState.WRONG_DATA, CardState.SUSPENDED, CardState.DECEASED) == (6, 11, 12)


def test_there_are_seven_profiles():
    assert len(Profile) == 7

"""The life of a card, wholly: every state with every act, and with every operation."""

import itertools

import pytest

from openpias.core.smartcard.codes import Code
from openpias.core.smartcard.life_cycle import (
    REISSUED_FROM,
    TRANSITIONS,
    Act,
    ForbiddenActError,
    after,
    may_reissue,
    permitted,
)
from openpias.core.smartcard.states import CardState as S
from openpias.core.smartcard.states import Operation

# The solid arrows of figure 8, written down from the figure and not from the code.
FIGURE_8 = {
    (S.PROPOSED, Act.ENROL): S.BEING_ENROLLED,
    (S.BEING_ENROLLED, Act.DISPATCH): S.IN_TRANSPORT,
    (S.IN_TRANSPORT, Act.RETURN): S.BEING_ENROLLED,
    (S.IN_TRANSPORT, Act.DELIVER): S.INACTIVE,
    (S.INACTIVE, Act.ACTIVATE): S.ACTIVE,
    (S.INACTIVE, Act.FIND_WRONG_DATA): S.WRONG_DATA,
    (S.ACTIVE, Act.FIND_WRONG_DATA): S.WRONG_DATA,
    (S.ACTIVE, Act.BEGIN_UPDATE): S.BEING_UPDATED,
    (S.BEING_UPDATED, Act.END_UPDATE): S.ACTIVE,
    (S.ACTIVE, Act.BLOCK): S.BLOCKED,
    (S.BLOCKED, Act.UNBLOCK): S.ACTIVE,
    (S.ACTIVE, Act.EXPIRE): S.EXPIRED,
    (S.ACTIVE, Act.SUSPEND): S.SUSPENDED,
    (S.ACTIVE, Act.DIE): S.DECEASED,
}
OURS = {
    (S.IN_TRANSPORT, Act.REJECT): S.NONCONFORMING,
    (S.WRONG_DATA, Act.REINSTATE): S.ACTIVE,
    (S.SUSPENDED, Act.REINSTATE): S.ACTIVE,
    (S.WRONG_DATA, Act.REINSTATE_INACTIVE): S.INACTIVE,
    (S.SUSPENDED, Act.REINSTATE_INACTIVE): S.INACTIVE,
    (S.BLOCKED, Act.FIND_WRONG_DATA): S.WRONG_DATA,
    **{
        (state, Act.SUSPEND): S.SUSPENDED
        for state in (S.IN_TRANSPORT, S.INACTIVE, S.WRONG_DATA, S.BEING_UPDATED, S.BLOCKED)
    },
    **{
        (state, Act.EXPIRE): S.EXPIRED
        for state in (S.INACTIVE, S.WRONG_DATA, S.BEING_UPDATED, S.BLOCKED)
    },
    **{(state, Act.DIE): S.DECEASED for state in S if state not in (S.ACTIVE, S.DECEASED)},
}
EVERY_STEP = list(itertools.product(S, Act))
NO = Code.CARD_STATE_INVALID
WORKS_WITH_A_BLOCKED_CARD = {
    (Operation.RESET_PIN, True): Code.OK,
    (Operation.CHANGE_PIN, True): Code.OK,
}


@pytest.mark.parametrize(("state", "act"), EVERY_STEP, ids=lambda value: value.name)
def test_each_act_leads_where_the_table_says_or_is_forbidden(state, act):
    expected = {**FIGURE_8, **OURS}.get((state, act))
    if expected is None:
        with pytest.raises(ForbiddenActError):
            after(state, act)
    else:
        assert after(state, act) is expected


def test_what_the_figure_does_not_draw_is_marked_as_ours():
    assert {step for step, arrow in TRANSITIONS.items() if arrow.ours} == set(OURS)
    assert set(TRANSITIONS) == set(FIGURE_8) | set(OURS)


def test_nothing_follows_death():
    assert [act for act in Act if (S.DECEASED, act) in TRANSITIONS] == []


def test_a_forbidden_act_is_told_with_its_state():
    with pytest.raises(ForbiddenActError, match="unblock does not fit ACTIVE"):
        after(S.ACTIVE, Act.UNBLOCK)


def test_a_new_card_may_follow_an_unfit_wrong_expired_or_suspended_one():
    assert {state for state in S if may_reissue(state)} == REISSUED_FROM
    assert {S.NONCONFORMING, S.WRONG_DATA, S.EXPIRED, S.SUSPENDED} == REISSUED_FROM


@pytest.mark.parametrize("state", [*S], ids=lambda value: value.name)
def test_every_living_state_has_a_way_to_a_card_that_works(state):
    """Over acts, or by a new card; a deceased holder needs none."""
    seen, ahead = set(), {state}
    while ahead:
        here = ahead.pop()
        seen.add(here)
        ahead |= {arrow.to for (origin, _), arrow in TRANSITIONS.items() if origin is here} - seen
        ahead |= ({S.PROPOSED} if may_reissue(here) else set()) - seen

    assert (S.ACTIVE in seen) == (state is not S.DECEASED)


def expected_code(state, operation, authorised):
    if state is S.ACTIVE:
        refused = {Operation.ACTIVATE: Code.CARD_ALREADY_ACTIVATED}
        refused[Operation.RESET_PIN] = Code.PIN_RESET_CARD_NOT_BLOCKED
        return refused.get(operation, Code.OK)
    if state is S.INACTIVE:
        return {Operation.ACTIVATE: Code.OK}.get(operation, Code.CARD_NOT_ACTIVATED)
    if state is S.BLOCKED:
        otherwise = {Operation.RESET_PIN: Code.PIN_RESET_NOT_CONFIRMED}.get(
            operation, Code.CARD_BLOCKED
        )
        return WORKS_WITH_A_BLOCKED_CARD.get((operation, authorised), otherwise)
    return NO


@pytest.mark.parametrize("authorised", [False, True])
@pytest.mark.parametrize("operation", [*Operation])
@pytest.mark.parametrize("state", [*S], ids=lambda value: value.name)
def test_each_operation_in_each_state_is_allowed_or_refused_with_its_code(
    state, operation, authorised
):
    assert permitted(state, operation, authorised=authorised) is expected_code(
        state, operation, authorised
    )


def test_the_numbers_that_seeds_name_stand_at_their_places():
    assert permitted(S.BLOCKED, Operation.AUTHENTICATE, authorised=False) == -15
    assert permitted(S.SUSPENDED, Operation.AUTHENTICATE, authorised=False) == -5
    assert permitted(S.BLOCKED, Operation.RESET_PIN, authorised=False) == -36
    assert permitted(S.ACTIVE, Operation.RESET_PIN, authorised=True) == -37

"""Does the management unit allow exactly what the table says, in every state?"""

import pytest
from tests.factories import card_register as cards
from tests.factories.card_register import AT, MINUTE

from openpias.core.contracts.management_unit import CryptogramPurpose, ProofPurpose
from openpias.core.smartcard import cryptograms as kernel
from openpias.core.smartcard.codes import Code
from openpias.core.smartcard.cryptograms import Purpose
from openpias.core.smartcard.life_cycle import permitted
from openpias.core.smartcard.states import AuthenticationState, CardState, Operation
from openpias.server.cards.domain.outcomes import UnitRefusal
from openpias.server.cards.models import Card, CardEvent, GivenCryptogram
from openpias.server.cards.operations import cryptograms, session_states, sessions
from openpias.server.platform.audit.models import AuditEntry

pytestmark = pytest.mark.django_db
CHALLENGE = b"0123456789abcdef"
OPERATIONS = {
    CryptogramPurpose.ACTIVATE: (Operation.ACTIVATE, Purpose.ACTIVATE),
    CryptogramPurpose.CHANGE: (Operation.CHANGE_PIN, Purpose.CHANGE),
    CryptogramPurpose.RESET: (Operation.RESET_PIN, Purpose.RESET),
}


def asked(held, purpose, *, challenge=CHALLENGE, at=AT, actor=None):
    return cryptograms.give(
        held.opened.token,
        purpose=purpose,
        challenge=challenge,
        actor=actor or held.actor,
        at=at,
    )


def authorised(row, clerk, where):
    from openpias.server.cards.operations import handling

    case = cards.reported(row, clerk, where=where)
    handled = handling.unblock(case.case, actor=cards.specialist(), at=AT)
    return case, handled


@pytest.mark.parametrize("purpose", list(CryptogramPurpose))
@pytest.mark.parametrize("state", list(CardState))
@pytest.mark.parametrize("is_authorised", [False, True], ids=["alone", "authorised"])
def test_every_state_and_operation_is_allowed_or_refused_by_the_table(
    state, purpose, is_authorised
):
    clerk = cards.clerk()
    where = cards.terminal(clerk)
    row = cards.card(CardState.BLOCKED if is_authorised else state)
    if is_authorised:
        authorised(row, clerk, where)
        Card.objects.filter(pk=row.pk).update(state=state.value)
        row.refresh_from_db()
    held = cards.inserted(row, clerk, where=where)
    if state is CardState.ACTIVE:
        assert held.proves().code is Code.OK

    answer = asked(held, purpose)

    operation, byte = OPERATIONS[purpose]
    code = permitted(state, operation, authorised=is_authorised)
    value = kernel.cryptogram(held.key, byte, CHALLENGE) if code is Code.OK else None
    assert (answer.code, answer.cryptogram) == (code, value)


EVERYDAY = {CardState.ACTIVE: 0, CardState.BLOCKED: -15, CardState.INACTIVE: -21}


@pytest.mark.parametrize("state", list(CardState))
def test_a_session_is_opened_in_every_state_and_says_what_is_refused(state):
    held = cards.inserted(cards.card(state), cards.clerk())

    assert (held.opened.code, held.opened.state) == (EVERYDAY.get(state, -5), state)
    shown = session_states.state(held.opened.token, actor=held.actor, at=AT)
    assert (shown.code, shown.state, shown.steps_left) == (held.opened.code, state, ())


def test_an_active_card_changes_its_pin_only_after_it_proved_the_holder():
    held = cards.inserted(cards.card(), cards.clerk())

    assert asked(held, CryptogramPurpose.CHANGE).code is Code.AUTHENTICATION_FAILED
    assert held.proves().authentication is AuthenticationState.AUTHENTICATED
    assert asked(held, CryptogramPurpose.CHANGE).code is Code.OK


def test_a_holder_whose_pin_was_not_verified_is_not_authenticated():
    held = cards.inserted(cards.card(), cards.clerk(), pin_verified=False)

    taken = held.proves()

    assert taken.code is Code.AUTHENTICATION_FAILED
    assert taken.authentication is AuthenticationState.FAILED


def test_a_cryptogram_is_given_once_for_a_challenge_and_again_only_to_the_same_session():
    clerk = cards.clerk()
    row = cards.card(CardState.INACTIVE)
    held = cards.inserted(row, clerk)
    first, again = (asked(held, CryptogramPurpose.ACTIVATE) for _ in range(2))
    other = cards.inserted(row, clerk, where=held.terminal)

    refused = asked(other, CryptogramPurpose.ACTIVATE)

    assert first == again
    assert (refused.code, refused.cryptogram) == (Code.UNIT_TRANSACTION_INVALID, None)
    assert GivenCryptogram.objects.count() == 1


def test_a_profile_without_the_right_is_refused_with_the_code_of_the_act(settings):
    from openpias.server.cards.domain.rights import parse_withheld

    settings.CARD_RIGHTS_WITHHELD = parse_withheld("specialist:activate specialist:change-pin")
    clerk = cards.clerk()
    fresh = cards.inserted(cards.card(CardState.INACTIVE), clerk)
    used = cards.inserted(cards.card(), clerk, where=fresh.terminal)
    used.proves()

    assert asked(fresh, CryptogramPurpose.ACTIVATE).code is Code.ACTIVATION_NOT_PERMITTED
    assert asked(used, CryptogramPurpose.CHANGE).code is Code.PIN_CHANGE_NOT_PERMITTED


def test_a_reset_without_the_right_is_refused_though_authorised(settings):
    from openpias.server.cards.domain.rights import parse_withheld

    settings.CARD_RIGHTS_WITHHELD = parse_withheld("specialist:reset-pin")
    clerk = cards.clerk()
    where = cards.terminal(clerk)
    row = cards.card(CardState.BLOCKED)
    authorised(row, clerk, where)

    answer = asked(cards.inserted(row, clerk, where=where), CryptogramPurpose.RESET)

    assert answer.code is Code.PIN_RESET_NOT_PERMITTED


def test_an_activated_card_becomes_active_by_its_proof():
    row = cards.card(CardState.INACTIVE)
    held = cards.inserted(row, cards.clerk())
    held.says(activated=True, pin_verified=True)

    taken = held.proves(ProofPurpose.ACTIVATION)

    assert (taken.code, taken.state) == (Code.OK, CardState.ACTIVE)
    row.refresh_from_db()
    assert row.state == CardState.ACTIVE
    assert CardEvent.objects.get(card=row).happening == "activate"


def test_a_card_that_blocked_itself_is_blocked_by_its_proof():
    row = cards.card()
    held = cards.inserted(row, cards.clerk())
    held.says(blocked=True, tries_left=0, pin_verified=False)

    taken = held.proves(ProofPurpose.BLOCK)

    assert (taken.code, taken.state) == (Code.OK, CardState.BLOCKED)
    assert held.proves().code is Code.CARD_BLOCKED


def test_a_proof_that_is_sent_twice_acts_once():
    row = cards.card()
    held = cards.inserted(row, cards.clerk())
    held.says(blocked=True, tries_left=0, pin_verified=False)
    nonce = held.nonce
    first = held.proves(ProofPurpose.BLOCK)
    held.nonce = nonce

    again = held.proves(ProofPurpose.BLOCK)

    assert (again.code, again.state, again.nonce) == (first.code, first.state, first.nonce)
    assert CardEvent.objects.filter(card=row, happening="block").count() == 1
    assert AuditEntry.objects.filter(event="card-proof-taken").count() == 1


def test_an_old_proof_with_other_words_is_refused():
    held = cards.inserted(cards.card(), cards.clerk())
    nonce = held.nonce
    held.proves()
    held.nonce = nonce
    held.says(tries_left=4)

    assert held.proves().code is Code.UNIT_TRANSACTION_INVALID


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"proof": bytes(16)}, Code.UNIT_AUTHENTICATION_FAILED),
        ({"nonce": bytes(16)}, Code.UNIT_TRANSACTION_INVALID),
        ({"status": bytes(15)}, Code.UNIT_MESSAGE_MALFORMED),
        ({"key": bytes(16)}, Code.UNIT_AUTHENTICATION_FAILED),
    ],
    ids=["wrong code", "wrong nonce", "no status", "another key"],
)
def test_a_proof_that_is_not_of_this_card_and_moment_changes_nothing(fields, code):
    row = cards.card()
    held = cards.inserted(row, cards.clerk())
    held.says(blocked=True, tries_left=0, pin_verified=False)

    taken = held.proves(ProofPurpose.BLOCK, **fields)

    row.refresh_from_db()
    assert (taken.code, row.state) == (code, CardState.ACTIVE)
    assert taken.authentication is AuthenticationState.FAILED
    assert AuditEntry.objects.filter(event="card-proof-refused").count() == 1


def test_a_proof_of_another_card_says_that_the_card_was_exchanged():
    held = cards.inserted(cards.card(), cards.clerk())
    held.says(card_number=cards.card().number)

    assert held.proves().code is Code.CARD_EXCHANGED


@pytest.mark.parametrize("said", [{"resets": 0}, {"pin_changes": 2}, {"activated": False}])
def test_a_card_that_knows_less_than_it_proved_before_is_a_copy(said):
    held = cards.inserted(cards.card(resets=1, pin_changes=3), cards.clerk())
    held.says(**said)

    assert held.proves().code is Code.CARD_INVALID


def test_the_next_session_of_a_card_ends_the_one_before():
    clerk, other = cards.clerk(), cards.stranger()
    row = cards.card()
    first = cards.inserted(row, clerk)
    cards.inserted(row, other)

    assert first.proves() is UnitRefusal.SESSION_ENDED


def test_a_pulled_card_ends_its_session_and_again_is_harmless():
    held = cards.inserted(cards.card(), cards.clerk())
    for _ in range(2):
        sessions.close(held.opened.token, actor=held.actor, at=AT)

    assert held.proves() is UnitRefusal.SESSION_ENDED
    assert AuditEntry.objects.filter(event="card-session-closed").count() == 1


@pytest.mark.parametrize(("minutes", "is_live"), [(9, True), (10, False), (-9, True), (-11, False)])
def test_a_session_ends_after_ten_idle_minutes_and_when_the_clock_jumps_back(minutes, is_live):
    held = cards.inserted(cards.card(), cards.clerk())

    taken = held.proves(at=AT + minutes * MINUTE)

    assert (taken is not UnitRefusal.SESSION_ENDED) is is_live


def test_a_session_that_is_used_ends_after_an_hour_all_the_same():
    held = cards.inserted(cards.card(), cards.clerk())
    for minutes in range(9, 60, 9):
        assert held.proves(at=AT + minutes * MINUTE).code is Code.OK

    assert held.proves(at=AT + 60 * MINUTE) is UnitRefusal.SESSION_ENDED


def test_asking_keeps_a_session_open():
    held = cards.inserted(cards.card(), cards.clerk())
    session_states.state(held.opened.token, actor=held.actor, at=AT + 8 * MINUTE)

    assert held.proves(at=AT + 16 * MINUTE).code is Code.OK


def test_a_token_serves_its_own_provider_alone():
    held = cards.inserted(cards.card(), cards.clerk())
    held.actor = cards.stranger()

    assert held.proves() is UnitRefusal.SESSION_UNKNOWN
    assert asked(held, CryptogramPurpose.CHANGE) is UnitRefusal.SESSION_UNKNOWN


def opened(row, actor, **fields):
    values = {"terminal": cards.terminal(actor), "card_number": row.number, "cid": None}
    return sessions.open_session(**{**values, **fields}, actor=actor, at=AT)


def test_a_terminal_of_somebody_else_is_not_enrolled():
    row, clerk = cards.card(), cards.clerk()
    theirs = cards.terminal(cards.stranger())

    assert opened(row, clerk, terminal=theirs) is UnitRefusal.TERMINAL_NOT_ENROLLED
    assert opened(row, clerk, terminal="?") is UnitRefusal.TERMINAL_NOT_ENROLLED


def test_an_unknown_card_and_a_wrong_cid_are_told_apart():
    row, clerk = cards.card(), cards.clerk()

    unknown = opened(row, clerk, card_number="0" * 16)
    wrong = opened(row, clerk, cid=cards.holder().cid)
    right = opened(row, clerk, cid=row.insured.cid)

    assert unknown is UnitRefusal.CARD_NOT_REGISTERED
    assert wrong is UnitRefusal.CARD_INVALID
    assert right.code is Code.OK


def test_the_trail_holds_no_number_of_a_person_or_card():
    row = cards.card(CardState.INACTIVE)
    held = cards.inserted(row, cards.clerk())
    asked(held, CryptogramPurpose.ACTIVATE)
    held.proves()

    events = list(AuditEntry.objects.order_by("id").values_list("event", flat=True))
    assert events == [
        "terminal-enrolled",
        "card-session-opened",
        "card-cryptogram-given",
        "card-proof-taken",
    ]
    written = str(list(AuditEntry.objects.values()))
    assert [
        each for each in (row.number, row.insured.cid, row.insured.cnp) if each in written
    ] == []

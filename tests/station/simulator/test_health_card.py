"""The virtual card, asked through the session as the station asks it: every state and every act."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories import cards
from tests.factories.cards import MASTER, NUMBER, OTHER_NUMBER, Terminal, memory, typed, unit

from openpias.core.smartcard import apdu, cryptograms, health_card
from openpias.core.smartcard.apdu import Command
from openpias.core.smartcard.card_data import CardData, Field
from openpias.core.smartcard.codes import Code
from openpias.core.smartcard.connections import CardRemovedError
from openpias.core.smartcard.cryptograms import Purpose
from openpias.core.smartcard.health_card import CardAnswerError, ForeignCardError, HealthCard
from openpias.core.smartcard.outcomes import CardRefused, Outcome, Reason
from openpias.core.smartcard.pin_entry import PinEntryAbandonedError
from openpias.core.smartcard.pins import Pin, PinLengthError, PinNotConfirmedError
from openpias.station.simulator.card_file import CardFileError, CardMemory
from openpias.station.simulator.health_card import ATR, VirtualHealthCard

PIN, NEW = "4821", "7305"
RESET_BLOCK = "240000ffffffffff"
KEY = cryptograms.card_key(MASTER, NUMBER)


def active(**changes):
    return Terminal(memory(pin=PIN, **changes))


def blocked(**changes):
    return active(tries_left=0, **changes)


def after_reset():
    return Terminal(memory(pin="0000", must_change=True, resets=1))


def send(terminal, text):
    """Send a command in hexadecimal, return data and status word."""
    response = apdu.decode_response(terminal.exchange(bytes.fromhex(text.replace(" ", ""))))
    return response.data, f"{response.sw:04X}"


def permit(terminal, purpose, *, key=KEY):
    """Draw a challenge and show the cryptogram for it; return the card's word."""
    challenge, _ = send(terminal, "00840000 10")
    cryptogram = cryptograms.cryptogram(key, purpose, challenge)
    return send(terminal, f"008200{purpose:02X} 10 {cryptogram.hex()}")[1]


# Selecting and reading


def test_the_answer_to_reset_offers_t1_and_its_check_byte_fits():
    check = 0
    for byte in ATR[1:]:
        check ^= byte

    assert ATR[:-1] == bytes.fromhex("3B8801") + b"OPENPIAS"
    assert check == 0


def test_a_card_that_is_another_is_told_apart():
    class Foreign:
        atr = b""

        def exchange(self, _apdu):
            return b"\x6a\x82"

    with pytest.raises(ForeignCardError) as caught:
        HealthCard.select(Foreign())
    assert caught.value.code is Code.CARD_INVALID


def test_a_card_that_says_it_was_deactivated_is_invalid():
    class Deactivated:
        atr = b""

        def exchange(self, _apdu):
            return b"\x62\x83"

    with pytest.raises(CardRefused) as caught:
        HealthCard.select(Deactivated())
    assert caught.value.code is Code.CARD_STATE_INVALID == -5


def test_a_new_card_tells_its_status_and_nothing_else():
    card = Terminal(memory()).select()
    status = card.status()

    assert (status.card_number, status.tries_left) == (NUMBER, 5)
    assert (status.activated, status.blocked, status.must_change) == (False, False, False)
    for field in Field:
        with pytest.raises(CardRefused) as caught:
            card.read([field])
        assert caught.value.code is Code.CARD_NOT_ACTIVATED
    assert card.verify(typed("1234")).code is Code.CARD_NOT_ACTIVATED
    with pytest.raises(CardRefused) as caught:
        card.sign(b"x")
    assert caught.value.code is Code.CARD_NOT_ACTIVATED


def test_names_and_cid_are_read_without_a_pin_and_the_rest_after_it():
    card = active().select()
    public = card.read([Field.SURNAME, Field.CID, Field.CERTIFICATE])

    assert (public.surname, public.given_name, public.cid) == ("Exemplu", "Ștefania", cards.CID)
    assert (public.cnp, public.blood_group, public.contacts) == ("", "", ())
    for field in ("B4", "C8", "D1", "D2", "D4", "D6", "D7"):
        with pytest.raises(CardRefused) as caught:
            card.read([Field(field)])
        assert caught.value.code is Code.AUTHENTICATION_FAILED
    assert card.verify(typed(PIN)).is_done
    everything = card.read(Field)
    kept = {"card_number": NUMBER, "version": "1", "certificate": everything.certificate}
    assert everything == CardData(
        **{name: kept.get(name, getattr(cards.HOLDER, name)) for name in CardData.__slots__}
    )


def test_the_cid_of_a_blocked_card_is_read_for_the_report():
    assert blocked().select().read([Field.CID]).cid == cards.CID


def test_a_file_longer_than_one_answer_is_read_whole():
    for size in (255, 256, 257, 512, 3000):
        kept = memory(pin=PIN, certificate=bytes(size))
        read = Terminal(kept).select().read([Field.CERTIFICATE])

        assert len(read.certificate) == size


# The PIN, five times


def test_the_fifth_wrong_pin_blocks_and_the_right_one_no_longer_helps():
    terminal = active()
    card = terminal.select()
    outcomes = [card.verify(typed("1111")) for _ in range(5)]

    assert [outcome.code for outcome in outcomes] == [Code.PIN_WRONG] * 4 + [Code.CARD_BLOCKED]
    assert [outcome.tries_left for outcome in outcomes] == [4, 3, 2, 1, 0]
    assert card.verify(typed(PIN)) == Outcome(code=Code.CARD_BLOCKED, tries_left=0)
    assert (card.status().blocked, card.status().pin_verified) == (True, False)


def test_a_blocked_card_is_blocked_when_it_is_put_in_again():
    terminal = active(tries_left=1)
    terminal.select().verify(typed("1111"))
    terminal.pull()
    terminal.insert()

    assert terminal.select().verify(typed(PIN)).code is Code.CARD_BLOCKED


def test_the_right_pin_gives_all_tries_back():
    card = active(tries_left=1).select()

    assert card.verify(typed(PIN)) == Outcome(code=Code.OK)
    assert card.status().tries_left == 5


def test_wrong_pins_are_counted_over_pulls():
    terminal = active()
    for left in (4, 3):
        assert terminal.select().verify(typed("1111")).tries_left == left
        terminal.pull()
        terminal.insert()

    assert terminal.select().status().tries_left == 3


def test_a_wrong_pin_ends_what_the_right_one_had_opened():
    card = active().select()
    card.verify(typed(PIN))
    card.verify(typed("1111"))

    with pytest.raises(CardRefused):
        card.sign(b"x")


def test_what_is_no_pin_costs_no_try():
    terminal = active()
    card = terminal.select()

    with pytest.raises(PinLengthError):
        card.verify(typed("12"))
    assert send(terminal, "00200001 08 2312 3FFFFFFFFFFF")[1] == "6A80"
    assert card.status().tries_left == 5


def test_an_abandoned_entry_asks_the_card_nothing():
    terminal = active()
    card = terminal.select()
    before = terminal.commands

    with pytest.raises(PinEntryAbandonedError) as caught:
        card.verify(typed(None))
    assert caught.value.code is Code.AUTHENTICATION_ABANDONED == -28
    assert terminal.commands == before


def test_pulling_forgets_the_pin():
    terminal = active()
    terminal.select().verify(typed(PIN))
    terminal.pull()
    terminal.insert()

    assert not terminal.select().status().pin_verified


# Activation


def test_the_transport_pin_is_replaced_by_the_holders_own():
    terminal = Terminal(memory())
    card = terminal.select()

    assert card.activate(typed("000", NEW, NEW), unit()) == Outcome(code=Code.OK)
    status = card.status()
    assert (status.activated, status.pin_verified, status.pin_changes) == (True, True, 0)
    terminal.pull()
    terminal.insert()
    assert terminal.select().verify(typed(NEW)).is_done


def test_a_wrong_transport_pin_costs_nothing():
    terminal = Terminal(memory())
    terminal.select()

    for _ in range(7):
        assert permit(terminal, Purpose.ACTIVATE) == "9000"
        word = send(terminal, "00240002 10 23001FFFFFFFFFFF 247305FFFFFFFFFF")[1]
        assert word == "6300"
    assert terminal.select().activate(typed("000", NEW, NEW), unit()).is_done


def test_an_activated_card_is_not_activated_again():
    card = active().select()

    assert card.activate(typed("000", NEW, NEW), unit()).code is Code.CARD_ALREADY_ACTIVATED == -18
    assert card.verify(typed(PIN)).is_done


def test_activating_needs_the_unit():
    terminal = Terminal(memory())
    terminal.select()

    word = send(terminal, "00240002 10 23000FFFFFFFFFFF 247305FFFFFFFFFF")[1]
    assert word == "6982"
    assert terminal.kept.activated is False


# Changing


def test_a_pin_is_changed_and_counted():
    card = active().select()

    assert card.change_pin(typed(PIN, NEW, NEW), unit()) == Outcome(code=Code.OK)
    assert (card.status().pin_changes, card.status().pin_verified) == (1, True)
    assert card.verify(typed(PIN)).code is Code.PIN_WRONG
    assert card.verify(typed(NEW)).is_done


def test_a_new_pin_that_is_not_confirmed_changes_nothing_and_uses_no_permission():
    terminal = active()
    card = terminal.select()
    before = terminal.commands

    with pytest.raises(PinNotConfirmedError) as caught:
        card.change_pin(typed(PIN, NEW, "7306"), unit())
    assert caught.value.code is Code.PIN_NOT_CONFIRMED == -52
    assert terminal.commands == before


def test_changing_with_a_wrong_pin_costs_a_try():
    card = active(tries_left=2).select()

    outcome = card.change_pin(typed("1111", NEW, NEW), unit())
    assert outcome == Outcome(code=Code.PIN_WRONG, tries_left=1)
    outcome = card.change_pin(typed("1111", NEW, NEW), unit())
    assert outcome == Outcome(code=Code.CARD_BLOCKED, tries_left=0)


@pytest.mark.parametrize("start", [active, after_reset])
def test_0000_is_no_new_pin_for_the_session_nor_for_the_card(start):
    terminal = start()
    card = terminal.select()
    current = "0000" if terminal.kept.must_change else PIN
    outcome = card.change_pin(typed(current, "0000", "0000"), unit())

    assert outcome == Outcome(code=Code.PIN_CHANGE_FAILED, reason=Reason.NEW_PIN_IS_RESET_PIN)
    assert permit(terminal, Purpose.CHANGE) == "9000"
    block = "24" + current + "ffffffffff"
    assert send(terminal, f"00240001 10 {block} {RESET_BLOCK}")[1] == "9501"
    assert (card.status().pin_changes, card.status().tries_left) == (0, 5)


def test_0000_is_no_first_pin_either():
    terminal = Terminal(memory())
    card = terminal.select()

    outcome = card.activate(typed("000", "0000", "0000"), unit())
    assert outcome == Outcome(code=Code.ACTIVATION_FAILED, reason=Reason.NEW_PIN_IS_RESET_PIN)
    permit(terminal, Purpose.ACTIVATE)
    assert send(terminal, f"00240002 10 23000FFFFFFFFFFF {RESET_BLOCK}")[1] == "9501"
    assert not terminal.kept.activated


# Resetting


def test_the_eight_steps_lead_from_a_blocked_card_to_one_that_works():
    terminal = blocked()
    card = terminal.select()

    assert card.verify(typed(PIN)).code is Code.CARD_BLOCKED == -15
    assert card.reset_pin(typed("0000"), unit()) == Outcome(code=Code.OK)
    status = card.status()
    assert (status.blocked, status.must_change, status.resets) == (False, True, 1)
    assert card.change_pin(typed("0000", NEW, NEW), unit()).is_done
    assert card.verify(typed(NEW)).is_done
    assert card.read([Field.CNP]).cnp == cards.CNP


@pytest.mark.parametrize("start", [active, blocked, after_reset, lambda: Terminal(memory())])
def test_0000_alone_opens_nothing(start):
    terminal = start()
    terminal.select()
    before = terminal.kept

    assert send(terminal, f"002C0201 08 {RESET_BLOCK}")[1] in ("6982", "6985")
    send(terminal, f"00240001 10 {RESET_BLOCK} 247305FFFFFFFFFF")
    send(terminal, f"00240002 10 {RESET_BLOCK} 247305FFFFFFFFFF")
    send(terminal, f"00200001 08 {RESET_BLOCK}")
    assert send(terminal, "00B08200 00")[1] in ("6982", "6985")
    assert send(terminal, f"002A9E9A 20 {'00' * 32} 00")[1] in ("6982", "6985")
    allowed = {"tries_left": terminal.kept.tries_left}
    assert terminal.kept == msgspec.structs.replace(before, **allowed)


def test_a_reset_without_the_unit_is_refused_with_minus_36():
    class NoUnit:
        def enter(self, _command, connection, **_allow):
            return apdu.decode_response(
                connection.exchange(bytes.fromhex(f"002C020108{RESET_BLOCK}"))
            )

    outcome = blocked().select().reset_pin(NoUnit(), unit())

    assert outcome == Outcome(code=Code.PIN_RESET_NOT_CONFIRMED, reason=Reason.NO_PERMISSION)
    assert outcome.code == -36


def test_a_card_that_is_not_blocked_is_not_reset():
    assert active().select().reset_pin(typed("0000"), unit()).code == -37
    assert after_reset().select().reset_pin(typed("0000"), unit()).code == -37
    assert Terminal(memory()).select().reset_pin(typed("0000"), unit()).code == -21


def test_another_reset_pin_is_refused_with_minus_41():
    card = blocked().select()

    assert card.reset_pin(typed("0001"), unit()).code is Code.RESET_PIN_INVALID == -41
    assert card.status().blocked


def test_after_a_reset_nothing_but_changing_works_even_after_a_pull_and_from_the_file():
    terminal = blocked()
    terminal.select().reset_pin(typed("0000"), unit())

    for _ in range(2):
        card = terminal.select()
        refused = card.verify(typed("0000"))
        assert refused.code is Code.AUTHENTICATION_FAILED
        assert (refused.reason, refused.tries_left) == (Reason.PIN_MUST_BE_CHANGED, 5)
        for field in (Field.CID, Field.CNP, Field.CERTIFICATE):
            with pytest.raises(CardRefused) as caught:
                card.read([field])
            assert caught.value.outcome.reason is Reason.PIN_MUST_BE_CHANGED
        with pytest.raises(CardRefused) as caught:
            card.sign(b"x")
        assert caught.value.outcome.reason is Reason.PIN_MUST_BE_CHANGED
        terminal.pull()
        written = msgspec.json.encode(terminal.kept)
        terminal.kept = msgspec.json.decode(written, type=CardMemory)
        terminal.insert()
    assert terminal.select().change_pin(typed("0000", NEW, NEW), unit()).is_done


def test_the_switch_lets_a_reset_card_work_with_0000():
    card = blocked(forces_change=False).select()
    card.reset_pin(typed("0000"), unit())

    assert not card.status().must_change
    assert card.verify(typed("0000")).is_done


def test_a_card_blocked_again_before_the_change_is_reset_again():
    terminal = blocked()
    card = terminal.select()
    card.reset_pin(typed("0000"), unit())
    for _ in range(5):
        card.change_pin(typed("1111", NEW, NEW), unit())

    assert card.status().blocked
    assert card.reset_pin(typed("0000"), unit()).is_done
    assert card.change_pin(typed("0000", NEW, NEW), unit()).is_done
    assert card.status().resets == 2


# Cryptograms


def test_a_wrong_cryptogram_opens_nothing():
    outcome = blocked().select().reset_pin(typed("0000"), lambda _purpose, _challenge: bytes(16))

    assert outcome.code is Code.UNIT_AUTHENTICATION_FAILED == -46
    assert outcome.reason is Reason.UNIT_CRYPTOGRAM_REFUSED


def test_a_cryptogram_for_another_card_opens_nothing():
    outcome = blocked().select().reset_pin(typed("0000"), unit(OTHER_NUMBER))

    assert outcome.reason is Reason.UNIT_CRYPTOGRAM_REFUSED


def test_a_cryptogram_of_another_master_secret_opens_nothing():
    outcome = blocked().select().reset_pin(typed("0000"), unit(master=bytes(32)))

    assert outcome.reason is Reason.UNIT_CRYPTOGRAM_REFUSED


@pytest.mark.parametrize("asked", Purpose)
@pytest.mark.parametrize("given_for", Purpose)
def test_a_cryptogram_serves_its_purpose_alone(asked, given_for):
    terminal = blocked()
    terminal.select()
    challenge, _ = send(terminal, "00840000 10")
    shown = cryptograms.cryptogram(KEY, given_for, challenge)

    word = send(terminal, f"008200{asked:02X} 10 {shown.hex()}")[1]
    assert word == ("9000" if asked is given_for else "6300")
    word = send(terminal, f"002C0201 08 {RESET_BLOCK}")[1]
    assert word == ("9000" if asked is given_for is Purpose.RESET else "6982")


def test_a_cryptogram_opens_once():
    terminal = blocked()
    terminal.select()
    challenge, _ = send(terminal, "00840000 10")
    shown = cryptograms.cryptogram(KEY, Purpose.RESET, challenge).hex()

    assert send(terminal, f"00820003 10 {shown}")[1] == "9000"
    assert send(terminal, f"00820003 10 {shown}")[1] == "6985"
    assert send(terminal, f"002C0201 08 {RESET_BLOCK}")[1] == "6982"


def test_a_cryptogram_for_an_older_challenge_opens_nothing():
    terminal = blocked()
    terminal.select()
    challenge, _ = send(terminal, "00840000 10")
    send(terminal, "00840000 10")
    shown = cryptograms.cryptogram(KEY, Purpose.RESET, challenge).hex()

    assert send(terminal, f"00820003 10 {shown}")[1] == "6300"


@pytest.mark.parametrize("between", ["00CA0100 00", "00840000 10", "00200001", "00FF0000", "00"])
def test_a_permission_is_for_the_next_command_alone(between):
    terminal = blocked()
    terminal.select()

    assert permit(terminal, Purpose.RESET) == "9000"
    send(terminal, between)
    assert send(terminal, f"002C0201 08 {RESET_BLOCK}")[1] == "6982"


def test_a_permission_and_a_challenge_do_not_outlive_a_pull():
    terminal = blocked()
    terminal.select()
    permit(terminal, Purpose.RESET)
    terminal.card.reset()
    terminal.select()
    assert send(terminal, f"002C0201 08 {RESET_BLOCK}")[1] == "6982"

    challenge, _ = send(terminal, "00840000 10")
    terminal.card.reset()
    terminal.select()
    shown = cryptograms.cryptogram(KEY, Purpose.RESET, challenge).hex()
    assert send(terminal, f"00820003 10 {shown}")[1] == "6985"


def test_the_card_proves_its_status_about_the_units_nonce():
    card = active(pin_changes=3).select()
    card.verify(typed(PIN))
    nonce = cryptograms.draw_challenge()
    shown = card.prove(nonce)

    assert cryptograms.is_proof(shown.proof, key=KEY, nonce=nonce, status=shown.status)
    assert health_card._status(shown.status) == card.status()
    assert card.status().pin_verified


# States and operations, wholly

STARTS = {
    "new": lambda: Terminal(memory()),
    "active": active,
    "blocked": blocked,
    "after reset": after_reset,
}
OPERATIONS = {
    "read": lambda card, _pin: card.read([Field.CID]),
    "verify": lambda card, current: card.verify(typed(current)),
    "activate": lambda card, _pin: card.activate(typed("000", NEW, NEW), unit()),
    "change": lambda card, current: card.change_pin(typed(current, NEW, NEW), unit()),
    "reset": lambda card, _pin: card.reset_pin(typed("0000"), unit()),
    "sign": lambda card, current: (card.verify(typed(current)), card.sign(b"x"))[1],
    "prove": lambda card, _pin: card.prove(bytes(16)),
}
EXPECTED = {
    "new": {"activate": 0, "prove": 0, **dict.fromkeys(("read", "verify", "change"), -21)}
    | {"reset": -21, "sign": -21},
    "active": {"activate": -18, "reset": -37}
    | dict.fromkeys(("read", "verify", "change", "sign", "prove"), 0),
    "blocked": {"read": 0, "verify": -15, "activate": -18, "change": -15, "reset": 0}
    | {"sign": -11, "prove": 0},
    "after reset": {"read": -11, "verify": -11, "activate": -18, "change": 0, "reset": -37}
    | {"sign": -11, "prove": 0},
}


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("start", STARTS)
def test_each_operation_in_each_state_of_the_card_ends_with_its_code(start, operation):
    terminal = STARTS[start]()
    current = "0000" if terminal.kept.must_change else PIN
    try:
        result = OPERATIONS[operation](terminal.select(), current)
    except CardRefused as error:
        result = error.outcome

    code = result.code if isinstance(result, Outcome) else Code.OK
    assert code == EXPECTED[start][operation]


# Pulled at each command


def goal(start):
    """Bring a card to work, from wherever it is, as a practice would; say with which PIN."""
    card = start.select()
    status = card.status()
    if not status.activated:
        assert card.activate(typed("000", NEW, NEW), unit()).is_done
        return NEW
    if status.blocked:
        assert card.reset_pin(typed("0000"), unit()).is_done
        status = card.status()
    if status.must_change:
        assert card.change_pin(typed("0000", NEW, NEW), unit()).is_done
        return NEW
    return NEW if status.pin_changes else PIN


PULLED = [
    (start, operation, moment, number)
    for start, operation, commands in (
        ("new", "activate", 4),
        ("active", "verify", 2),
        ("active", "change", 4),
        ("active", "sign", 3),
        ("active", "read", 2),
        ("blocked", "reset", 4),
        ("after reset", "change", 4),
    )
    for moment in ("pull_before", "pull_after")
    for number in range(1, commands + 1)
]


@pytest.mark.parametrize(("start", "operation", "moment", "number"), PULLED)
def test_a_card_pulled_at_any_command_has_a_way_on(start, operation, moment, number):
    """The way: put it in again, ask its status, and go on from what that says."""
    terminal = STARTS[start]()
    current = "0000" if terminal.kept.must_change else PIN
    setattr(terminal, moment, number)
    with pytest.raises(CardRemovedError) as caught:
        OPERATIONS[operation](terminal.select(), current)
    assert caught.value.code is Code.CARD_ABSENT == -8

    written = msgspec.json.encode(terminal.kept)
    again = Terminal(msgspec.json.decode(written, type=CardMemory))
    # An activation that was done before the pull shows in the status as activated.
    pin = NEW if start == "new" and again.kept.activated else goal(again)
    assert again.select().verify(typed(pin)).is_done


@pytest.mark.parametrize(("start", "operation", "commands"), [("active", "change", 4)])
def test_no_operation_takes_more_commands_than_were_pulled_at(start, operation, commands):
    counted = {}
    for start_name, operation_name, _, number in PULLED:
        key = (start_name, operation_name)
        counted[key] = max(counted.get(key, 0), number)
    for (start_name, operation_name), last in counted.items():
        terminal = STARTS[start_name]()
        current = "0000" if terminal.kept.must_change else PIN
        OPERATIONS[operation_name](terminal.select(), current)
        assert terminal.commands == last, (start_name, operation_name)


# Faults of the file, of the answer, and hostile traffic


def test_what_cannot_be_written_did_not_happen():
    def full_disk(_memory):
        raise CardFileError("no space")

    terminal = active(tries_left=3)
    terminal.card = VirtualHealthCard(terminal.kept, full_disk)
    card = terminal.select()

    assert card.verify(typed("1111")).code is Code.CARD_WRITE_FAILED
    assert card.change_pin(typed(PIN, NEW, NEW), unit()).code is Code.CARD_WRITE_FAILED
    assert card.status().tries_left == 3
    assert not card.status().pin_verified


@pytest.mark.parametrize("operation", [name for name in OPERATIONS if name != "sign"])
@pytest.mark.parametrize("noise", [b"\x90", b"\xde\xad\xbe\xef\x00", bytes(300)])
def test_noise_instead_of_an_answer_is_told_with_a_code(operation, noise):
    class Noisy:
        atr = b""

        def exchange(self, apdu):
            return b"\x90\x00" if apdu[1] == 0xA4 else noise

    with pytest.raises(CardAnswerError) as caught:
        OPERATIONS[operation](HealthCard.select(Noisy()), PIN)
    assert caught.value.code is Code.APDU_FAILED == -34


@pytest.mark.parametrize("operation", [name for name in OPERATIONS if name != "sign"])
def test_an_empty_answer_is_a_card_that_was_pulled(operation):
    class Gone:
        atr = b""

        def exchange(self, apdu):
            return b"\x90\x00" if apdu[1] == 0xA4 else b""

    with pytest.raises(CardRemovedError):
        OPERATIONS[operation](HealthCard.select(Gone()), PIN)


@pytest.mark.parametrize(
    ("operation", "code"), [("read", -7), ("prove", -69), ("sign", -34), ("change", -34)]
)
def test_success_with_the_wrong_data_is_told_with_a_code(operation, code):
    class Empty:
        atr = b""

        def exchange(self, apdu):
            return (b"\xff\xff" if apdu[1] == 0xB0 else b"") + b"\x90\x00"

    with pytest.raises(health_card.CardError) as caught:
        OPERATIONS[operation](HealthCard.select(Empty()), PIN)
    assert caught.value.code == code


chosen = st.tuples(
    st.sampled_from([0x00, 0x80, 0x0C, 0xFF]),
    st.sampled_from([0xA4, 0xCA, 0x10, 0xB0, 0x20, 0x24, 0x2C, 0x84, 0x82, 0x2A, 0xC0]),
    st.integers(0, 255),
    st.integers(0, 255),
).flatmap(lambda head: st.binary(max_size=40).map(lambda tail: bytes(head) + tail))


@given(st.lists(st.one_of(chosen, st.binary(max_size=60)), max_size=12), st.booleans())
def test_no_traffic_without_pin_and_unit_opens_or_breaks_a_card(traffic, is_blocked):
    terminal = blocked() if is_blocked else active()
    terminal.select()
    for command in traffic:
        answer = terminal.exchange(command)
        assert apdu.decode_response(answer).sw
    kept = terminal.kept

    assert (kept.pin, kept.resets, kept.pin_changes, kept.activated) == (
        *(memory_pin(terminal), 0, 0, True),
    )
    with pytest.raises(CardRefused):
        terminal.select().sign(b"x")


def memory_pin(terminal):
    with Pin(PIN) as pin:
        assert terminal.kept.pin.is_of(pin)
    return terminal.kept.pin


def test_another_class_and_another_instruction_are_named():
    terminal = active()
    terminal.select()

    assert send(terminal, "0CCA0100 00")[1] == "6E00"
    assert send(terminal, "00C00000 00")[1] == "6D00"
    assert send(terminal, "00A4000C")[1] == "6A86"
    assert send(terminal, "00A40400 02 A000")[1] == "6A82"


def test_a_card_that_was_not_selected_answers_nothing():
    assert send(active(), "00CA0100 00")[1] == "6985"


def test_commands_carry_no_le_that_a_reader_has_to_guess():
    """T=1 readers answer as many bytes as were asked for; 256 is the most of a short command."""
    assert apdu.encode_command(Command(ins=0xCA, p1=0x01, le=256)).hex() == "00ca010000"

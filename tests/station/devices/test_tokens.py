"""Does a token sign for whoever knows its PIN, and is everything else told by its name?"""

import logging
import threading

import pkcs11
import pytest
from pkcs11 import Attribute, Mechanism, ObjectClass
from tests.factories import pki, tokens
from tests.factories.pki import NOW, Trait
from tests.fakes.piv import PivApplet, Place
from tests.fakes.vpcd import until

from openpias.core.pki import signatures
from openpias.core.pki.signatures import State
from openpias.station.devices.tokens import (
    CertificateUnusable,
    KeyAbsent,
    ModuleUnavailable,
    PinLocked,
    PinState,
    PinWrong,
    TokenAbsent,
    TokenFaultError,
    TokenRemoved,
    certificates,
    sign_detached,
)
from openpias.station.devices.tokens import tokens as plugged_in

pytestmark = pytest.mark.slow
REPORT = b"raportul lunii"
CA = pki.authority()
WRONG = "000000"


@pytest.fixture
def card(readers) -> PivApplet:
    """A token with a PIN that locks, plugged in."""
    card = tokens.applet(ca=CA)
    with readers.inserted(card):
        yield card


def on_token(place=Place.AUTHENTICATION):
    """Return the certificate of one of the two keys, as the module of OpenSC shows it."""
    (token,) = plugged_in(tokens.OPENSC)
    return dict(zip(Place, certificates(token), strict=True))[place]


def sign(certificate, pin=tokens.PIN, data=REPORT):
    return sign_detached(data, certificate=certificate, pin=pin, at=NOW)


def refused(certificate, pin=WRONG):
    """Return how many tries a wrong PIN left."""
    with pytest.raises(PinWrong) as wrong:
        sign(certificate, pin)
    return wrong.value.tries_left


def test_a_token_that_is_plugged_in_shows_its_certificates_without_a_pin(card):
    (token,) = plugged_in(tokens.OPENSC)

    shown = certificates(token)

    assert (token.label, token.model, token.pin) == (
        *("DEMO Țărnă Ștefania", "PKCS#15 emulated"),
        PinState.USABLE,
    )
    assert [each.der for each in shown] == [card.certificates[place] for place in Place]
    assert not card.verified.is_set()


@pytest.mark.parametrize("place", list(Place))
def test_what_a_key_of_the_token_signs_verifies(card, place):
    made = sign(on_token(place))

    found = signatures.verify(made, data=REPORT)

    assert (found.state, found.signer) == (State.GOOD, card.certificates[place])
    assert card.signed == [place]


def test_a_key_that_asks_each_time_signs_one_document_after_another(card):
    certificate = on_token(Place.SIGNATURE)

    for _ in range(3):
        sign(certificate)

    assert card.signed == [Place.SIGNATURE] * 3
    assert card.shown == 6  # to log in, and for the document


def test_the_card_itself_asks_for_the_pin_before_each_signature(card):
    """The card would be a poor stand-in if it signed twice for one PIN."""
    token = pkcs11.lib(str(tokens.OPENSC)).get_token()
    session = token.open(user_pin=tokens.PIN)
    key = session.get_key(object_class=ObjectClass.PRIVATE_KEY, id=b"\x02")

    assert key[Attribute.ALWAYS_AUTHENTICATE]
    key.sign(bytes(32), mechanism=Mechanism.ECDSA, pin=tokens.PIN)
    with pytest.raises(pkcs11.UserNotLoggedIn):
        key.sign(bytes(32), mechanism=Mechanism.ECDSA)

    assert card.signed == [Place.SIGNATURE]
    pkcs11.lib(str(tokens.OPENSC)).reinitialize()


def test_wrong_pins_are_counted_and_then_the_token_is_locked(card):
    certificate = on_token()

    assert [refused(certificate) for _ in range(4)] == [None, None, None, 1]
    assert plugged_in(tokens.OPENSC)[0].pin is PinState.FINAL_TRY
    for pin in (WRONG, tokens.PIN):
        with pytest.raises(PinLocked):
            sign(certificate, pin)

    assert plugged_in(tokens.OPENSC)[0].pin is PinState.LOCKED
    assert (card.tries, card.signed) == (0, [])


def test_the_right_pin_gives_all_tries_back(card):
    certificate = on_token()
    refused(certificate)

    sign(certificate)

    assert card.tries == 5


@pytest.mark.parametrize("pin", ["", "12", "1234567890", "ț" * 200], ids=len)
def test_a_pin_of_no_possible_length_costs_no_try(card, pin):
    assert refused(on_token(), pin) is None
    assert card.tries == 5


def test_one_signature_leaves_nobody_logged_in(card):
    sign(on_token())

    session = pkcs11.lib(str(tokens.OPENSC)).get_token().open()
    assert list(session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY})) == []
    session.close()


class PulledWhileSigning(PivApplet):
    """A token that is pulled in the middle of the first signature."""

    slot = None

    def _sign(self, place, data):
        slot, self.slot = self.slot, None
        if slot is not None:
            slot.pull()
        return super()._sign(place, data)


def test_a_token_that_is_pulled_while_it_signs_is_missed_and_then_signs_again(readers):
    card = tokens.applet(ca=CA, kind=PulledWhileSigning)
    with readers.inserted(card) as slot:
        certificate = on_token()
        card.slot = slot

        with pytest.raises(TokenRemoved):
            sign(certificate)
        until(lambda: not plugged_in(tokens.OPENSC))
        slot.insert()
        until(lambda: plugged_in(tokens.OPENSC))

        assert signatures.verify(sign(certificate), data=REPORT).state is State.GOOD


class PulledAfterSigning(PivApplet):
    """A token that is pulled before it hears anything more than what it signed."""

    slot = None

    def answer(self, apdu):
        if self.signed and self.slot is not None:
            self.slot.pull()
        return super().answer(apdu)


def test_what_was_signed_stays_good_when_the_token_is_pulled_at_once(readers):
    card = tokens.applet(ca=CA, kind=PulledAfterSigning)
    with readers.inserted(card) as slot:
        certificate = on_token()
        card.slot = slot

        made = sign(certificate)

    assert signatures.verify(made, data=REPORT).state is State.GOOD


def test_a_token_that_was_pulled_before_is_absent(readers):
    with readers.inserted(tokens.applet(ca=CA)):
        certificate = on_token()
    until(lambda: not plugged_in(tokens.OPENSC))

    with pytest.raises(TokenAbsent):
        sign(certificate)
    with pytest.raises(TokenAbsent):
        certificates(certificate.token)


def test_another_token_in_the_same_slot_is_not_given_the_pin(readers):
    with readers.inserted(tokens.applet(ca=CA)):
        certificate = on_token()
    other = tokens.applet(ca=CA)

    with readers.inserted(other):
        until(lambda: plugged_in(tokens.OPENSC))
        with pytest.raises(TokenAbsent):
            sign(certificate, WRONG)

    assert other.tries == 5


def test_a_certificate_of_another_key_is_noticed_before_anybody_gets_the_signature(readers):
    card = tokens.applet(ca=CA)
    card.certificates[Place.AUTHENTICATION] = pki.certificate(ca=CA).der

    with readers.inserted(card), pytest.raises(TokenFaultError, match="not that of"):
        sign(on_token())


def test_a_certificate_that_nobody_would_accept_is_refused_before_the_pin(readers):
    card = tokens.applet(ca=CA)
    card.certificates[Place.AUTHENTICATION] = pki.certificate(Trait.WEAK_KEY, ca=CA).der

    with readers.inserted(card), pytest.raises(CertificateUnusable, match="weak-key"):
        sign(on_token(), WRONG)

    assert card.tries == 5


def test_many_threads_share_a_token(card):
    certificate, made = on_token(), []
    threads = [threading.Thread(target=lambda: made.append(sign(certificate))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)

    states = [signatures.verify(each, data=REPORT).state for each in made]
    assert states == [State.GOOD] * 4


def test_the_pin_is_in_no_log_and_no_error(card, caplog):
    caplog.set_level(logging.DEBUG)
    certificate = on_token(Place.SIGNATURE)

    sign(certificate)
    with pytest.raises(PinWrong) as wrong:
        sign(certificate, "271828")

    said = f"{caplog.text} {wrong.value!r} {wrong.value} {certificate!r}"
    assert tokens.PIN not in said
    assert "271828" not in said


def test_a_module_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ModuleUnavailable, match=r"absent\.so"):
        plugged_in(tmp_path / "absent.so")


@pytest.fixture
def soft(tmp_path):
    """Make tokens of SoftHSM."""
    if tokens.soft_missing():
        pytest.skip(tokens.soft_missing())

    def made(party, **options):
        return tokens.soft_token(tmp_path, party, **options)

    return made


@pytest.mark.parametrize("trait", [Trait.VALID, Trait.RSA])
def test_a_token_of_softhsm_signs_with_either_kind_of_key(soft, trait):
    party = pki.certificate(trait, ca=CA)
    with soft(party) as module:
        (token,) = plugged_in(module)
        (certificate,) = certificates(token)

        found = signatures.verify(sign(certificate), data=REPORT)

    assert (found.state, found.signer) == (State.GOOD, party.der)


def test_a_token_that_does_not_count_says_only_that_the_pin_is_wrong(soft):
    with soft(pki.certificate(ca=CA)) as module:
        (certificate,) = certificates(plugged_in(module)[0])

        assert [refused(certificate) for _ in range(7)] == [None] * 7
        assert refused(certificate, "") is None


def test_a_certificate_without_its_key_signs_nothing(soft):
    with soft(pki.certificate(ca=CA), with_key=False) as module:
        (certificate,) = certificates(plugged_in(module)[0])

        with pytest.raises(KeyAbsent):
            sign(certificate)

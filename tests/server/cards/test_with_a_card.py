"""Do card and management unit understand each other, whatever is pulled and wherever?

The card is the virtual one, asked by its commands; the unit is the real one.
"""

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from tests.factories import card_register as register
from tests.factories import cards as virtual
from tests.factories.card_register import AT
from tests.factories.cards import typed

from openpias.core.contracts.management_unit import CryptogramPurpose, ProofPurpose
from openpias.core.smartcard import card_data
from openpias.core.smartcard.card_data import Field, File
from openpias.core.smartcard.codes import Code
from openpias.core.smartcard.connections import CardAbsentError, CardError
from openpias.core.smartcard.cryptograms import Purpose
from openpias.core.smartcard.states import CardState
from openpias.server.cards.models import CardEvent
from openpias.server.cards.operations import cryptograms, handling, personalising, proofs, sessions
from openpias.server.cards.operations.authority import authority
from openpias.server.config.env import Profile, SettingError
from openpias.station.simulator.card_file import CardMemory

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PURPOSES = {
    Purpose.ACTIVATE: CryptogramPurpose.ACTIVATE,
    Purpose.CHANGE: CryptogramPurpose.CHANGE,
    Purpose.RESET: CryptogramPurpose.RESET,
}


class RefusedError(Exception):
    """The unit gave no cryptogram."""


class Practice:
    """A reader with a card that the register personalised, and a station that asks the unit."""

    def __init__(self):
        self.clerk = register.clerk()
        self.where = register.terminal(self.clerk)
        self.row = register.card(CardState.INACTIVE)
        self.reader = virtual.Terminal(kept=memory_of(self.row.number))
        self.insert()

    def insert(self):
        """Put the card in and open its session."""
        self.reader.insert()
        self.reader.pull_before = self.reader.pull_after = None
        self.card = self.reader.select()
        opened = sessions.open_session(
            terminal=self.where,
            card_number=self.card.status().card_number,
            cid=None,
            actor=self.clerk,
            at=AT,
        )
        self.token, self.nonce = opened.token, opened.nonce

    def unit(self, purpose, challenge):
        given = cryptograms.give(
            self.token, purpose=PURPOSES[purpose], challenge=challenge, actor=self.clerk, at=AT
        )
        if given.cryptogram is None:
            raise RefusedError(given.code)
        return given.cryptogram

    def proves(self, purpose=ProofPurpose.AUTHENTICATION):
        shown = self.card.prove(self.nonce)
        sent = proofs.CardProof(
            purpose=purpose, nonce=self.nonce, status=shown.status, proof=shown.proof
        )
        taken = proofs.take(self.token, shown=sent, actor=self.clerk, at=AT)
        self.nonce = taken.nonce
        return taken

    def activated(self, pin="4711"):
        assert self.card.activate(typed("000", pin, pin), self.unit).is_done
        assert self.proves(ProofPurpose.ACTIVATION).state is CardState.ACTIVE

    def blocked(self):
        for _ in range(5):
            self.card.verify(typed("9999"))
        assert self.proves(ProofPurpose.BLOCK).state is CardState.BLOCKED

    def unblocked_by_the_house(self):
        case = register.reported(self.row, self.clerk, where=self.where)
        done = handling.unblock(case.case, actor=register.specialist(), at=AT)
        assert done.expires_at is not None

    @property
    def state(self):
        self.row.refresh_from_db()
        return CardState(self.row.state)


def memory_of(number, **changes):
    """Return a card as `openpias cards personalise` writes it."""
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    key = ec.generate_private_key(ec.SECP256R1())
    made = personalising.personalise(number, public_key=key.public_key(), at=AT)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return CardMemory(
        card_number=made.card_number,
        card_key=made.card_key,
        signing_key=pem.decode("ascii"),
        certificate=made.certificate,
        public=card_data.encode(made.data, File.PUBLIC),
        personal=card_data.encode(made.data, File.PERSONAL),
        **changes,
    )


@pytest.fixture
def practice(tmp_path, settings):
    settings.CARD_AUTHORITY_DIR = tmp_path / "cards"
    return Practice()


def test_the_way_of_the_seed_from_the_transport_pin_to_the_own_one_again(practice):
    practice.activated()
    assert practice.card.verify(typed("4711")).is_done
    assert practice.proves().code is Code.OK
    practice.blocked()
    with pytest.raises(RefusedError, match="-36"):
        practice.card.reset_pin(typed("0000"), practice.unit)
    practice.unblocked_by_the_house()

    assert practice.card.reset_pin(typed("0000"), practice.unit).is_done
    assert practice.proves(ProofPurpose.RESET).code is Code.OK
    assert practice.card.change_pin(typed("0000", "1357", "1357"), practice.unit).is_done
    assert practice.proves(ProofPurpose.CHANGE).state is CardState.ACTIVE

    assert practice.card.verify(typed("1357")).is_done
    assert practice.proves().code is Code.OK
    happenings = CardEvent.objects.filter(card=practice.row).order_by("pk")
    assert list(happenings.values_list("happening", flat=True)) == [
        "personalised",
        "activate",
        "block",
        "pin-reset",
        "pin-changed",
        "unblock",
    ]


def pulled(practice, act, *, after, command):
    """Do an act with the card pulled at one of its commands; tell whether it was."""
    practice.reader.commands = 0
    name = "pull_after" if after else "pull_before"
    setattr(practice.reader, name, command)
    try:
        act()
    except (CardError, CardAbsentError):
        return True
    return practice.reader.pulled


@pytest.mark.parametrize("after", [False, True], ids=["before", "with its answer lost"])
@pytest.mark.parametrize("command", range(1, 6))
def test_a_card_that_is_pulled_at_any_command_of_a_reset_goes_on(practice, command, after):
    practice.activated()
    practice.blocked()
    practice.unblocked_by_the_house()

    def reset():
        practice.card.reset_pin(typed("0000"), practice.unit)
        practice.proves(ProofPurpose.RESET)

    pulled(practice, reset, after=after, command=command)
    practice.insert()
    # The way on: the card's proof says whether the reset was carried out; if not, it is asked again.
    practice.proves(ProofPurpose.RESET)
    if not practice.card.status().must_change:
        assert practice.card.reset_pin(typed("0000"), practice.unit).is_done
        practice.proves(ProofPurpose.RESET)

    assert practice.card.change_pin(typed("0000", "1357", "1357"), practice.unit).is_done
    assert practice.proves(ProofPurpose.CHANGE).state is CardState.ACTIVE
    assert CardEvent.objects.filter(card=practice.row, happening="pin-reset").count() == 1


@pytest.mark.parametrize("after", [False, True], ids=["before", "with its answer lost"])
@pytest.mark.parametrize("command", range(1, 6))
def test_a_card_that_is_pulled_at_any_command_of_a_change_goes_on(practice, command, after):
    practice.activated()
    practice.blocked()
    practice.unblocked_by_the_house()
    practice.card.reset_pin(typed("0000"), practice.unit)
    practice.proves(ProofPurpose.RESET)

    def change():
        practice.card.change_pin(typed("0000", "1357", "1357"), practice.unit)
        practice.proves(ProofPurpose.CHANGE)

    pulled(practice, change, after=after, command=command)
    practice.insert()
    # The way on: one proof closes a change that was carried out; else it is done again with 0000.
    practice.proves(ProofPurpose.CHANGE)
    if practice.card.status().must_change:
        assert practice.card.change_pin(typed("0000", "1357", "1357"), practice.unit).is_done
        practice.proves(ProofPurpose.CHANGE)

    assert practice.state is CardState.ACTIVE
    assert practice.card.verify(typed("1357")).is_done
    assert practice.proves().code is Code.OK


@pytest.mark.parametrize("after", [False, True], ids=["before", "with its answer lost"])
@pytest.mark.parametrize("command", range(1, 6))
def test_a_card_that_is_pulled_at_any_command_of_its_activation_goes_on(practice, command, after):
    def activate():
        practice.card.activate(typed("000", "4711", "4711"), practice.unit)
        practice.proves(ProofPurpose.ACTIVATION)

    pulled(practice, activate, after=after, command=command)
    practice.insert()
    practice.proves(ProofPurpose.ACTIVATION)
    if not practice.card.status().activated:
        assert practice.card.activate(typed("000", "4711", "4711"), practice.unit).is_done
        practice.proves(ProofPurpose.ACTIVATION)

    assert practice.state is CardState.ACTIVE


def test_a_card_carries_its_holder_and_a_certificate_of_the_authority(practice):
    practice.activated()
    practice.card.verify(typed("4711"))
    read = practice.card.read([Field.SURNAME, Field.CID, Field.CNP, Field.CERTIFICATE])

    holder = practice.row.insured
    assert (read.surname, read.cid, read.cnp) == (holder.surname, holder.cid, holder.cnp)
    certificate = x509.load_der_x509_certificate(read.certificate)
    certificate.verify_directly_issued_by(authority().certificate)
    signature = practice.card.sign(b"cid|cardNo|date|service")
    key = certificate.public_key()
    key.verify(signature, b"cid|cardNo|date|service", ec.ECDSA(SHA256()))
    practice.row.refresh_from_db()
    assert bytes(practice.row.certificate) == read.certificate
    assert holder.surname not in str(certificate.subject)


def test_production_gives_no_key_away_and_makes_no_authority(settings, tmp_path):
    settings.PROFILE = Profile.PRODUCTION
    settings.CARD_AUTHORITY_DIR = tmp_path / "none"
    row = register.card()
    key = ec.generate_private_key(ec.SECP256R1()).public_key()

    with pytest.raises(personalising.KeyExportRefusedError):
        personalising.personalise(row.number, public_key=key, at=AT)
    with pytest.raises(SettingError, match=r"authority\.pem"):
        authority()
    assert not (tmp_path / "none").exists()


def test_a_pair_that_is_none_is_told(settings, tmp_path):
    settings.CARD_AUTHORITY_DIR = tmp_path
    authority()
    (tmp_path / "authority.pem").write_text("no key", encoding="ascii")

    with pytest.raises(SettingError, match="no pair"):
        authority()

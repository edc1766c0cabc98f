"""Does a health card work while the module of a token holds every card in every reader?"""

from contextlib import suppress

import pkcs11
import pytest
from tests.factories import pki, tokens
from tests.factories.cards import memory, typed, unit
from tests.fakes.vpcd import until

from openpias.core.pki import signatures
from openpias.core.pki.signatures import State
from openpias.core.smartcard.card_data import Field
from openpias.core.smartcard.health_card import HealthCard
from openpias.station.devices import pcsc
from openpias.station.devices.pcsc import Pcsc
from openpias.station.devices.tokens import certificates, sign_detached
from openpias.station.devices.tokens import tokens as plugged_in
from openpias.station.simulator.health_card import VirtualHealthCard
from openpias.station.simulator.vpcd import Slot

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not pcsc.is_available(), reason="pyscard is not installed"),
]
PIN, NEW_PIN = "4821", "7305"
CA = pki.authority()


@pytest.fixture
def service():
    with Pcsc() as opened:
        yield opened


def health_card():
    return VirtualHealthCard(memory(pin=PIN), lambda _kept: None)


def connected(service):
    return service.connect(service.terminals()[0])


def test_a_card_is_used_where_the_module_still_holds_the_reader_of_a_token(readers, service):
    library = pkcs11.lib(str(tokens.OPENSC))
    with readers.inserted(tokens.applet(ca=CA)):
        held = library.get_token().open()
    with readers.inserted(health_card()), connected(service) as connection:
        card = HealthCard.select(connection)

        assert card.verify(typed(PIN)).is_done
        assert card.change_pin(typed(PIN, NEW_PIN, NEW_PIN), unit()).is_done
    with suppress(pkcs11.PKCS11Error):
        held.close()
    library.reinitialize()


def test_a_token_in_the_other_reader_signs_between_two_operations_of_a_card(readers, service):
    token = Slot(tokens.applet(ca=CA), port=readers.port + 1)
    with token, readers.inserted(health_card()), connected(service) as connection:
        until(lambda: plugged_in(tokens.OPENSC))
        card = HealthCard.select(connection)
        certificate = certificates(plugged_in(tokens.OPENSC)[0])[0]
        assert card.verify(typed(PIN)).is_done
        made = sign_detached(b"proba", certificate=certificate, pin=tokens.PIN, at=pki.NOW)
        if not card.status().pin_verified:
            assert card.verify(typed(PIN)).is_done
        assert card.change_pin(typed(PIN, NEW_PIN, NEW_PIN), unit()).is_done

    assert signatures.verify(made, data=b"proba").state is State.GOOD


def test_a_module_that_looks_into_the_cards_own_reader_takes_nothing_from_it(readers, service):
    library = pkcs11.lib(str(tokens.OPENSC))
    with readers.inserted(health_card()), connected(service) as connection:
        card = HealthCard.select(connection)
        assert card.verify(typed(PIN)).is_done
        library.reinitialize()
        library.get_slots(token_present=True)

        assert card.verify(typed(PIN)).is_done
        assert card.read([Field.CID]).cid

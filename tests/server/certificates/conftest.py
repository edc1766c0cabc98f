"""Which authority do these tests believe, and how does the door stand?"""

import pytest
from django.utils import timezone
from tests.fakes import revocation

from openpias.core.pki import demo_files


@pytest.fixture(autouse=True)
def houses(db):
    """Load the 43 houses."""
    from openpias.server.providers.operations.houses import load

    load()


@pytest.fixture
def responder():
    """Run the responder of an authority that was made just now."""
    from openpias.server.certificates.operations import responders

    responders.forget_rest()
    with revocation.running(moment=timezone.now().replace(microsecond=0)) as running:
        yield running


@pytest.fixture
def trusting(responder, settings, tmp_path):
    """Believe that authority, and ask for a certificate beside each password."""
    from tests.factories import door

    for folder, party in (("anchors", responder.ca.root), ("intermediates", responder.ca.issuing)):
        (tmp_path / folder).mkdir()
        pem = demo_files.certificates_pem(party.certificate)
        (tmp_path / folder / "authority.pem").write_bytes(pem)
    settings.TRUST_DIR = tmp_path
    settings.SECOND_FACTOR = True
    settings.DOOR_KEY = door.KEY.encode()
    settings.LOGIN_ORIGIN = "https://testserver:8443"
    settings.PUBLIC_URL = "http://testserver"
    return responder

"""What do tests of the station's pages stand on?"""

import pytest
from tests.factories import station_pictures


@pytest.fixture
def pages():
    with station_pictures.served() as found:
        yield found


@pytest.fixture
def browser(pages):
    with pages.browser() as client:
        yield client

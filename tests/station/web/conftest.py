"""What do tests of the station's pages stand on?"""

import pytest
from tests.factories import station_pictures


@pytest.fixture(scope="module")
def stage():
    with station_pictures.stage() as found:
        yield found


@pytest.fixture
def pages(stage):
    """Give each test a station of its own, on the one server."""
    with station_pictures.on(stage) as found:
        yield found


@pytest.fixture
def browser(pages):
    with pages.browser() as client:
        yield client

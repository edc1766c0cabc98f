"""What do tests of the shipped files stand on?"""

import pytest


@pytest.fixture
def installed(installation):
    """Lend the installation to one test, which may start parts of it."""
    yield installation
    installation.stop()


@pytest.fixture(scope="session")
def installation():
    """Make an installation as the operator's documents do, with an empty database."""
    from tests.deploy import production

    python = production.interpreter()
    if python is None:
        pytest.skip("no Python of this version can be run by an unprivileged account here")
    made = production.Installation()
    try:
        made.install(python)
        yield made
    finally:
        made.end()

"""What does every test stand on? A real PostgreSQL from the wheel, and settings made for tests."""

import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.plugin import blocking_manager_key

_MEMORY = Path("/dev/shm")  # noqa: S108 - below it tempfile makes folders of our own
_ROOM = 4 * 2**30


def _is_roomy() -> bool:
    """Tell whether everything that tests write has room in memory, and may be run there."""
    if not _MEMORY.is_dir():
        return False
    disk = os.statvfs(_MEMORY)
    return disk.f_bavail * disk.f_frsize >= _ROOM and not disk.f_flag & os.ST_NOEXEC


if _is_roomy():
    # PostgreSQL flushes as often as it does elsewhere; here that costs nothing.
    tempfile.tempdir = os.environ["TMPDIR"] = str(_MEMORY)

_HOME = Path(tempfile.mkdtemp(prefix="openpias-tests-"))
_HOME.chmod(0o711)

os.environ.update(
    {
        "DJANGO_SETTINGS_MODULE": "openpias.server.config.settings",
        "OPENPIAS_PROFILE": "test",
        "OPENPIAS_HOME": str(_HOME),
        "OPENPIAS_SECRET_KEY": "test-only-" * 4,
        "OPENPIAS_AUDIT_KEY": "test-only-" * 4,
        "OPENPIAS_ANSWER_KEY": "test-only-" * 4,
        "OPENPIAS_CARD_MASTER_KEY": "test-only-" * 4,
        "OPENPIAS_HELPDESK_KEY": "test-only-" * 4,
        "OPENPIAS_HOSTS": "testserver localhost 127.0.0.1",
        "OPENPIAS_LOG_LEVEL": "CRITICAL",
    }
)

import django  # noqa: E402 - settings read the environment

from openpias.server.local.postgres import Cluster  # noqa: E402 - settings read the environment
from tests import order  # noqa: E402 - temporary files lie in memory by now
from tests.journeys import prepared  # noqa: E402 - temporary files lie in memory by now

_CLUSTER = Cluster(_HOME)
os.environ["DATABASE_URL"] = _CLUSTER.dsn()


def pytest_configure() -> None:
    """Load the apps before test modules import their models; here passwords cost nothing."""
    # All that is loaded and collected stays: nobody needs to look for cycles in it.
    gc.disable()
    django.setup()
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["tests.fakes.hashers.Argon2AtNoCost"]


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark by what a test needs beside whom it may run, so that no new one is forgotten.

    A process has one pcscd, and a token's module, once loaded in it, keeps a hand on every card:
    what puts a card into a reader, and is no token, has a process without tokens.
    """
    if "readers" in item.fixturenames:
        item.add_marker("slow")
        if not _uses_tokens(item):
            item.add_marker("reader")


def _uses_tokens(item: pytest.Item) -> bool:
    names = (getattr(each, "__name__", "") for each in vars(item.module).values())
    return "tests.factories.tokens" in names


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """Load the codes again after a test that committed, since a TRUNCATE follows it."""
    result = yield
    marker = item.get_closest_marker("django_db")
    if marker is not None and marker.kwargs.get("transaction"):
        with item.config.stash[blocking_manager_key].unblock():
            _load_codes()
    return result


@pytest.fixture(scope="module", autouse=True)
def no_reader_left() -> Iterator[None]:
    """End the processes that read mails, where a test of the module woke one."""
    yield
    reading = sys.modules.get("openpias.server.helpdesk.operations.reading")
    if reading is not None:
        reading.end_all()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Bring the modules in their order, where they are handed out as modules."""
    if not getattr(config, "workerinput", {}).get("in_order"):
        return
    kinds: dict[str, order.Kind] = {}
    for item in items:
        module = item.nodeid.partition("::")[0]
        if item.get_closest_marker("reader"):
            kinds[module] = order.Kind.READERS
        elif _uses_tokens(item):
            kinds[module] = order.Kind.TOKENS
        kinds.setdefault(module, order.Kind.NEITHER)
    modules = {item: item.nodeid.partition("::")[0] for item in items}
    items.sort(key=lambda item: order.place(modules[item], kinds[modules[item]]))
    order.tell(kinds)


def pytest_collection_finish() -> None:
    """Look for cycles in what tests make, and not in thousands of collected tests again."""
    gc.freeze()
    gc.enable()


def pytest_configure_node(node) -> None:
    """Tell a process whether modules are handed out: it does not know by itself."""
    node.workerinput["in_order"] = node.config.getvalue("dist") == "loadfile"


def pytest_xdist_make_scheduler(config: pytest.Config, log):
    """Hand modules out in our order."""
    return order.Scheduler(config, log) if config.getvalue("dist") == "loadfile" else None


def pytest_xdist_setupnodes() -> None:
    """Let each worker read the settings of its own database, and share what is prepared once."""
    prepared.folder()
    for name in ("DJANGO_SETTINGS_MODULE", "DATABASE_URL", "OPENPIAS_HOME"):
        os.environ.pop(name, None)


@pytest.fixture(scope="session")
def database_server() -> Iterator[Cluster]:
    """Run a PostgreSQL for as long as tests need one.

    Modules that stop theirs have a `cluster` of their own; no test stops this one.
    """
    _CLUSTER.start()
    yield _CLUSTER
    _CLUSTER.stop()


@pytest.fixture(scope="session")
def cluster(database_server: Cluster) -> Cluster:
    """Return the PostgreSQL that all tests share."""
    return database_server


@pytest.fixture(scope="session")
def django_db_modify_db_settings(database_server: Cluster) -> None:
    """Start PostgreSQL before a test database is made."""


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker) -> None:
    """Load the codes once, after the test database was made."""
    from django.db import connection

    with django_db_blocker.unblock(), connection.cursor() as cursor:
        _load_codes()
        # Tests that commit are followed by a TRUNCATE, which the audit tables refuse elsewhere.
        for table in ("audit_entry", "audit_seal"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {table}_keep_all")


def _load_codes() -> None:
    from openpias.server.registry.operations import nomenclatures

    nomenclatures.load()


@pytest.fixture
def full_price(settings, monkeypatch):
    """Hash passwords as the platform does, and not as tests do whose subject is another."""
    from openpias.server.config import settings as shipped
    from openpias.server.platform.accounts import credentials

    settings.PASSWORD_HASHERS = shipped.PASSWORD_HASHERS
    monkeypatch.setattr(credentials, "_nobody", [])


@pytest.fixture(scope="session")
def readers(tmp_path_factory):
    """Run readers for virtual cards; a process has one pcscd, since its library knows one."""
    from tests.journeys import pcsc

    if pcsc.missing():
        pytest.skip(pcsc.missing())
    with pcsc.running(tmp_path_factory.mktemp("pcsc")) as found:
        yield found


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the home of this process, and what was prepared for all of this run."""
    shutil.rmtree(_HOME, ignore_errors=True)
    is_worker = hasattr(config, "workerinput")
    if not is_worker and prepared.FOLDER in os.environ:
        shutil.rmtree(os.environ.pop(prepared.FOLDER), ignore_errors=True)

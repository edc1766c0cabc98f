"""Do the table of operations, the handlers and the documents say the same?"""

from pathlib import Path

from tests.architecture import operations_page

from openpias.interop.operations import OPERATIONS, Status
from openpias.server.config.soap import HANDLERS
from openpias.server.platform.accounts.permissions import every_permission

PAGE = Path(__file__).parents[2] / "docs" / "interop" / "pias.md"


def test_an_operation_is_built_where_a_handler_is_bound():
    built = {
        (service, each.name)
        for service, known in OPERATIONS.items()
        for each in known
        if each.status is Status.BUILT
    }

    assert built == HANDLERS.keys()
    assert sum(len(known) for known in OPERATIONS.values()) == 60


def test_every_operation_asks_for_a_right_that_some_role_has():
    assert {each.permission for each in HANDLERS.values()} <= every_permission()


def test_the_page_has_the_table_as_it_is():
    assert operations_page.table() in PAGE.read_text(encoding="utf-8")

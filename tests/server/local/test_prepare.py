"""When does a home need its tables, codes and demonstration prepared again?"""

from datetime import UTC, datetime

import pytest

from openpias.server.local import prepare


@pytest.fixture
def at(monkeypatch):
    """Return a function that sets the clock."""

    def set_clock(*parts):
        class Clock(datetime):
            @classmethod
            def now(cls, tz=None):
                return datetime(*parts, tzinfo=UTC).astimezone(tz)

        monkeypatch.setattr(prepare, "datetime", Clock)

    return set_clock


def test_a_home_is_prepared_anew_when_a_month_begins_in_romania(at, tmp_path):
    at(2026, 11, 26)
    (tmp_path / "demo.json").write_text("{}")
    (tmp_path / "prepared").write_text(prepare.fingerprint())
    at(2026, 11, 30, 21, 59)
    assert prepare.is_prepared(tmp_path)

    at(2026, 11, 30, 22)

    assert not prepare.is_prepared(tmp_path)


@pytest.mark.parametrize("module", ["registry", "providers", "reporting"])
def test_a_home_is_prepared_anew_for_another_list_of_any_module(module, tmp_path, monkeypatch):
    folder = tmp_path / "server" / module / "data"
    folder.mkdir(parents=True)
    monkeypatch.setattr(prepare, "_PACKAGE", tmp_path)
    before = prepare.fingerprint()

    (folder / "list.csv").write_text("code\n")

    assert prepare.fingerprint() != before

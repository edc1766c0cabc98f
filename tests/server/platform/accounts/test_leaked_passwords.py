"""Is a leaked password found in the operator's list, and a broken list told from a good one?"""

import hashlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openpias.server.platform.accounts import leaked_passwords
from openpias.server.platform.accounts.leaked_passwords import ListUnreadableError


def digest(password):
    return hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()


def written(file, passwords, *, ending="\n", count=":3"):
    lines = sorted(digest(each) for each in passwords)
    file.write_text("".join(f"{each}{count}{ending}" for each in lines), newline="")
    return file


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(listed=st.sets(st.text(max_size=8), max_size=20), other=st.text(max_size=8))
def test_the_search_finds_what_is_listed_and_nothing_else(tmp_path, listed, other):
    file = written(tmp_path / "leaks", listed)

    assert all(leaked_passwords.holds(file, each) for each in listed)
    assert leaked_passwords.holds(file, other) is (other in listed)


@pytest.mark.parametrize(("ending", "count"), [("\r\n", ":12345"), ("\n", "")])
def test_lists_are_read_as_they_are_handed_out(tmp_path, ending, count):
    file = written(tmp_path / "leaks", ["one", "two", "three"], ending=ending, count=count)
    file.write_text(file.read_text().rstrip().lower(), newline="")

    leaked_passwords.check(file)

    assert leaked_passwords.holds(file, "two")
    assert not leaked_passwords.holds(file, "four")


def test_a_list_that_is_none_is_told_from_one_that_does_not_hold_the_password(tmp_path):
    with pytest.raises(ListUnreadableError):
        leaked_passwords.holds(tmp_path / "gone", "one")
    (tmp_path / "text").write_text("password\n" * 100)
    with pytest.raises(ListUnreadableError):
        leaked_passwords.holds(tmp_path / "text", "one")


def test_a_list_out_of_order_is_found(tmp_path):
    file = tmp_path / "leaks"
    file.write_text("\n".join(sorted((digest(str(each)) for each in range(999)), reverse=True)))

    with pytest.raises(ListUnreadableError):
        leaked_passwords.check(file)

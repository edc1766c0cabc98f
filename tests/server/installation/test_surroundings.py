"""Does the check find what is wrong around a server, and nothing where all is well?"""

from datetime import UTC, datetime

import pytest

from openpias.server.config import env
from openpias.server.installation.checks import surroundings
from openpias.server.installation.checks.problems import Place
from openpias.server.local.environment import ensure_secrets

NOW = datetime(2026, 11, 24, 4, 5, 6, tzinfo=UTC)
GOOD = {
    "OPENPIAS_PUBLIC_URL": "https://pias.example",
    "OPENPIAS_HOSTS": "pias.example",
}


@pytest.fixture
def place(tmp_path):
    """Return a production server's surroundings, all well; `said` changes variables."""
    ensure_secrets(tmp_path)

    def look(**said):
        return Place(now=NOW, environ={"OPENPIAS_HOME": str(tmp_path), **GOOD, **said})

    return look


def found(check, place):
    return [problem.code for problem in check(place)]


def test_a_good_server_has_no_problems(place):
    problems = [each for check in surroundings.CHECKS for each in check(place())]

    assert [each.code for each in problems if each.code != "disk"] == []


def test_an_unknown_profile_is_an_error_and_a_demonstration_a_warning(place):
    assert found(surroundings.profile, place(OPENPIAS_PROFILE="prod")) == ["profile-unknown"]
    [problem] = surroundings.profile(place(OPENPIAS_PROFILE="demo"))
    assert (problem.code, problem.severity) == ("profile-not-production", "warning")


def test_the_home_of_a_demonstration_is_none_for_production(place, tmp_path):
    (tmp_path / "demo.json").touch()

    assert found(surroundings.demo_home, place()) == ["demo-home"]
    assert found(surroundings.demo_home, place(OPENPIAS_PROFILE="demo")) == []


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("", "is missing"),
        ("0123456789abcdef", "is shorter than 32"),
        ("x" * 64, "can be guessed"),
        ("change-me-0123456789-abcdefghijkl", "can be guessed"),
    ],
)
def test_a_secret_that_is_none_is_named_with_the_way_to_make_one(place, tmp_path, value, says):
    (tmp_path / "secrets" / "audit_key").write_text(value)

    [problem] = surroundings.secrets(place())

    assert "audit_key" in problem.what
    assert says in problem.what
    assert problem.do == f"umask 077; openssl rand -hex 32 > {tmp_path}/secrets/audit_key"
    assert not value or value not in problem.what + problem.do


def test_one_secret_for_two_purposes_is_found(place, tmp_path):
    secret = (tmp_path / "secrets" / "audit_key").read_text()

    [problem] = surroundings.secrets(place(OPENPIAS_ANSWER_KEY=secret))

    assert problem.what == "The secret answer_key is the same as audit_key."


def test_the_key_of_the_door_is_asked_for_where_there_is_one(place, tmp_path):
    (tmp_path / "secrets" / "door_key").unlink()

    assert found(surroundings.secrets, place()) == ["secret"]
    assert found(surroundings.secrets, place(OPENPIAS_PROFILE="demo")) == []


def test_secrets_that_others_may_read_are_named_with_the_mode_they_need(place, tmp_path):
    file = tmp_path / "secrets" / "audit_key"
    file.chmod(0o640)

    [problem] = surroundings.permissions(place())

    assert problem.code == "secret-open"
    assert problem.do.startswith(f"chmod 0600 {file}")


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"OPENPIAS_PUBLIC_URL": "http://pias.example"}, "address-without-tls"),
        ({"OPENPIAS_HOSTS": "*"}, "hosts-open"),
        ({"OPENPIAS_HOSTS": "other.example"}, "hosts-without-address"),
    ],
)
def test_an_address_that_does_not_serve_is_found(place, said, code):
    assert found(surroundings.address, place(**said)) == [code]


def test_production_does_not_start_with_a_secret_that_can_be_guessed(tmp_path, monkeypatch):
    monkeypatch.setenv("OPENPIAS_PROFILE", "production")
    monkeypatch.setenv("OPENPIAS_SECRET_KEY", "insecure-" + "0123456789abcdef" * 2)

    with pytest.raises(env.SettingError, match="secret_key is a default"):
        env.secret("secret_key", directory=tmp_path)

"""Does compose.yaml say what the project offers, and do its commands run in production?"""

import re
import shlex
import shutil
import subprocess
import tomllib

import pytest
import yaml
from tests.deploy import production
from tests.deploy.production import DEPLOY, ROOT, directives

COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
SERVICES = COMPOSE["services"]
OURS = ("migrate", "web", "background", "mail-in", "mail-read")
BUILT = (ROOT / SERVICES["web"]["build"]["dockerfile"]).read_text(encoding="utf-8")


# By a socket for an nginx on the machine, by a port out of a container.
LISTENS = {"--host", "--port", "--uds", "--uds-permissions"}


def bare(command):
    """Return a command without the folder of its program and the address that it listens on."""
    words = [word.rpartition("/")[2] if place == 0 else word for place, word in enumerate(command)]
    pairs = zip(["", *words], words, strict=False)
    return [word for before, word in pairs if not {before, word} & LISTENS]


COMPOSER = shutil.which("docker-compose")


def test_containers_run_what_the_units_run():
    for part in OURS[1:]:
        unit = shlex.split(directives(f"openpias-{part}.service")["ExecStart"][0])
        assert bare(SERVICES[part]["command"]) == bare(unit)


def test_no_container_of_ours_may_more_than_it_needs():
    for name in OURS:
        service = SERVICES[name]
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert service["image"] == "openpias"
    assert [each for each in SERVICES if "ports" in SERVICES[each]] == ["web"]
    assert SERVICES["web"]["ports"] == ["127.0.0.1:8000:8000"]


def test_the_parts_work_with_an_account_that_owns_nothing():
    made = (DEPLOY / "work-account.sh").read_text(encoding="utf-8")

    assert "CREATE ROLE openpias_work LOGIN PASSWORD :'password'" in made
    assert (
        "./work-account.sh:/docker-entrypoint-initdb.d/work-account.sh:ro"
        in (SERVICES["database"]["volumes"])
    )
    owners = [name for name in OURS if "./environment-owner" in SERVICES[name]["env_file"]]
    assert owners == ["migrate"]


def test_nothing_starts_before_what_it_stands_on():
    waits = {name: service.get("depends_on", {}) for name, service in SERVICES.items()}

    done, healthy = (
        {"condition": f"service_{each}"} for each in ("completed_successfully", "healthy")
    )
    assert waits == {
        "database": {},
        "migrate": {"database": healthy},
        "web": {"migrate": done},
        "background": {"migrate": done},
        "mail-in": {"migrate": done},
        "mail-read": {"migrate": done},
    }


def test_the_image_is_built_of_files_that_are_here():
    named = re.findall(r"-r (\S+)", BUILT)

    assert named == ["requirements/base.txt"]
    assert all((ROOT / each).is_file() for each in named)
    pinned = re.search(r'requires = \["(setuptools[^"]*)"\]', (ROOT / "pyproject.toml").read_text())
    assert f'"{pinned[1]}"' in BUILT


def test_what_the_image_sets_is_a_setting_and_what_it_names_is_mounted():
    variables = dict(re.findall(r"(\w+)=(/\S+)", BUILT[BUILT.index("ENV") :]))
    documented = (ROOT / "docs" / "operations" / "settings.md").read_text(encoding="utf-8")
    mounted = {each.split(":")[1] for each in SERVICES["web"]["volumes"]}

    assert set(variables) == {"OPENPIAS_HOME", "OPENPIAS_SECRETS_DIR", "OPENPIAS_TRUST_DIR"}
    assert all(f"`{name}`" in documented for name in variables)
    assert set(variables.values()) == mounted


def test_the_image_gets_what_it_is_built_of_and_no_more():
    let_in = re.findall(
        r"^!(\S+)$", (ROOT / ".dockerignore").read_text(encoding="utf-8"), re.MULTILINE
    )
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()[1] == "*"
    assert {"src", "requirements", "pyproject.toml", project["readme"]} <= set(let_in)
    assert not {"deploy", "tests", ".git", ".venv"} & set(let_in)


@pytest.mark.skipif(COMPOSER is None, reason="docker-compose is not installed")
def test_docker_compose_reads_the_file(tmp_path):
    (tmp_path / "deploy").mkdir()
    for name in ("compose.yaml", "Dockerfile"):
        shutil.copy(DEPLOY / name, tmp_path / "deploy")
    for name in ("environment", "environment-owner", "database_password", "work_password"):
        (tmp_path / "deploy" / name).write_text("OPENPIAS_HOSTS=pias.example\n")

    done = subprocess.run(
        [COMPOSER, "-f", tmp_path / "deploy" / "compose.yaml", "config"],
        check=False,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stderr
    read = yaml.safe_load(done.stdout)["services"]
    assert set(read) == set(SERVICES)
    assert read["web"]["environment"]["OPENPIAS_HOSTS"] == "pias.example"


@pytest.mark.slow
def test_the_commands_of_the_containers_run_in_production(installed):
    programs = installed.places[production.INSTALLED] / "bin"
    here = {"PATH": f"{programs}:/usr/bin:/bin"}

    work = installed.account_that_owns_nothing()
    done = installed.run(SERVICES["migrate"]["command"], env=here)

    assert done.returncode == 0, done.stderr
    assert "43 houses" in done.stdout or "0 houses" in done.stdout
    web, background = (
        installed.start(installed.on_our_port(SERVICES[name]["command"]), env={**here, **work})
        for name in ("web", "background")
    )
    assert installed.health()["http"] == 200, installed.logs()
    assert [web.poll(), background.poll()] == [None, None], installed.logs()

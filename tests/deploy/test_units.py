"""Do the shipped units hold, protect, and start a production server?"""

import json
import os
import pwd
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from tests.deploy import production
from tests.deploy.production import DEPLOY, directives

OF_THE_SERVER = (
    *("openpias-web.service", "openpias-background.service"),
    *("openpias-mail-in.service", "openpias-mail-read.service"),
)
OF_ITS_SOCKET = ("RuntimeDirectory", "RuntimeDirectoryMode")
UNITS = (*OF_THE_SERVER, "openpias-voice.service")
ANALYZE = shutil.which("systemd-analyze")
needs_analyze = pytest.mark.skipif(
    ANALYZE is None, reason="systemd-analyze is not installed (Debian package `systemd`)"
)
# systemd's own scale from 0 to 10, times ten: below 20 it says OK.
EXPOSURE = "20"


def copied(unit, folder):
    """Return a copy of a unit that names programs which are here."""
    programs = folder / "bin"
    programs.mkdir(exist_ok=True)
    for name in ("granian", "python"):
        (programs / name).write_text("#!/bin/sh\n")
        (programs / name).chmod(0o755)
    text = (DEPLOY / unit).read_text(encoding="utf-8")
    (folder / unit).write_text(text.replace(production.INSTALLED, str(folder)))
    return folder / unit


@needs_analyze
@pytest.mark.parametrize("unit", UNITS)
def test_systemd_understands_every_line(unit, tmp_path):
    done = subprocess.run(
        [ANALYZE, "verify", "--man=no", copied(unit, tmp_path)],
        check=False,
        capture_output=True,
        text=True,
    )

    said = [line for line in done.stderr.splitlines() if unit in line]
    assert (done.returncode, said) == (0, [])


@needs_analyze
def test_a_line_that_systemd_does_not_understand_would_be_noticed(tmp_path):
    file = copied(UNITS[0], tmp_path)
    file.write_text(file.read_text().replace("ProtectHome=yes", "ProtectHome=perhaps"))

    done = subprocess.run(
        [ANALYZE, "verify", "--man=no", file], check=False, capture_output=True, text=True
    )

    assert f"{UNITS[0]}:" in done.stderr


@needs_analyze
@pytest.mark.parametrize("unit", UNITS)
def test_systemd_calls_the_exposure_of_a_unit_ok(unit, tmp_path):
    command = [ANALYZE, "security", "--offline=true", f"--threshold={EXPOSURE}", "--no-pager"]
    done = subprocess.run(
        [*command, copied(unit, tmp_path)], check=False, capture_output=True, text=True
    )

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("unit", OF_THE_SERVER[1:])
def test_the_units_differ_in_nothing_but_what_they_run(unit):
    web, other = directives(OF_THE_SERVER[0]), directives(unit)

    differing = {name for name in web | other if web.get(name) != other.get(name)}
    assert differing == {"Description", "ExecStart", *OF_ITS_SOCKET}


def test_the_unit_of_the_voice_service_is_as_protected_and_reads_nothing_of_the_server():
    web, voice = (directives(unit) for unit in (UNITS[0], UNITS[-1]))

    differing = {name for name in web | voice if web.get(name) != voice.get(name)}
    assert differing == {
        *("Description", "After", "Environment", "EnvironmentFile", "ExecStart"),
        "RestrictAddressFamilies",
        *OF_ITS_SOCKET,
    }
    assert "/etc/openpias/environment" not in str(voice)


@pytest.mark.slow
def test_the_units_start_a_production_server_without_rights(installed):
    python = str(installed.places[production.INSTALLED] / "bin" / "python")
    for name in ("migrate", "load_nomenclatures", "load_houses"):
        done = installed.run([python, "-m", "django", name])
        assert done.returncode == 0, done.stderr
    work = installed.account_that_owns_nothing()
    done = installed.run([python, "-m", "django", "grant_work", "openpias_work"])
    assert done.returncode == 0, done.stderr
    parts = [installed.start(installed.command(unit), env=work) for unit in OF_THE_SERVER]

    answer = installed.health()

    assert answer["http"] == 200, installed.logs()
    assert {name: answer[name] for name in ("status", "database")} == {
        "status": "ok",
        "database": "ok",
    }
    assert {each.poll() for each in parts} == {None}, installed.logs()
    # Who is not in the group gets no connection, and nothing passes a network.
    assert oct(installed.web_socket.stat().st_mode & 0o777) == "0o660"
    assert directives("openpias-web.service")["RuntimeDirectoryMode"] == ["0750"]


@pytest.mark.slow
def test_a_web_server_that_is_stopped_while_its_workers_load_ends_at_once(installed):
    main = installed.start(installed.command(OF_THE_SERVER[0]))
    workers = Path(f"/proc/{main.pid}/task/{main.pid}/children")
    until = time.monotonic() + 20
    while len(workers.read_text().split()) < 2:
        assert time.monotonic() < until, installed.logs()
        time.sleep(0.01)

    installed.stop()


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0, reason="only root changes to the account of the service")
def test_as_service_runs_a_command_where_and_as_the_service_does(installed):
    script = installed.home / "as-service"
    script.write_text(installed.moved((DEPLOY / "as-service").read_text(encoding="utf-8")))
    script.chmod(0o755)

    def as_service(*command):
        clean = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"}
        return subprocess.run(
            [script, *command], check=False, capture_output=True, text=True, env=clean
        )

    said = as_service("sh", "-c", "id -un; id -G; pwd; umask; command -v openpias").stdout
    migrated = as_service("python", "-m", "django", "migrate", "-v0")
    checked = as_service("openpias", "check", "--json")

    name = pwd.getpwuid(installed.account.uid).pw_name
    assert said.split() == [
        *(name, str(installed.account.gid), str(installed.places[production.STATE]), "0077"),
        str(installed.places[production.INSTALLED] / "bin" / "openpias"),
    ]
    assert migrated.returncode == 0, migrated.stderr
    found = {each["code"] for each in json.loads(checked.stdout)["problems"]}
    # What an operator has still to do, and nothing that these documents forgot.
    assert found - {"codes", "background-silent", "database-checksums", "disk"} == {
        *("front-unreachable", "no-authorities", "no-administrator", "heads-beside", "mail-off"),
        *("no-virus-scanner", "no-leaked-passwords"),
    }

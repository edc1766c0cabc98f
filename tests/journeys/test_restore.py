"""After a disaster: does everybody keep their number, and is it said what was lost?"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from base64 import b64encode
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from tests.journeys import prepared
from tests.journeys.test_run import BODY, call, free_port, running

from openpias.server.local.postgres import Cluster

pytestmark = pytest.mark.slow
LATER = {
    **BODY,
    "surname": "Коваленко",
    "given_name": "Марія",
    "birth_date": "1974-09-02",
    "documents": [{"type": "PASSPORT", "number": "FT880033", "date": "2021-06-01"}],
}


@pytest.fixture(scope="module")
def folder():
    made = Path(tempfile.mkdtemp(prefix="openpias-restore-"))
    made.chmod(0o711)
    yield made
    shutil.rmtree(made, ignore_errors=True)


def openpias(home, *arguments):
    kept = ("PATH", "LANG", "HOME")
    env = {name: os.environ[name] for name in kept if name in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "openpias.cli", *map(str, arguments)],
        env={**env, "OPENPIAS_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )


def register(login, body, *, key):
    pair = b64encode(f"{login['username']}:{login['password']}".encode()).decode()
    headers = {
        "Authorization": f"Basic {pair}",
        "Content-Type": "application/json",
        "Idempotency-Key": key,
    }
    address = login["base_url"] + "/api/v1/temporary-numbers"
    with urlopen(Request(address, json.dumps(body).encode(), headers), timeout=30) as response:
        return json.load(response)


def login_of(home):
    return json.loads((home / "demo.json").read_text())


def wait_until_anchored(home, *, beyond):
    """Wait until a head tells of a later position, and return that position."""
    heads = home / "audit" / "heads.jsonl"
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        lines = heads.read_text().splitlines() if heads.exists() else []
        position = max((json.loads(line)["position"] for line in lines), default=0)
        if position > beyond:
            return position
        time.sleep(0.2)
    pytest.fail("no head was written")


def wait_until_quiet(home):
    """Wait until what the start itself wrote has its heads, and return the last position."""
    position = wait_until_anchored(home, beyond=0)
    while True:
        time.sleep(5)  # the sealer takes two seconds
        found = wait_until_anchored(home, beyond=0)
        if found == position:
            return position
        position = found


@pytest.fixture(scope="module")
def before(folder):
    """Run an installation: one number before the backup, one after it; then it burns down."""
    home = folder / "old"
    prepared.first_start(home)
    with running(home, free_port()):
        kept = register(login_of(home), BODY, key="first")
        sealed = wait_until_quiet(home)
        done = openpias(home, "backup", folder / "backups")
        assert done.returncode == 0, done.stderr
        lost = register(login_of(home), LATER, key="second")
        _, slip = call(login_of(home), lost["slip"])
        (folder / "slip.pdf").write_bytes(slip)
        known = wait_until_anchored(home, beyond=sealed)
    return {"kept": kept, "lost": lost, "told": done.stdout, "known": known}


@pytest.fixture(scope="module")
def restored(folder, before):
    """Restore into a new home and cluster: the secrets and the heads come from elsewhere."""
    home = folder / "new"
    home.mkdir(mode=0o711)
    shutil.copytree(folder / "old" / "secrets", home / "secrets")
    (home / "secrets" / "database_password").unlink()
    shutil.copyfile(folder / "old" / "demo.json", home / "demo.json")
    shutil.copytree(folder / "old" / "audit", home / "audit")
    cluster = Cluster(home)
    cluster.start()
    try:
        cluster.create_database("openpias")
        [backup] = (folder / "backups").iterdir()
        done = openpias(home, "restore", backup)
        again = openpias(home, "restore", backup)
        readmitted = openpias(home, "slips", "readmit", folder / "slip.pdf", "--username", "demo")
    finally:
        cluster.stop()
    return {"home": home, "done": done, "again": again, "readmitted": readmitted}


def test_a_backup_names_the_secrets_and_holds_none(folder, before):
    [backup] = (folder / "backups").iterdir()
    assert sorted(file.name for file in backup.iterdir()) == [
        "database.dump",
        "heads.jsonl",
        "keys.json",
        "manifest.json",
    ]
    assert {file.stat().st_mode & 0o777 for file in backup.iterdir()} == {0o600}
    assert str(folder / "old" / "secrets" / "audit_key") in before["told"]
    secret = (folder / "old" / "secrets" / "audit_key").read_bytes().strip()
    assert not [file.name for file in backup.iterdir() if secret in file.read_bytes()]


def test_a_restore_says_what_is_gone_and_keeps_the_heads_that_prove_it(before, restored):
    assert restored["done"].returncode == 0, restored["done"].stderr
    told = re.search(r"positions (\d+) to (\d+)", restored["done"].stdout)
    assert int(told[2]) == before["known"]
    [aside] = (restored["home"] / "audit").glob("*.before-restore-*")
    assert str(aside) in restored["done"].stdout


def test_a_restore_never_writes_over_something(restored):
    assert restored["again"].returncode == 1
    assert "not empty" in restored["again"].stderr


def test_everybody_keeps_their_number_and_the_trail_verifies(before, restored):
    home, kept, lost = restored["home"], before["kept"], before["lost"]
    assert restored["readmitted"].stdout.startswith("1: written, person ")

    sealed = max(
        json.loads(line)["position"]
        for line in (home / "audit" / "heads.jsonl").read_text().splitlines()
    )
    with running(home, free_port()):
        login = login_of(home)
        repeated = register(login, BODY, key="first")
        again = register(login, LATER, key="second")
        wait_until_anchored(home, beyond=sealed)
        time.sleep(6)
        verified = openpias(home, "audit", "verify")
        checked = openpias(home, "check", "--json")

    assert (repeated["outcome"], repeated["number"]) == ("repeated", kept["number"])
    assert (again["outcome"], again["number"]) == ("existing", lost["number"])
    assert verified.returncode == 0, verified.stdout + verified.stderr
    assert json.loads(checked.stdout)["ok"], checked.stdout

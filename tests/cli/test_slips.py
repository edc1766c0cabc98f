"""Do rotated keys keep old slips true, and do readers get what they fetch?"""

import json
import shutil
from dataclasses import replace

import pytest
from click.testing import CliRunner
from tests.core.slips.make_vectors import SLIP
from tests.factories import people

from openpias.cli import main
from openpias.core.slips import signing, status_list
from openpias.core.slips.signing import KeyRing, Verified
from openpias.core.slips.status_list import StatusList
from openpias.server.registry.models import Slip
from openpias.server.registry.operations import slip_keys, slips, temporary_numbers
from openpias.server.registry.queries.persons import person_by_number


@pytest.fixture(autouse=True)
def _own_keys(tmp_path, settings):
    """Give each test a folder of its own, and forget what was read before."""
    settings.SLIP_KEYS_DIR = tmp_path / "keys"
    slip_keys._kept.clear()
    yield
    slip_keys._kept.clear()


def test_slips_signed_before_a_rotation_still_verify():
    old = slip_keys.keys()
    code = signing.sign(SLIP, old.active)

    result = CliRunner().invoke(main, ["slips", "rotate"])

    new = slip_keys.keys()
    assert result.exit_code == 0, result.output
    assert new.active.key_id != old.active.key_id
    assert new.active.key_id.hex() in result.output
    assert new.practice.key_id == old.practice.key_id
    assert signing.verify(code, new.ring) == Verified(payload=SLIP, key_id=old.active.key_id)
    published = json.loads(new.ring.published())["keys"]
    assert [key["kid"] for key in published if key["retired"]] == [old.active.key_id.hex()]


def test_two_rotations_keep_both_old_keys(settings):
    ids = [slip_keys.keys().active.key_id.hex()]
    ids += [slip_keys.rotate(), slip_keys.rotate()]

    kept = json.loads(slip_keys.keys().ring.published())["keys"]

    assert {key["kid"] for key in kept if not key["practice"]} == set(ids)
    assert not list(settings.SLIP_KEYS_DIR.glob("*.new"))


def test_private_keys_are_readable_by_their_owner_only(settings):
    slip_keys.keys()
    slip_keys.rotate()

    modes = {file.name: file.stat().st_mode & 0o777 for file in settings.SLIP_KEYS_DIR.iterdir()}

    assert modes == {"active.pem": 0o600, "practice.pem": 0o600, "retired": 0o700}


def test_a_practice_key_never_signs_real_slips():
    keys = slip_keys.keys()

    assert keys.signing(practice=True) is keys.practice
    assert keys.signing(practice=False) is keys.active
    code = signing.sign(replace(SLIP, practice=True), keys.practice)
    assert isinstance(signing.verify(code, keys.ring), Verified)


@pytest.mark.django_db
def test_published_files_are_what_a_reader_needs(tmp_path):
    folder = tmp_path / "public"

    result = CliRunner().invoke(main, ["slips", "publish", str(folder)])

    assert result.exit_code == 0, result.output
    assert sorted(file.name for file in folder.iterdir()) == ["keys.json", "status-list"]
    ring = KeyRing.from_published((folder / "keys.json").read_text())
    content = status_list.verify((folder / "status-list").read_bytes(), ring)
    assert isinstance(content, StatusList)
    assert (content.superseded, content.withdrawn) == (frozenset(), frozenset())


@pytest.mark.django_db
def test_lost_slips_come_in_from_a_file_and_forged_ones_are_named(tmp_path):
    account = people.account()
    real = signing.sign(SLIP, slip_keys.keys().active)
    forged = signing.sign(SLIP, signing.generate(practice=False))
    file = tmp_path / "codes.txt"
    file.write_text(f"{real}\n\n{forged}\n{real}\n")

    result = CliRunner().invoke(
        main, ["slips", "readmit", str(file), "--username", account.username]
    )

    ref = person_by_number(SLIP.number).public_id
    assert result.output.splitlines() == [
        f"1: written, person {ref}",
        "2: refused: unknown-key",
        f"3: known, person {ref}",
    ]
    assert result.exit_code == 1


@pytest.mark.django_db
def test_a_lost_slip_comes_in_from_its_pdf(tmp_path):
    account = people.account()
    issued = temporary_numbers.issue(people.registration(), actor=people.actor(), at=people.NOW)
    person = person_by_number(issued.number)
    file = tmp_path / "slip.pdf"
    file.write_bytes(slips.print_slips([person], actor=people.actor(), at=people.NOW))
    Slip.objects.all().delete()

    result = CliRunner().invoke(
        main, ["slips", "readmit", str(file), "--username", account.username]
    )

    assert result.output == f"1: outdated, person {person.public_id}\n"


def test_production_does_not_invent_keys(settings):
    settings.PROFILE = slip_keys.Profile.PRODUCTION
    shutil.rmtree(settings.SLIP_KEYS_DIR, ignore_errors=True)

    with pytest.raises(slip_keys.SettingError, match=r"keys\.md"):
        slip_keys.keys()

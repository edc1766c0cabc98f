"""Is a backup whole or not there, and is a restore refused where it would do harm?"""

from datetime import UTC, datetime

import msgspec
import psycopg
import pytest

from openpias.server.installation import backups, manifests, programs, restoring
from openpias.server.platform.audit.connections import open_connection
from openpias.server.platform.audit.head_keys import ensure_head_key

AT = datetime(2026, 11, 24, 4, 5, 6, tzinfo=UTC)
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
]


@pytest.fixture
def backup(tmp_path, settings):
    settings.AUDIT_HEADS_FILE = tmp_path / "heads.jsonl"
    settings.AUDIT_HEADS_FILE.write_text("")
    ensure_head_key()
    return backups.back_up(tmp_path / "backups", at=AT)


def test_a_backup_is_a_folder_with_its_moment_and_digests(backup):
    manifest = manifests.read(backup)

    assert backup.name == "openpias-20261124T040506Z"
    assert sorted(manifest.files) == ["database.dump", "heads.jsonl", "keys.json"]
    assert manifest.made_at == "2026-11-24T04:05:06+00:00"
    assert [file.name for file in backup.parent.iterdir()] == [backup.name]


@pytest.mark.parametrize("name", ["database.dump", "heads.jsonl", "keys.json"])
def test_a_changed_file_is_found_before_anything_is_restored(backup, name):
    with (backup / name).open("ab") as file:
        file.write(b"x")

    with pytest.raises(manifests.ManifestError, match=name):
        restoring.restore(backup, at=AT)


def test_a_missing_file_and_a_foreign_folder_are_named(backup, tmp_path):
    (backup / "keys.json").unlink()

    with pytest.raises(manifests.ManifestError, match=r"keys\.json is missing"):
        manifests.read(backup)
    with pytest.raises(manifests.ManifestError, match=r"holds no manifest\.json"):
        manifests.read(tmp_path)


def test_a_backup_of_a_later_format_is_not_guessed_at(backup):
    later = msgspec.structs.replace(manifests.read(backup), format=2)
    manifests.write(backup, later)

    with pytest.raises(manifests.ManifestError, match="format 2"):
        manifests.read(backup)


def test_a_database_that_holds_something_is_left_alone(backup):
    with pytest.raises(restoring.RestoreError, match="not empty"):
        restoring.restore(backup, at=AT)


def test_a_restore_waits_until_everybody_else_has_gone(cluster):
    cluster.create_database("empty")
    with psycopg.connect(cluster.dsn("empty"), autocommit=True) as ours:
        restoring._refuse_unfit(ours)
        with (
            psycopg.connect(cluster.dsn("empty")),
            pytest.raises(restoring.RestoreError, match="stop web servers"),
        ):
            restoring._refuse_unfit(ours)
    with psycopg.connect(cluster.dsn("postgres"), autocommit=True) as connection:
        connection.execute("DROP DATABASE empty WITH (FORCE)")


def test_a_backup_that_fails_leaves_nothing_behind(tmp_path, settings):
    settings.AUDIT_HEADS_FILE = tmp_path

    with pytest.raises(IsADirectoryError):
        backups.back_up(tmp_path / "backups", at=AT)

    assert list((tmp_path / "backups").iterdir()) == []


def test_a_program_older_than_the_server_is_not_used():
    with pytest.raises(programs.ProgramError, match="postgresql-client-99"):
        programs._program("pg_dump", major=99)


def test_what_a_program_complains_about_is_told():
    with (
        open_connection(name="test") as connection,
        pytest.raises(programs.ProgramError, match="pg_dump failed"),
    ):
        programs.run("pg_dump", ["--table=nothing_like_this"], connection=connection)


@pytest.mark.parametrize(
    ("here", "after"), [(None, "1\n2\n"), ("1\n", "1\n2\n"), ("1\n2\n3\n", "1\n2\n3\n")]
)
def test_the_heads_that_tell_more_are_the_ones_to_compare_with(tmp_path, here, after):
    kept, live = tmp_path / "kept", tmp_path / "audit" / "live"
    kept.write_text("1\n2\n")
    if here is not None:
        live.parent.mkdir()
        live.write_text(here)

    restoring._prepare_heads(live, kept=kept)

    assert live.read_text() == after

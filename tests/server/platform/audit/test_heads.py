"""Are heads signed, rare, durable, and readable after a crash?"""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives import serialization

from openpias.server.config.env import Profile
from openpias.server.platform.audit.anchor import Anchor
from openpias.server.platform.audit.head_keys import (
    HeadKeyError,
    HeadSigner,
    ensure_head_key,
    is_genuine,
    key_id,
    public_keys,
)
from openpias.server.platform.audit.heads import Head, HeadsFile, Unreadable
from openpias.server.platform.audit.sealer import Tip

AT = datetime(2026, 11, 23, 12, 0, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def secrets(tmp_path, settings):
    settings.SECRETS_DIR = tmp_path / "secrets"
    ensure_head_key()
    return settings.SECRETS_DIR


@pytest.fixture
def file(tmp_path):
    return HeadsFile(tmp_path / "outside" / "heads.jsonl")


@pytest.fixture
def anchor(file):
    return Anchor(file=file, signer=HeadSigner.load())


def tip(position):
    return Tip(position=position, chain=bytes([position]) * 32)


def positions(file):
    return [head.position for head in file.read(upto=file.size()) if isinstance(head, Head)]


def test_head_is_genuine_only_as_it_was_signed(anchor, file):
    anchor.keep(tip(3), now=AT)
    head = file.last()
    keys = public_keys()

    assert (head.position, head.chain, head.at) == (3, "03" * 32, "2026-11-23T12:00:00.000+00:00")
    assert is_genuine(head, keys=keys)
    for change in (
        {"position": 4},
        {"chain": "04" * 32},
        {"at": "2026"},
        {"key": "0" * 16},
        {"signature": "zz"},
    ):
        fields = {name: getattr(head, name) for name in head.__struct_fields__}
        assert not is_genuine(Head(**{**fields, **change}), keys=keys)


def test_heads_are_five_seconds_apart_and_only_for_what_moved(anchor, file):
    kept = [
        anchor.keep(tip(position), now=AT + timedelta(seconds=second))
        for second, position in [(0, 0), (0, 1), (1, 2), (4, 3), (5, 3), (20, 3), (21, 4)]
    ]

    assert kept == [False, True, False, False, True, False, True]
    assert positions(file) == [1, 3, 4]


def test_sealer_killed_between_batch_and_head_writes_it_at_the_next_start(trail):
    trail.write()
    dying = trail.sealer()
    while trail.waiting():
        dying.step(now=AT)
    dying._connection.close()
    assert trail.heads.last() is None

    sealer = trail.sealer()
    for _ in range(100):
        sealer.step(now=AT)
    assert trail.anchor().keep(sealer.tip, now=AT)

    assert trail.heads.last().position == 1
    assert trail.verify(later=timedelta(seconds=61)) == []


def test_half_a_line_at_the_end_is_told_and_the_next_head_stands_on_its_own(anchor, file):
    anchor.keep(tip(1), now=AT)
    with file.path.open("ab") as output:
        output.write(b'{"position":2,"cha')
    cut = list(file.read(upto=file.size()))[-1]
    after = Anchor(file=file, signer=HeadSigner.load())
    after.keep(tip(2), now=AT)

    assert cut == Unreadable(line=2, is_cut_short=True)
    assert positions(file) == [1, 2]
    assert list(file.read(upto=file.size()))[1] == Unreadable(line=2, is_cut_short=False)


def test_start_on_an_existing_file_writes_no_head_twice(anchor, file):
    anchor.keep(tip(1), now=AT)

    assert not Anchor(file=file, signer=HeadSigner.load()).keep(tip(1), now=AT)


def test_heads_are_read_only_up_to_the_size_seen(anchor, file):
    anchor.keep(tip(1), now=AT)
    size = file.size()
    anchor.keep(tip(2), now=AT + timedelta(seconds=5))

    assert [head.position for head in file.read(upto=size)] == [1]


def test_file_and_key_are_closed_to_others(anchor, file, secrets):
    anchor.keep(tip(1), now=AT)

    assert file.path.stat().st_mode & 0o777 == 0o600
    assert (secrets / "audit_head_key.pem").stat().st_mode & 0o777 == 0o600


def test_retired_key_still_verifies(anchor, file, secrets):
    anchor.keep(tip(1), now=AT)
    present = secrets / "audit_head_key.pem"
    old = serialization.load_pem_private_key(present.read_bytes(), password=None).public_key()
    present.unlink()
    ensure_head_key()
    assert not is_genuine(file.last(), keys=public_keys())

    (secrets / "audit_head_retired").mkdir()
    (secrets / "audit_head_retired" / "2026.pem").write_bytes(
        old.public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
    )

    assert is_genuine(file.last(), keys=public_keys())
    assert key_id(old) in public_keys()


def test_key_is_made_once(secrets):
    before = (secrets / "audit_head_key.pem").read_bytes()

    ensure_head_key()

    assert (secrets / "audit_head_key.pem").read_bytes() == before


def test_production_makes_no_key_by_itself(secrets, settings):
    (secrets / "audit_head_key.pem").unlink()
    settings.PROFILE = Profile.PRODUCTION

    with pytest.raises(HeadKeyError):
        ensure_head_key()
    with pytest.raises(HeadKeyError):
        HeadSigner.load()


def test_file_that_holds_another_kind_of_key_is_refused(secrets):
    (secrets / "audit_head_retired").mkdir()
    (secrets / "audit_head_retired" / "x.pem").write_bytes(b"no key")

    with pytest.raises(HeadKeyError):
        public_keys()

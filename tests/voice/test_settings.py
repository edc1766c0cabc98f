"""Are the settings of the voice service read, and refused in one sentence where they are wrong?"""

import ipaddress
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings as django

from openpias.core.calendar.working_days import DeclaredDay
from openpias.voice import settings
from openpias.voice.settings import VoiceSettingError


@pytest.fixture
def told(monkeypatch):
    monkeypatch.setenv("OPENPIAS_HOME", "/srv/pias")

    def read(**named):
        for name, value in named.items():
            monkeypatch.setenv(f"OPENPIAS_VOICE_{name}", value)
        return settings.read()

    return read


def test_without_settings_it_is_on_loopback_and_refuses_in_human_hours(told):
    found = told()

    assert (found.bind, found.port, found.address) == ("127.0.0.1", 5060, "127.0.0.1")
    assert found.peers == [ipaddress.IPv4Network("127.0.0.1/32")]
    assert found.spool == Path("/srv/pias/voice/spool")
    assert (found.forward_to, found.registrar, found.ari) == ("", None, None)
    assert (found.most_calls, found.longest_message) == (50, 180)


def test_the_helpdesk_looks_where_calls_wait(told, monkeypatch):
    home = Path(django.HOME)
    monkeypatch.setenv("OPENPIAS_HOME", str(home))

    assert told().spool == django.HELPDESK_CALLS_DIR


def test_what_is_told_is_read(told):
    found = told(
        BIND="0.0.0.0:5080",
        ADDRESS="10.0.0.5",
        PEERS="10.0.0.1 10.0.8.0/24",
        RTP_PORTS="30001-30007",
        FORWARD_TO="sip:0212022300@10.0.0.1",
        DECLARED_DAYS="2026-12-31=free HG 1/2026; 2027-01-09=worked HG 1/2026",
        REGISTRAR="pias@127.0.0.1:5070",
        REGISTRAR_PASSWORD="x y",
        ARI_URL="http://127.0.0.1:8088/ari/",
        ARI_PASSWORD="z",
        SPOOL_MB="64",
    )

    assert (found.bind, found.port, found.address) == ("0.0.0.0", 5080, "10.0.0.5")  # noqa: S104
    assert [str(each) for each in found.peers] == ["10.0.0.1/32", "10.0.8.0/24", "127.0.0.1/32"]
    assert list(found.ports) == [30002, 30004, 30006]
    assert found.declared == [
        DeclaredDay(day=date(2026, 12, 31), works=False, act="HG 1/2026"),
        DeclaredDay(day=date(2027, 1, 9), works=True, act="HG 1/2026"),
    ]
    assert found.registrar.peer == ("127.0.0.1", 5070)
    assert found.ari.url == "http://127.0.0.1:8088/ari"
    assert found.quota_bytes == 64 << 20


def test_any_port_of_voice_is_a_choice(told):
    assert not told(RTP_PORTS="0").ports


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BIND", "localhost:5060"),
        ("BIND", "10.0.0.1:99999"),
        ("ADDRESS", "pias.example"),
        ("PEERS", "10.0.0.1,10.0.0.2"),
        ("RTP_PORTS", "30000"),
        ("RTP_PORTS", "x-y"),
        ("FORWARD_TO", "0212022300"),
        ("FORWARD_TO", "sip:a\r\nContact: b"),
        ("CALLS", "0"),
        ("CALLS", "many"),
        ("INVITES_PER_SECOND", "-1"),
        ("MESSAGE_SECONDS", "5"),
        ("CALL_SECONDS", "1e3"),
        ("SPOOL_MB", "٦٤"),
        ("DECLARED_DAYS", "2026-12-31=free"),
        ("DECLARED_DAYS", "2026-02-30=free HG 1"),
        ("REGISTRAR", "pias@127.0.0.1"),
        ("REGISTRAR", "127.0.0.1"),
        ("ARI_URL", "ftp://a"),
        ("ARI_URL", "http://pbx.example:8088/ari"),
    ],
)
def test_a_wrong_setting_is_named(told, name, value):
    with pytest.raises(VoiceSettingError, match=f"OPENPIAS_VOICE_{name}"):
        told(**{name: value})


def test_an_asterisk_without_a_password_is_refused(told):
    with pytest.raises(VoiceSettingError, match="OPENPIAS_VOICE_ARI_PASSWORD"):
        told(ARI_URL="http://127.0.0.1:8088/ari")


def test_passwords_are_in_no_text_of_the_settings(told):
    found = told(
        REGISTRAR="pias@127.0.0.1",
        REGISTRAR_PASSWORD="hidden-1",
        ARI_URL="http://127.0.0.1:8088/ari",
        ARI_PASSWORD="hidden-2",
    )

    assert "hidden" not in repr(found)

"""What is the voice service told by its environment?

A setting that is malformed stops the start with one sentence. Documented in
docs/operations/settings.md and docs/operations/voice.md.
"""

import ipaddress
import os
import re
import socket
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from openpias.core.calendar.working_days import DeclaredDay
from openpias.voice.sip.addresses import DEFAULT_PORT
from openpias.voice.sip.digest import Credentials
from openpias.voice.sip.registration import Registrar

_URI: Final = re.compile(r"sip:[^\s<>\"';?,]{1,200}")
_REGISTRAR: Final = re.compile(r"([^\s@:]+)@([A-Za-z0-9.-]+)(?::(\d{1,5}))?")
_DECLARED: Final = re.compile(r"(\d{4}-\d\d-\d\d)=(free|worked)\s+(\S.*)")


class VoiceSettingError(Exception):
    """A setting is malformed; the message says which and what to write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AriSettings:
    """Where an Asterisk answers to programs."""

    url: str
    user: str
    password: str = field(repr=False)
    application: str
    sounds: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceSettings:
    """What the environment says; seconds and octets where nothing else is said."""

    bind: str
    port: int
    address: str
    peers: Sequence[ipaddress.IPv4Network]
    ports: range
    forward_to: str
    most_calls: int
    invitations_per_second: int
    longest_message: int
    longest_call: int
    quota_bytes: int
    spool: Path
    prompts: Path
    declared: Sequence[DeclaredDay]
    registrar: Registrar | None
    ari: AriSettings | None


def read() -> VoiceSettings:
    """Return the settings; raises VoiceSettingError."""
    home = Path(text("OPENPIAS_HOME", ".openpias")) / "voice"
    bind, port = _endpoint("OPENPIAS_VOICE_BIND", text("OPENPIAS_VOICE_BIND", "127.0.0.1:5060"))
    registrar = _registrar(
        text("OPENPIAS_VOICE_REGISTRAR", ""), text("OPENPIAS_VOICE_REGISTRAR_PASSWORD", "")
    )
    peers = _networks(text("OPENPIAS_VOICE_PEERS", "127.0.0.1"))
    if registrar is not None:
        peers = [*peers, ipaddress.IPv4Network(registrar.peer[0])]
    return VoiceSettings(
        bind=bind,
        port=port,
        address=_address(text("OPENPIAS_VOICE_ADDRESS", bind)),
        peers=peers,
        ports=_ports(text("OPENPIAS_VOICE_RTP_PORTS", "20000-20199")),
        forward_to=_forward(text("OPENPIAS_VOICE_FORWARD_TO", "")),
        most_calls=_number("OPENPIAS_VOICE_CALLS", text("OPENPIAS_VOICE_CALLS", "50"), 1, 500),
        invitations_per_second=_number(
            "OPENPIAS_VOICE_INVITES_PER_SECOND",
            text("OPENPIAS_VOICE_INVITES_PER_SECOND", "10"),
            1,
            1000,
        ),
        longest_message=_number(
            "OPENPIAS_VOICE_MESSAGE_SECONDS",
            text("OPENPIAS_VOICE_MESSAGE_SECONDS", "180"),
            10,
            1800,
        ),
        longest_call=_number(
            "OPENPIAS_VOICE_CALL_SECONDS", text("OPENPIAS_VOICE_CALL_SECONDS", "600"), 60, 7200
        ),
        quota_bytes=_number(
            "OPENPIAS_VOICE_SPOOL_MB", text("OPENPIAS_VOICE_SPOOL_MB", "2048"), 32, 1 << 20
        )
        << 20,
        spool=Path(text("OPENPIAS_VOICE_SPOOL", str(home / "spool"))),
        prompts=Path(text("OPENPIAS_VOICE_PROMPTS", str(home / "prompts"))),
        declared=_declared(text("OPENPIAS_VOICE_DECLARED_DAYS", "")),
        registrar=registrar,
        ari=_ari(),
    )


def text(name: str, default: str) -> str:
    """Return a setting without blanks around it, or the default where it is empty."""
    return os.environ.get(name, default).strip() or default


def _ari() -> AriSettings | None:
    url = text("OPENPIAS_VOICE_ARI_URL", "")
    if not url:
        return None
    if not url.startswith(("http://", "https://")):
        raise VoiceSettingError("OPENPIAS_VOICE_ARI_URL is like http://127.0.0.1:8088/ari.")
    if url.startswith("http://") and not _is_here(urlsplit(url).hostname or ""):
        raise VoiceSettingError(
            "OPENPIAS_VOICE_ARI_URL sends a password and voices: use https:// to another machine."
        )
    password = text("OPENPIAS_VOICE_ARI_PASSWORD", "")
    if not password:
        raise VoiceSettingError("Set OPENPIAS_VOICE_ARI_PASSWORD, as in Asterisk's ari.conf.")
    return AriSettings(
        url=url.rstrip("/"),
        user=text("OPENPIAS_VOICE_ARI_USER", "openpias"),
        password=password,
        application=text("OPENPIAS_VOICE_ARI_APPLICATION", "openpias"),
        sounds=text("OPENPIAS_VOICE_ARI_SOUNDS", "openpias"),
    )


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _endpoint(name: str, value: str) -> tuple[str, int]:
    host, _, port = value.partition(":")
    try:
        return str(ipaddress.IPv4Address(host)), _number(name, port or str(DEFAULT_PORT), 0, 65535)
    except ValueError:
        raise VoiceSettingError(
            f"{name} is an IPv4 address and a port, as 10.0.0.5:5060."
        ) from None


def _address(value: str) -> str:
    try:
        return str(ipaddress.IPv4Address(value))
    except ValueError:
        raise VoiceSettingError(
            "OPENPIAS_VOICE_ADDRESS is the IPv4 address under which others reach us."
        ) from None


def _networks(value: str) -> list[ipaddress.IPv4Network]:
    try:
        return [ipaddress.IPv4Network(each, strict=False) for each in value.split()]
    except ValueError:
        raise VoiceSettingError(
            "OPENPIAS_VOICE_PEERS are IPv4 addresses or networks with blanks between, "
            "as 10.0.0.1 10.0.8.0/24."
        ) from None


def _ports(value: str) -> range:
    first, _, last = value.partition("-")
    found = range(_number("OPENPIAS_VOICE_RTP_PORTS", first, 0, 65535), 0)
    if last:
        end = _number("OPENPIAS_VOICE_RTP_PORTS", last, 1024, 65535)
        found = range(found.start + found.start % 2, end + 1, 2)
    if value != "0" and not found:
        raise VoiceSettingError("OPENPIAS_VOICE_RTP_PORTS is like 20000-20199, or 0 for any port.")
    return found


def _forward(value: str) -> str:
    if value and not _URI.fullmatch(value):
        raise VoiceSettingError("OPENPIAS_VOICE_FORWARD_TO is like sip:0212022300@10.0.0.1.")
    return value


def _number(name: str, value: str, least: int, most: int) -> int:
    is_number = value.isascii() and value.isdigit() and len(value) < 10
    if not is_number or not least <= int(value) <= most:
        raise VoiceSettingError(f"{name} is a whole number from {least} to {most}, not {value!r}.")
    return int(value)


def _declared(value: str) -> list[DeclaredDay]:
    found = []
    for each in filter(None, (part.strip() for part in value.split(";"))):
        said = _DECLARED.fullmatch(each)
        try:
            day = date.fromisoformat(said[1]) if said else None
        except ValueError:
            day = None
        if said is None or day is None:
            raise VoiceSettingError(
                "OPENPIAS_VOICE_DECLARED_DAYS is like "
                "2026-12-31=free HG 1/2026; 2027-01-09=worked HG 1/2026."
            )
        found.append(DeclaredDay(day=day, works=said[2] == "worked", act=said[3]))
    return found


def _registrar(value: str, password: str) -> Registrar | None:
    if not value:
        return None
    said = _REGISTRAR.fullmatch(value)
    if said is None or not password:
        raise VoiceSettingError(
            "OPENPIAS_VOICE_REGISTRAR is like user@10.0.0.1:5060, "
            "with the password in OPENPIAS_VOICE_REGISTRAR_PASSWORD."
        )
    port = int(said[3] or DEFAULT_PORT)
    try:
        found = socket.getaddrinfo(said[2], port, socket.AF_INET, socket.SOCK_DGRAM)
    except (OSError, OverflowError):
        raise VoiceSettingError(f"OPENPIAS_VOICE_REGISTRAR: {said[2]} is not found.") from None
    return Registrar(
        domain=said[2],
        peer=(str(found[0][4][0]), port),
        credentials=Credentials(user=said[1], password=password),
    )

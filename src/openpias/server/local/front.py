"""How does nginx stand before the portal on one machine, with the configuration that we ship?

The shipped file is used as it is, but for ports, folders and the name of the certificate: what the
demonstration and the tests try is what an operator installs.
"""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

SHIPPED = Path(__file__).parents[4] / "deploy" / "nginx.conf"
_FRAME = """
daemon off;
pid {run}/nginx.pid;
error_log {run}/start.log warn;
events {{}}
http {{
  client_body_temp_path {run}; proxy_temp_path {run};
  fastcgi_temp_path {run}; uwsgi_temp_path {run}; scgi_temp_path {run};
  include {run}/openpias.conf;
}}
"""
# Started by root, nginx would give its workers to an account that cannot write here.
_AS_ROOT = "user root;"


class FrontError(Exception):
    """nginx, or the configuration that we ship, is not here; the message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """Where nginx listens on 127.0.0.1, and where the portal does."""

    plain: int
    portal: int
    door: int
    upstream: int


def nginx() -> str:
    """Return the program; raises FrontError where it is not installed."""
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if found is None:
        raise FrontError("nginx is not installed. On Debian: apt install nginx-light")
    return found


def write(run: Path, *, ports: Ports, door_key: str) -> list[str]:
    """Write the configuration into `run` and return the command that starts nginx.

    `run` holds fullchain.pem and key.pem of the server, and bundle.pem of the authorities.
    Raises FrontError.
    """
    if not SHIPPED.exists():
        raise FrontError(f"{SHIPPED} is missing; the door runs from a clone of the project.")
    text = SHIPPED.read_text(encoding="utf-8")
    for ours, here in _changes(run, ports):
        if ours not in text:
            raise FrontError(f"{SHIPPED} no longer says {ours!r}.")
        text = text.replace(ours, here)
    (run / "door-key.conf").touch(mode=0o600)
    (run / "door-key.conf").write_text(f'set $openpias_door_key "{door_key}";\n', encoding="ascii")
    (run / "openpias.conf").write_text(text, encoding="utf-8")
    (run / "nginx.conf").write_text(_frame(run), encoding="utf-8")
    return [nginx(), "-c", str(run / "nginx.conf")]


def _frame(run: Path) -> str:
    user = _AS_ROOT if os.geteuid() == 0 else ""
    return user + _FRAME.format(run=run)


def _changes(run: Path, ports: Ports) -> list[tuple[str, str]]:
    return [
        ("unix:/run/openpias/web.sock", f"127.0.0.1:{ports.upstream}"),
        ("listen 80;", f"listen 127.0.0.1:{ports.plain};"),
        ("listen 443 ssl", f"listen 127.0.0.1:{ports.portal} ssl"),
        ("listen 8443 ssl", f"listen 127.0.0.1:{ports.door} ssl"),
        ("server_name pias.example", "server_name localhost"),
        ("return 303 https://$host$", f"return 303 https://$host:{ports.portal}$"),
        ("return 308 https://$host$", f"return 308 https://$host:{ports.portal}$"),
        ("/etc/openpias/tls", str(run)),
        ("/etc/openpias/trust", str(run)),
        ("/etc/openpias/door-key.conf", str(run / "door-key.conf")),
        ("/var/log/nginx", str(run)),
    ]

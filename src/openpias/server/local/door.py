"""How does the real door stand on one machine: nginx, certificates, and who answers about them?

Beside what `openpias run` starts: nginx with the configuration that we ship, and the responder of a
demonstration authority. The portal then asks for a certificate, as in production.
"""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import msgspec

from openpias.server.local import door_files, front
from openpias.server.local.front import Ports

_FIRST_PORT = 9443


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """The door of one home; `port` is where the portal itself listens."""

    home: Path
    port: int

    @property
    def folder(self) -> Path:
        """Return where certificates and nginx's files are."""
        return self.home / "door"

    @property
    def ports(self) -> Ports:
        """Return where nginx listens: DOOR_PORT for the portal, and the two after it."""
        first = int(os.environ.get("DOOR_PORT") or _FIRST_PORT)
        return Ports(portal=first, door=first + 1, plain=first + 3, upstream=self.port)

    @property
    def address(self) -> str:
        """Return where browsers find the portal."""
        return f"https://localhost:{self.ports.portal}"

    def settings(self) -> dict[str, str]:
        """Return what the portal is told."""
        return {
            "OPENPIAS_SECOND_FACTOR": "1",
            "OPENPIAS_PUBLIC_URL": self.address,
            "OPENPIAS_LOGIN_URL": f"https://localhost:{self.ports.door}",
            "OPENPIAS_TRUST_DIR": str(self.folder),
        }

    def commands(self) -> dict[str, list[str]]:
        """Write what is missing and return the processes beside the portal; raises FrontError."""
        front.nginx()
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        door_files.make(self.folder, responder_url=f"http://127.0.0.1:{self._responder}")
        key = (self.home / "secrets" / "door_key").read_text(encoding="ascii").strip()
        responder = [sys.executable, "-m", "openpias.server.local.demo_responder"]
        return {
            "responder": [*responder, str(self._responder), str(self.folder)],
            "nginx": front.write(self.folder, ports=self.ports, door_key=key),
        }

    def enrol(self, env: Mapping[str, str]) -> None:
        """Let the demonstration's certificates in."""
        file = self.folder / "holders.json"
        file.write_bytes(msgspec.json.encode([self._enrolment(each) for each in _enrolled()]))
        command = [sys.executable, "-m", "django", "enrol_demo", str(file)]
        subprocess.run(command, env=dict(env), check=True)

    def welcome(self) -> list[str]:
        """Return what is said when the door stands."""
        holders = self.folder / "holders"
        return [
            f"The door: {self.address}  (authority to trust: {self.folder / 'anchors/root.pem'})",
            f"Certificates for the browser, password “{door_files.PASSWORD}”:",
            *(
                f"  {holders / each.file}.p12  {each.role or 'not enrolled'}"
                for each in door_files.HOLDERS
            ),
        ]

    @property
    def _responder(self) -> int:
        return self.ports.portal + 2

    def _enrolment(self, each: door_files.DoorHolder) -> dict[str, str]:
        fields = {
            name: value for name, value in asdict(each).items() if name not in {"file", "holder"}
        }
        pem = (self.folder / "holders" / f"{each.file}.pem").read_text(encoding="ascii")
        return {**fields, "holder": each.holder.common_name, "pem": pem}


def _enrolled() -> list[door_files.DoorHolder]:
    return [each for each in door_files.HOLDERS if each.owner_kind]

"""Under which operating-system account does PostgreSQL run? It refuses to run as root."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

NAME = "openpias"


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemAccount:
    """An account to change to; None stands for the one that we run as."""

    uid: int
    gid: int

    def popen_options(self) -> dict[str, object]:
        """Return what `subprocess` needs to change to this account."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, path: Path) -> None:
        """Give a file or folder to this account."""
        os.chown(path, self.uid, self.gid)


def database_account() -> SystemAccount | None:
    """Return the dedicated account when we are root, made once; None when we are not."""
    if os.geteuid() != 0:
        return None
    entry = _entry(NAME) or _made() or pwd.getpwnam("nobody")
    return SystemAccount(uid=entry.pw_uid, gid=entry.pw_gid)


def _entry(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _made() -> pwd.struct_passwd | None:
    useradd = shutil.which("useradd", path="/usr/sbin:/usr/bin:/sbin:/bin")
    if useradd is None:
        return None
    command = [useradd, "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", NAME]
    subprocess.run(command, check=False, capture_output=True)
    return _entry(NAME)

"""How does a real Chromium show a certificate: from its own store, in its own TLS handshake?

Each browser has a home with an NSS database; a managed policy picks the certificate, as headless
Chromium cannot ask which one. The policy file belongs to the machine, so this needs root.
"""

import json
import os
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path

CHROMIUM = shutil.which("chromium")
POLICIES = Path("/etc/chromium/policies/managed")


def missing() -> str:
    """Say what is missing on this machine, or nothing."""
    for program, package in (
        ("chromium", "chromium"),
        ("certutil", "libnss3-tools"),
        ("nginx", "nginx-light"),
    ):
        if shutil.which(program, path=f"{os.environ['PATH']}:/usr/sbin") is None:
            return f"{program} is not installed (Debian package `{package}`)"
    if os.geteuid() != 0:
        return "the policy that picks a certificate is written as root only"
    return ""


@contextmanager
def policy(*origins: str):
    """Let Chromium show its only certificate at these origins, without a question."""
    rules = [json.dumps({"pattern": origin, "filter": {}}) for origin in origins]
    file = POLICIES / f"openpias-tests-{os.getpid()}.json"
    POLICIES.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps({"AutoSelectCertificateForUrls": rules}))
    try:
        yield
    finally:
        file.unlink(missing_ok=True)


def home(
    folder: Path, *, root: Path, holder: Path | None, password: str, module: Path | None = None
) -> Path:
    """Make a home whose browser trusts `root` and holds the certificate of a .p12 file.

    With `module`, a PKCS#11 library, it sees the tokens of the machine too.
    """
    store = folder / ".pki" / "nssdb"
    store.mkdir(parents=True)
    where = f"sql:{store}"
    _run("certutil", "-N", "--empty-password", "-d", where)
    _run("certutil", "-A", "-t", "C,,", "-n", "root", "-i", root, "-d", where)
    if holder is not None:
        _run("pk12util", "-i", holder, "-W", password, "-d", where, "-K", "")
    if module is not None:
        _run("modutil", "-force", "-dbdir", where, "-add", "token", "-libfile", module)
    return folder


@contextmanager
def browser(playwright, folder: Path, *, env=None, **options):
    """Open a browser of this home; `env` is added to its environment."""
    context = playwright.chromium.launch_persistent_context(
        str(folder / "profile"),
        executable_path=CHROMIUM,
        args=["--no-sandbox"],
        env={**os.environ, "HOME": str(folder), **(env or {})},
        locale="ro-RO",
        **options,
    )
    try:
        yield context
    finally:
        context.close()


def _run(*command: object) -> None:
    subprocess.run([str(part) for part in command], check=True, capture_output=True)

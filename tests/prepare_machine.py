"""Has this machine the Debian packages that some tests use? Installs them where we are root.

Without them the tests that need them are skipped and the summary says why.
"""

import contextlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

# A program or a file, and the package that brings it.
PACKAGES = {
    "chromium": "chromium",
    "pdftoppm": "poppler-utils",
    "nginx": "nginx-light",
    "/usr/sbin/nft": "nftables",
    "certutil": "libnss3-tools",
    "systemd-analyze": "systemd",
    "pcscd": "pcscd",
    "/usr/lib/pcsc/drivers/serial/libifdvpcd.so": "vsmartcard-vpcd",
    "/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so": "opensc-pkcs11",
    "/usr/lib/softhsm/libsofthsm2.so": "libsofthsm2",
    "softhsm2-util": "softhsm2",
    "gcc": "gcc",
    "/usr/include/PCSC/winscard.h": "libpcsclite-dev",
    "Xvfb": "xvfb",
    "xdotool": "xdotool",
    "dovecot": "dovecot-imapd",
    "postfix": "postfix",
    "tesseract": "tesseract-ocr",
    "/usr/share/tesseract-ocr/5/tessdata/ron.traineddata": "tesseract-ocr-ron",
    "baresip": "baresip-core",
    "sipp": "sip-tester",
    "espeak-ng": "espeak-ng",
    "sox": "sox",
    "docker-compose": "docker-compose",
    "clamd": "clamav-daemon",
}
# A machine that starts with another init keeps it: there the tool alone is not worth a change.
KEEPS_ITS_INIT = {"systemd"} if Path("/sbin/init").exists() else set()
_POLICY = Path("/usr/sbin/policy-rc.d")
_APT = ["apt-get", "-y", "-qq", "--no-install-recommends"]


def missing(*packages: str) -> list[str]:
    """Return which of these packages are not here; of all, when none is named."""
    return [
        package
        for part, package in PACKAGES.items()
        if package in (packages or PACKAGES.values()) and not _is_here(part)
    ]


def main() -> None:
    """Install what is missing, or say what is."""
    _install_packages([each for each in missing() if each not in KEEPS_ITS_INIT])
    _install_pyscard()


def _install_packages(absent: list[str]) -> None:
    if not absent:
        return
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        print(f"Not installed, so some tests are skipped: {', '.join(absent)}")
        return
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with _nothing_starts():
        for command in (["apt-get", "-qq", "update"], [*_APT, "install", *absent]):
            done = subprocess.run(command, env=env, check=False, stdout=subprocess.DEVNULL)
            if done.returncode != 0:
                print(f"Could not install {', '.join(absent)}; some tests are skipped.")
                return


@contextlib.contextmanager
def _nothing_starts() -> Iterator[None]:
    """Keep mail servers from starting when they are installed: tests start private ones."""
    if _POLICY.exists():
        yield
        return
    _POLICY.write_text("#!/bin/sh\nexit 101\n", encoding="ascii")
    _POLICY.chmod(0o755)
    try:
        yield
    finally:
        _POLICY.unlink()


def _install_pyscard() -> None:
    """Build the optional part of the station that reaches terminals; it has no wheel for Linux."""
    if importlib.util.find_spec("smartcard") is not None:
        return
    pins = Path(__file__).parents[1] / "requirements" / "cards.txt"
    command = [sys.executable, "-m", "pip", "install", "-q", "--require-hashes", "-r", str(pins)]
    if missing("gcc", "libpcsclite-dev") or subprocess.run(command, check=False).returncode != 0:
        print("pyscard could not be built; tests of terminals are skipped.")


def _is_here(part: str) -> bool:
    if part.startswith("/"):
        return Path(part).exists()
    return shutil.which(part, path=f"{os.environ['PATH']}:/usr/sbin") is not None


if __name__ == "__main__":
    sys.exit(main())

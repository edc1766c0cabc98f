"""Has this machine the Debian packages that some tests use? Installs them where we are root.

Without them the tests that need them are skipped and the summary says why.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

PACKAGES = {
    "chromium": "chromium",
    "pdftoppm": "poppler-utils",
    "nginx": "nginx-light",
    "certutil": "libnss3-tools",
    "systemd-analyze": "systemd",
}
# A machine that starts with another init keeps it: there the tool alone is not worth a change.
KEEPS_ITS_INIT = {"systemd"} if Path("/sbin/init").exists() else set()
_APT = ["apt-get", "-y", "-qq", "--no-install-recommends"]


def main() -> None:
    """Install what is missing, or say what is."""
    missing = [package for program, package in PACKAGES.items() if shutil.which(program) is None]
    missing = [package for package in missing if package not in KEEPS_ITS_INIT]
    if not missing:
        return
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        print(f"Not installed, so some tests are skipped: {', '.join(missing)}")
        return
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "-qq", "update"], [*_APT, "install", *missing]):
        done = subprocess.run(command, env=env, check=False, stdout=subprocess.DEVNULL)
        if done.returncode != 0:
            print(f"Could not install {', '.join(missing)}; some tests are skipped.")
            return


if __name__ == "__main__":
    sys.exit(main())

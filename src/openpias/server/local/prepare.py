"""Are tables, codes and demo accounts of this home up to date? Run as a process of its own."""

import hashlib
import os
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import openpias

_PACKAGE = Path(openpias.__file__).parent
_PATTERNS = ("**/migrations/**/*.py", "**/migrations/**/*.sql", "server/*/data/*.csv")
_ROMANIA = ZoneInfo("Europe/Bucharest")


def fingerprint() -> str:
    """Return what tables, codes and the demonstration should be like: a digest, another each month.

    Each month the demonstration's house opens the days for which it takes reports.
    """
    month = f"{datetime.now(_ROMANIA):%Y-%m}"
    digest = hashlib.sha256(f"{openpias.__version__} {month}".encode())
    for pattern in _PATTERNS:
        for file in sorted(_PACKAGE.glob(pattern)):
            digest.update(str(file.relative_to(_PACKAGE)).encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()


def is_prepared(home: Path) -> bool:
    """Tell whether nothing is to be done."""
    note = home / "prepared"
    ready = note.exists() and (home / "demo.json").exists()
    return ready and note.read_text(encoding="ascii") == fingerprint()


def main() -> None:
    """Migrate, load the codes, create the demo accounts and insured persons, and note it."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("load_nomenclatures")
    call_command("load_houses")
    call_command("create_demo", base_url=sys.argv[1])
    call_command("create_demo_insured")
    call_command("create_demo_providers")
    call_command("create_demo_reporting")
    call_command("create_demo_helpdesk")
    home = Path(os.environ["OPENPIAS_HOME"])
    (home / "prepared").write_text(fingerprint(), encoding="ascii")


if __name__ == "__main__":
    main()

"""Which environment do the parts of one home run in?"""

import json
import os
import secrets
from pathlib import Path

from openpias.server.local.postgres import Cluster

SECRETS = ("secret_key", "audit_key", "answer_key", "door_key", "card_master_key", "helpdesk_key")


def home_folder() -> Path:
    """Return the home that OPENPIAS_HOME names, `.openpias` here by default."""
    return Path(os.environ.get("OPENPIAS_HOME") or ".openpias").absolute()


def ensure_secrets(home: Path) -> None:
    """Write the secrets of a new home, each drawn once and readable by its owner only."""
    folder = home / "secrets"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in SECRETS:
        file = folder / name
        if not file.exists():
            with os.fdopen(
                os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w"
            ) as output:
                output.write(secrets.token_hex(32))


def environment(cluster: Cluster) -> dict[str, str]:
    """Return the variables for the parts of a home; what the caller set stays."""
    ours = {
        "OPENPIAS_PROFILE": "demo",
        "OPENPIAS_HOME": str(cluster.home),
        "DATABASE_URL": cluster.dsn(),
        "DJANGO_SETTINGS_MODULE": "openpias.server.config.settings",
    }
    return {**ours, **os.environ, "OPENPIAS_HOME": str(cluster.home)}


def use_home(home: Path | None = None) -> None:
    """Let this process work on a home that `openpias run` made, unless DATABASE_URL says another."""
    folder = home or home_folder()
    os.environ["OPENPIAS_HOME"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openpias.server.config.settings")
    if "DATABASE_URL" not in os.environ and (folder / "pg.location").exists():
        os.environ.setdefault("OPENPIAS_PROFILE", "demo")
        os.environ["DATABASE_URL"] = Cluster(folder).dsn()


def demo_login(home: Path) -> dict[str, str]:
    """Return what demo.json says: base_url, username, password."""
    content: dict[str, str] = json.loads((home / "demo.json").read_text(encoding="utf-8"))
    return content

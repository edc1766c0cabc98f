"""Where does a benchmark run that needs a platform of its own?"""

import atexit
import os
import tempfile
from pathlib import Path

from openpias.server.local import scratch
from openpias.server.local.environment import SECRETS
from openpias.server.local.postgres import Cluster

# Every secret has this value.
SECRET = "benchmark-" * 4


def own_cluster(name: str, **more: str) -> Cluster:
    """Return the cluster of an empty home, not started, with Django set up on it.

    `name` is part of the folder's, which is removed at the end; `more` are further settings, without
    `OPENPIAS_`, in which `{home}` stands for the folder. Must run before anything of Django is imported.
    """
    home = Path(tempfile.mkdtemp(prefix=f"openpias-{name}-"))
    home.chmod(0o711)
    atexit.register(scratch.remove, home)
    settings = dict.fromkeys(SECRETS, SECRET)
    settings |= {"home": str(home), "profile": "test", "log_level": "ERROR"}
    settings |= {name: value.format(home=home) for name, value in more.items()}
    os.environ["DJANGO_SETTINGS_MODULE"] = "openpias.server.config.settings"
    os.environ.update({f"OPENPIAS_{name.upper()}": value for name, value in settings.items()})
    cluster = Cluster(home)
    os.environ["DATABASE_URL"] = cluster.dsn()
    _set_up()
    return cluster


def _set_up() -> None:
    import django

    django.setup()

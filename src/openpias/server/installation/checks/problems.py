"""What is wrong with an installation, how grave is it, and what is to be done?"""

import os
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from openpias.core.findings import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One finding: `what` is wrong and what to `do`, in English; neither holds a secret."""

    code: str
    what: str
    do: str
    severity: Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a check looks, before any settings are read; `now` is when the looking began."""

    now: datetime
    began: float = field(default_factory=time.monotonic)
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)

    @property
    def clock(self) -> datetime:
        """Return what this machine's clock says by now."""
        return self.now + timedelta(seconds=time.monotonic() - self.began)

    @property
    def home(self) -> Path:
        """Return the folder beside the database."""
        return Path(self.environ.get("OPENPIAS_HOME") or ".openpias").absolute()

    @property
    def secrets(self) -> Path:
        """Return the folder of secrets."""
        return Path(self.environ.get("OPENPIAS_SECRETS_DIR") or self.home / "secrets")

    @property
    def is_production(self) -> bool:
        """Tell whether this is a production server: one that does not say is."""
        return self.environ.get("OPENPIAS_PROFILE", "production") == "production"


Check = Callable[[Place], Iterator[Problem]]


def error(code: str, *, what: str, do: str) -> Problem:
    """Return a problem that keeps the server from working as it should."""
    return Problem(code=code, what=what, do=do, severity=Severity.ERROR)


def warning(code: str, *, what: str, do: str) -> Problem:
    """Return a problem with which the server still works."""
    return Problem(code=code, what=what, do=do, severity=Severity.WARNING)

"""Which checks run, in which order, and which wait for others to be well?

A new check is one function that yields problems, added to the CHECKS of its file.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module

import django

from openpias.core.findings import Severity
from openpias.server.config.env import SettingError
from openpias.server.installation.checks import front, surroundings, transport
from openpias.server.installation.checks.problems import Check, Place, Problem, error

_BELOW = "openpias.server.installation.checks"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All that was found, what was looked at, and what could not be."""

    problems: tuple[Problem, ...]
    looked_at: tuple[str, ...]
    not_looked_at: tuple[str, ...]

    @property
    def has_errors(self) -> bool:
        """Tell whether something keeps the server from working as it should."""
        return any(each.severity is Severity.ERROR for each in self.problems)


def check(place: Place) -> Report:
    """Look at everything that can be looked at; writes nothing."""
    walk = _Walk(place)
    walk.take("surroundings", surroundings.CHECKS)
    walk.take("transport", transport.CHECKS)
    walk.take("front", front.CHECKS)
    refused = _settings_refuse()
    if refused is not None:
        return walk.stop(refused, left=("files", "door", "database", "work"))
    walk.take("files", _checks("files"))
    walk.take("door", _checks("door"))
    walk.take("connection", _checks("connection"))
    if any(each.code == "database-unreachable" for each in walk.problems):
        return walk.stop(left=("database", "work"))
    walk.take("database", _checks("database"))
    if any(each.code == "migrations" for each in walk.problems):
        return walk.stop(left=("work",))
    walk.take("work", _checks("work"))
    return walk.stop()


def _checks(name: str) -> Sequence[Check]:
    # Imported only now: models need settings.
    checks: Sequence[Check] = import_module(f"{_BELOW}.{name}").CHECKS
    return checks


def _settings_refuse() -> Problem | None:
    """Read the settings and load the apps, as the server does at its start."""
    try:
        django.setup()
    except SettingError as reason:
        return error(
            "settings",
            what=f"The server does not start: {reason}",
            do="Set what is said, in the environment of the service; see settings.md.",
        )
    return None


class _Walk:
    """Collects what is found on the way."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._looked_at: list[str] = []
        self.problems: list[Problem] = []

    def take(self, group: str, checks: Sequence[Check]) -> None:
        for each in checks:
            self.problems.extend(each(self._place))
        self._looked_at.append(group)

    def stop(self, *problems: Problem, left: tuple[str, ...] = ()) -> Report:
        return Report(
            problems=(*self.problems, *problems),
            looked_at=tuple(self._looked_at),
            not_looked_at=left,
        )

"""Which task runs for which event?

Modules say it in their `AppConfig.ready()`. A task gets the event's fields and `event_id`; it may
run twice for one event (a worker that died), so it looks before it acts.
"""

from collections.abc import Mapping
from typing import Final

CONSUMERS_NONE: Final = ""
"""Said instead of a task: nobody needs this event yet, and the relay drops it."""

_tasks: dict[str, tuple[str, ...]] = {}


class ConsumerConflictError(Exception):
    """An event has a consumer and says that it has none."""


def register(event_name: str, task_path: str) -> None:
    """Let a task run for every event of this name; the same pair again changes nothing.

    `task_path` is the name under which procrastinate knows the task, or CONSUMERS_NONE.
    Raises ConsumerConflictError.
    """
    known = _tasks.get(event_name, ())
    wanted = (task_path,) if task_path != CONSUMERS_NONE else ()
    if event_name in _tasks and bool(known) != bool(wanted):
        raise ConsumerConflictError(f"{event_name} has a consumer and says that it has none.")
    _tasks[event_name] = known + tuple(task for task in wanted if task not in known)


def registered() -> Mapping[str, tuple[str, ...]]:
    """Return the tasks of every event name that was registered; none is an empty tuple."""
    return dict(_tasks)

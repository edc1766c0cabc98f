"""Has every event of the project a consumer, or does it say that it has none?"""

import importlib
import pkgutil

from procrastinate.contrib.django import app

import openpias.server
from openpias.server.platform.outbox import consumers
from openpias.server.platform.outbox.events import Event


def project_events():
    for module in pkgutil.walk_packages(openpias.server.__path__, "openpias.server."):
        if module.name.endswith(".events"):
            importlib.import_module(module.name)
    return {
        event.name for event in Event.__subclasses__() if event.__module__.startswith("openpias.")
    }


def test_every_event_has_a_consumer_or_says_none():
    assert project_events() == set(consumers.registered())


def test_every_consumer_is_a_task():
    app.perform_import_paths()
    wanted = {task for tasks in consumers.registered().values() for task in tasks}

    assert wanted <= set(app.tasks)

"""Is every line of the log one JSON object, also what a library says?"""

import json
import subprocess
import sys

LIBRARY = """
import logging
from openpias.server.platform.http import logs
logs.configure({"level": "INFO"})
logging.getLogger("psycopg").warning("cancelled (%s): closing", "Шевченко")
logging.getLogger("somebody").warning("Шевченко as the text itself")
logging.getLogger("somebody").info("below a warning")
"""


def test_what_libraries_say_is_structured_and_holds_no_value():
    done = subprocess.run(
        [sys.executable, "-c", LIBRARY], capture_output=True, text=True, check=True
    )

    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.stderr == ""
    assert [(line["library"], line["level"], line["template"]) for line in lines] == [
        ("psycopg", "warning", "cancelled (%s): closing"),
        ("somebody", "warning", ""),
    ]
    assert {line["event"] for line in lines} == {"library-warned"}

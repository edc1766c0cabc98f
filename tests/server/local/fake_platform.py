"""What does the supervisor run in tests? Two small parts instead of web server and worker."""

import os
import sys
from pathlib import Path

import click

from openpias.server.local.postgres import PostgresError
from openpias.server.local.supervisor import Part, StartError, Supervisor

WEB = """
import http.server, os, sys
class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(str(os.getpid()).encode())
    def log_message(self, *_):
        pass
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Answer).serve_forever()
"""
# Notes its process id, and ends in order only when it is asked to.
WORK = """
import os, signal, sys, time
open(sys.argv[1], "w").write(str(os.getpid()))
signal.signal(signal.SIGTERM, lambda *_: (open(sys.argv[1], "w").write("ended"), sys.exit(0)))
while True:
    time.sleep(0.05)
"""


def fake_parts(port: int) -> list[Part]:
    """Return parts that answer and wait, like the real ones."""
    note = str(Path(os.environ["OPENPIAS_HOME"]) / "work.pid")
    return [
        Part(name="web", command=[sys.executable, "-c", WEB, str(port)]),
        Part(name="work", command=[sys.executable, "-c", WORK, note]),
    ]


def main() -> None:
    """Run a supervisor until it is asked to stop, and say why it could not."""
    home, port = Path(os.environ["OPENPIAS_HOME"]), int(sys.argv[1])
    supervisor = Supervisor(home=home, port=port, say=click.echo, make_parts=fake_parts)
    try:
        supervisor.run()
    except (StartError, PostgresError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()

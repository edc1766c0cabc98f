"""How many mails a second become incidents, from the socket on, with every check? Prints one line of JSON.

    python benchmarks/helpdesk.py [--mails 600] [--connections 4]

Mails go by SMTP to `mail-in`, and `mail-read` reads them as it does in production: stored
and sealed, read in the limited process, header held against the register, personal data hidden,
documents judged, incident, entries, trail, automatic answer and its letter into a file. Every third
mail has a .docx, every tenth a CNP. The clock runs from the first connection until the last incident
is committed; a mail that does not become one is an error. Pictures have a figure of their own: the
seconds of one page of a screen, read by tesseract where it is installed.
"""

import argparse
import hashlib
import io
import json
import os
import shutil
import smtplib
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from email import policy
from email.message import EmailMessage
from pathlib import Path

HOME = Path(tempfile.mkdtemp(prefix="openpias-helpdesk-"))
HOME.chmod(0o711)
SECRETS = ("SECRET_KEY", "AUDIT_KEY", "ANSWER_KEY", "CARD_MASTER_KEY", "HELPDESK_KEY")
os.environ.update(
    {
        "DJANGO_SETTINGS_MODULE": "openpias.server.config.settings",
        "OPENPIAS_PROFILE": "test",
        "OPENPIAS_HOME": str(HOME),
        "OPENPIAS_LOG_LEVEL": "ERROR",
        # The brake against robots would spare most automatic answers, which are to be measured.
        "OPENPIAS_HELPDESK_ANSWERS_PER_HOUR": "1000000",
        **{f"OPENPIAS_{name}": "benchmark-" * 4 for name in SECRETS},
    }
)

from openpias.server.local.postgres import Cluster  # noqa: E402 - reads the environment

CLUSTER = Cluster(HOME)
os.environ["DATABASE_URL"] = CLUSTER.dsn()

import django  # noqa: E402 - settings read the environment

django.setup()

from django.core.management import call_command  # noqa: E402 - after setup
from django.utils import timezone  # noqa: E402 - after setup

from openpias.server.helpdesk.models import Incident, RawMessage  # noqa: E402 - after setup
from openpias.server.platform.accounts import demo as accounts  # noqa: E402 - after setup
from openpias.server.platform.mail.models import Letter  # noqa: E402 - after setup

PARTS = ("background", "mail_in", "mail_read")
WARM_UP = 40
CNP = "1800101221144"
HEADER = (
    "TIP FURNIZOR: CLINIC\nCOD FISCAL / DENUMIRE FURNIZOR: 900001013\nCOD PARAFA: A12345\n"
    "CATEGORIE PROBLEME: validare\n\n"
)
SAID = "Bună ziua,\nLa validarea serviciilor din luna trecută apare eroarea 17 la fiecare pachet.\n"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override '
    'PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def calibration() -> dict[str, float]:
    """Return the milliseconds of a fixed loop, by the clock and of the processor."""
    began, worked = time.perf_counter(), time.process_time()
    for _ in range(100_000):
        hashlib.sha256(b"calibration").digest()
    return {
        "calibration_ms": round((time.perf_counter() - began) * 1000, 1),
        "calibration_processor_ms": round((time.process_time() - worked) * 1000, 1),
    }


def document(number: int) -> bytes:
    """Return a .docx of a page."""
    lines = "".join(
        f"<w:p><w:r><w:t>Pasul {line} al problemei {number}: apare eroarea 17.</w:t></w:r></w:p>"
        for line in range(40)
    )
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", _TYPES)
        package.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{_WORD}"><w:body>{lines}</w:body></w:document>',
        )
    return written.getvalue()


def mail(number: int) -> bytes:
    """Return a mail like no other."""
    made = EmailMessage(policy=policy.SMTP)
    made["From"] = f"Clinica {number} <clinica{number}@exemplu.invalid>"
    made["To"], made["Message-ID"] = "suport.siui@127.0.0.1", f"<bench-{number}@exemplu.invalid>"
    made["Subject"] = f"Validarea se oprește la pachetul {number}"
    named = f"Pacientul cu CNP {CNP} nu apare ca asigurat.\n" if number % 10 == 0 else ""
    made.set_content(HEADER + SAID + named + "Detalii suplimentare despre problemă.\n" * 20)
    if number % 3 == 0:
        made.add_attachment(
            document(number), maintype="application", subtype="octet-stream", filename="e.docx"
        )
    return made.as_bytes()


def send(mails: list[bytes], port: int) -> None:
    """Send mails over one connection."""
    with smtplib.SMTP("127.0.0.1", port, timeout=60) as line:
        for each in mails:
            line.sendmail("clinica@exemplu.invalid", ["suport.siui@127.0.0.1"], each)


def measure(many: int, connections: int, processes: dict[str, int]) -> dict[str, object]:
    """Send all and wait for the last incident."""
    port = _port()
    # Every process has loaded its libraries and has its connections when the clock starts.
    send([mail(many + number) for number in range(WARM_UP)], port)
    while Incident.objects.count() < WARM_UP:
        time.sleep(0.05)
    time.sleep(2)
    mails = [mail(number) for number in range(many)]
    shared = [mails[start::connections] for start in range(connections)]
    senders = [threading.Thread(target=send, args=(share, port)) for share in shared]
    spent = processor_seconds(processes)
    began = time.perf_counter()
    for each in senders:
        each.start()
    for each in senders:
        each.join()
    stored = time.perf_counter() - began
    while Incident.objects.count() < many + WARM_UP and time.perf_counter() - began < 600:
        time.sleep(0.05)
    took = time.perf_counter() - began
    later = processor_seconds(processes)
    shares = {name: (later[name] - before) / many * 1000 for name, before in spent.items()}
    return {
        "mails": many,
        "mails_a_second": round(many / took, 1),
        "stored_a_second": round(many / stored, 1),
        # What the platform and its database spend, whatever else the machine does meanwhile.
        "processor_ms_a_mail": round(sum(shares.values()), 1),
        "of_which": {name: round(each, 1) for name, each in shares.items()},
        "errors": many + WARM_UP - Incident.objects.count(),
        "held": RawMessage.objects.filter(state="held").count(),
        "answers": Letter.objects.count(),
        **calibration(),
    }


def pictures() -> float | None:
    """Return the seconds in which one picture of a screen is read; None without tesseract."""
    if shutil.which("tesseract") is None:
        return None
    from PIL import Image, ImageDraw, ImageFont

    from openpias.server.helpdesk.operations import pictures_worker

    image = Image.new("RGB", (1280, 720), "white")
    pen = ImageDraw.Draw(image)
    for line in range(15):
        text = f"Pasul {line}: la validare apare eroarea 17"
        pen.text((40, 40 + 40 * line), text, fill="black", font=ImageFont.load_default(22))
    written = io.BytesIO()
    image.save(written, "PNG")
    began = time.perf_counter()
    pictures_worker._words(written.getvalue())  # noqa: SLF001 - the part that is measured
    return round(time.perf_counter() - began, 2)


def processor_seconds(roots: dict[str, int]) -> dict[str, float]:
    """Return the processor time of each process and all below it, ended ones included.

    The processes that read mails are below `mail_read` and have a line of their own.
    """
    found: dict[int, tuple[int, float]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        ticks = sum(int(each) for each in fields[11:15])
        found[int(folder.name)] = (int(fields[1]), ticks / os.sysconf("SC_CLK_TCK"))
    spent = {name: _with_those_below(root, found) for name, root in roots.items()}
    whole = spent["mail_read"]
    spent["mail_read"] = found[roots["mail_read"]][1]
    return {**spent, "limited_readers": whole - spent["mail_read"]}


def _with_those_below(root: int, found: dict[int, tuple[int, float]]) -> float:
    family = {root}
    for _ in range(4):
        family |= {process for process, (parent, _) in found.items() if parent in family}
    return sum(found[process][1] for process in family if process in found)


def _port() -> int:
    file = HOME / "mail-in.json"
    until = time.monotonic() + 60
    while not file.exists() and time.monotonic() < until:
        time.sleep(0.05)
    return int(json.loads(file.read_text(encoding="ascii"))["smtp"])


def main() -> None:
    """Measure once and say it."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--mails", type=int, default=600)
    asked.add_argument("--connections", type=int, default=4)
    options = asked.parse_args()
    CLUSTER.start()
    running: list[subprocess.Popen[bytes]] = []
    try:
        CLUSTER.create_database("openpias")
        call_command("migrate", verbosity=0)
        call_command("load_houses", stdout=sys.stderr)
        accounts.create(HOME / "demo.json", base_url="http://127.0.0.1")
        call_command("create_demo_providers", stdout=sys.stderr)
        commands = [[sys.executable, "-m", "django", each] for each in PARTS]
        running.extend(map(subprocess.Popen, commands))
        began = timezone.now()
        processes = {
            "database": CLUSTER.pid or 0,
            **{name: each.pid for name, each in zip(PARTS, running, strict=True)},
        }
        said = measure(options.mails, options.connections, processes)
        said["began"] = began.isoformat(timespec="seconds")
        said["seconds_a_picture"] = pictures()
        print(json.dumps(said))
    finally:
        for each in running:
            each.terminate()
        for each in running:
            each.wait()
        CLUSTER.stop()
        shutil.rmtree(HOME, ignore_errors=True)


if __name__ == "__main__":
    main()

"""What is left when a worker is killed, and who gets a report that two want at once?"""

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connections
from tests.factories import reporting, reports
from tests.factories.reports import NOW

from openpias.server.reporting.models import Report, ReportedRecord, StagedRecord
from openpias.server.reporting.operations import claiming, processing, receiving

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

WORKER = """
import datetime, sys, time
import django
django.setup()
from openpias.server.reporting.operations import processing, staging
processing.CHUNK = 1
real = staging.add
def slowly(*rows):
    real(*rows)
    time.sleep(0.2)
staging.add = slowly
at = datetime.datetime.fromisoformat(sys.argv[2])
processing.process(sys.argv[1], now=lambda: at)
"""


def address() -> str:
    """Return how another process reaches the database of this test."""
    said = settings.DATABASES["default"]
    return f"postgresql:///{connections['default'].settings_dict['NAME']}?host={said['HOST']}&port={said['PORT']}&user={said['USER']}"


def test_a_killed_worker_leaves_nothing_and_another_goes_on(clinic, signing, in_process):
    number = reporting.displaced()
    days = [reports.DAY - timedelta(days=each) for each in range(6)]
    text = signing.seal(*(reports.record(reports.patient(number), given_on=day) for day in days))
    report = receiving.receive(text, report_type="CLIN", actor=clinic.actor, at=NOW).report
    password = connections["default"].settings_dict["PASSWORD"]
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER, report, NOW.isoformat()],
        env={**os.environ, "DATABASE_URL": address(), "PGPASSWORD": password},
    )
    until = time.monotonic() + 60
    while not StagedRecord.objects.exists() and time.monotonic() < until:
        time.sleep(0.05)
    worker.send_signal(signal.SIGKILL)
    worker.wait()

    assert StagedRecord.objects.exists()
    assert ReportedRecord.objects.count() == 0
    later = NOW + claiming.LASTS
    assert processing.process(report, now=lambda: later)
    assert ReportedRecord.objects.count() == 6
    assert Report.objects.get().attempts == 2


def test_of_two_workers_one_gets_the_report(clinic, signing, in_process):
    text = signing.seal(reports.record())
    report = receiving.receive(text, report_type="CLIN", actor=clinic.actor, at=NOW).report
    together, taken = threading.Barrier(4), []

    def work():
        together.wait()
        try:
            taken.append(claiming.take(report, at=NOW))
        finally:
            connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for each in workers:
        each.start()
    for each in workers:
        each.join()

    assert len([each for each in taken if each is not None]) == 1

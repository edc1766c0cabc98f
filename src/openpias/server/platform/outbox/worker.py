"""How do jobs run: procrastinate's worker as one of our loops?"""

import asyncio
import logging
import threading
from collections.abc import Awaitable, Callable
from typing import Any

import psycopg
import structlog
from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params
from procrastinate.job_context import JobContext
from procrastinate.psycopg_connector import PsycopgConnector
from procrastinate.worker import Worker as ProcrastinateWorker

from openpias.server.platform.audit.connections import open_connection

CONCURRENCY = 2
GRACE_SECONDS = 1.0
POLL_SECONDS = 5.0
_LOOK_SECONDS = 0.1
_RESCUE_EVERY_SECONDS = 60.0
_log = structlog.get_logger()


class Worker:
    """Runs jobs and periodic tasks until stopped; one step lasts as long as the database does."""

    def __init__(self, *, stop: threading.Event) -> None:
        """Make sure that the database answers; raises psycopg's errors."""
        self._stop = stop
        # The libraries would write every failed attempt, and a failed job's whole traceback, which
        # may quote a row. Our loop says once that it waits; `_say_failure` says which job failed.
        for library in ("psycopg.pool", "procrastinate"):
            logging.getLogger(library).setLevel(logging.CRITICAL + 1)
        open_connection(name="openpias worker").close()

    def step(self) -> None:
        """Work; raises ConnectorException or psycopg's errors when the database is gone."""
        asyncio.run(self._work())

    def close(self) -> None:
        """Nothing stays open between two steps."""

    async def _work(self) -> None:
        connector = PsycopgConnector(
            kwargs=connector_params(), min_size=1, max_size=CONCURRENCY + 2, timeout=5
        )
        with app.replace_connector(connector):
            async with app.open_async():
                worker = asyncio.create_task(
                    app.run_worker_async(
                        name="background",
                        concurrency=CONCURRENCY,
                        fetch_job_polling_interval=POLL_SECONDS,
                        shutdown_graceful_timeout=GRACE_SECONDS,
                        delete_jobs="successful",
                        install_signal_handlers=False,
                        worker_middleware=[_say_failure],
                    )
                )
                rescue = asyncio.create_task(self._rescue())
                try:
                    await self._until_stopped(worker, rescue)
                finally:
                    await _ended(worker, rescue)

    async def _until_stopped(self, *tasks: "asyncio.Task[None]") -> None:
        while not self._stop.is_set():
            for task in tasks:
                if task.done():
                    task.result()
                    # It ends by itself, without an error, when its listener lost the database.
                    raise psycopg.OperationalError("The worker ended.")
            await asyncio.sleep(_LOOK_SECONDS)

    async def _rescue(self) -> None:
        """Put jobs back whose worker died; a job must stand being run again."""
        while True:
            for job in await app.job_manager.get_stalled_jobs():
                await app.job_manager.retry_job(job)
            await asyncio.sleep(_RESCUE_EVERY_SECONDS)


async def _say_failure(
    call_next: Callable[[], Awaitable[Any]], context: JobContext, _worker: ProcrastinateWorker
) -> Any:
    """Log a failed job by its number, task and kind of error; never with what the error quotes."""
    try:
        return await call_next()
    except Exception as error:
        job = context.job
        _log.error("job-failed", job=job.id, task=job.task_name, error=type(error).__name__)
        raise


async def _ended(*tasks: "asyncio.Task[None]") -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)

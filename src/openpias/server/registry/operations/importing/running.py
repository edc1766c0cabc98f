"""How is a whole file imported, with memory flat, and gone on with after a crash?

Each chunk is one transaction that also says how far the file is done. Rows that are refused go to a
file beside, whose length at the end of each chunk is kept, so that a half chunk is cut off again.
"""

import csv
import gc
import hashlib
import io
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

import msgspec
from django.db import transaction
from django.utils import timezone

from openpias.core.findings import Finding, Severity
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.audit.operations import record
from openpias.server.platform.clock import day_of
from openpias.server.platform.http.error_texts import describe
from openpias.server.platform.outbox.operations import announce
from openpias.server.registry.domain import import_rows as rows
from openpias.server.registry.domain.import_preparing import (
    Prepared,
    PreparedChunk,
    RowRefused,
    begin,
    prepare,
    unpack,
)
from openpias.server.registry.events import PersonsImported
from openpias.server.registry.models import ImportRun, SetAside
from openpias.server.registry.operations.importing import chunks
from openpias.server.registry.queries import policies
from openpias.server.registry.queries.nomenclatures import vocabulary

CHUNK_ROWS = 5000
_AHEAD = 3
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far an import is; counts are rows of the whole file so far."""

    rows_done: int
    issued: int
    joined: int
    set_aside: int
    refused: int


def import_file(
    file: Path,
    *,
    actor: Actor,
    now: Clock = timezone.now,
    chunk_rows: int = CHUNK_ROWS,
    workers: int = 1,
    progress: Callable[[Progress], None] = lambda _: None,
) -> Progress:
    """Import a CSV file, or go on with it; a file that is done changes nothing.

    Refused rows are written to `FILE.refused.csv`. Raises FileRefusedError.
    """
    run = _run(file, actor=actor, at=now())
    refused = file.with_suffix(file.suffix + ".refused.csv")
    _cut(refused, length=run.refused_bytes)
    today = day_of(now())
    rules = (today, policies.policy(today), vocabulary())
    with (
        file.open(encoding="utf-8", errors="replace", newline="") as lines,
        ProcessPoolExecutor(
            workers, mp_context=get_context("forkserver"), initializer=begin, initargs=rules
        ) as pool,
        _collector_at_rest(),
    ):
        table = rows.read(lines)
        for prepared in _prepared(table, pool, done=run.rows_done, chunk_rows=chunk_rows):
            _write(run, prepared, refused=refused, actor=actor, at=now())
            progress(_progress(run))
    ImportRun.objects.filter(pk=run.pk, finished_at=None).update(finished_at=now())
    return _progress(run)


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Keep the search for cycles from walking over every chunk again and again."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _run(file: Path, *, actor: Actor, at: datetime) -> ImportRun:
    with file.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").digest()
    run, _ = ImportRun.objects.get_or_create(
        provider_code=actor.provider.code, file_digest=digest, defaults={"started_at": at}
    )
    return run


def _prepared(
    table: rows.Table, pool: Executor, *, done: int, chunk_rows: int
) -> Iterator[PreparedChunk]:
    """Prepare chunks in other processes, a few ahead and no more, in their order."""
    ahead: list[Future[bytes]] = []
    waiting = islice(table.rows, done, None)
    while True:
        while len(ahead) < _AHEAD and (chunk := list(islice(waiting, chunk_rows))):
            ahead.append(pool.submit(prepare, done + 1, table.names, chunk))
            done += len(chunk)
        if not ahead:
            return
        yield unpack(ahead.pop(0).result())


def _write(
    run: ImportRun,
    prepared: PreparedChunk,
    *,
    refused: Path,
    actor: Actor,
    at: datetime,
) -> None:
    with transaction.atomic():
        found = chunks.write(prepared.good, actor=actor, at=at)
        taken = [_number_taken(each) for each in found.taken]
        SetAside.objects.bulk_create(
            SetAside(
                run=run,
                row_number=each.place,
                typed=msgspec.json.decode(each.typed),
                created_at=at,
            )
            for each in found.asked
        )
        run.refused_bytes = _append(refused, [*prepared.refused, *taken])
        run.rows_done += prepared.rows
        run.issued += len(found.new)
        run.joined += len(found.joined)
        run.set_aside += len(found.asked)
        run.refused += len(prepared.refused) + len(taken)
        run.save()
        facts = {"rows": prepared.rows, "issued": len(found.new), "joined": len(found.joined)}
        record(
            event="persons-imported",
            actor=actor,
            subject_kind="import",
            subject_ref=str(run.public_id),
            facts=facts,
            at=at,
        )
        announce(PersonsImported(run=str(run.public_id), rows=prepared.rows), at=at)


def _number_taken(prepared: Prepared) -> RowRefused:
    return RowRefused(
        place=prepared.place, findings=(Finding(code="number-taken", path="/number"),)
    )


def _append(file: Path, refused: Iterable[RowRefused]) -> int:
    """Add rows to the file of refused rows, on disk before the chunk is committed."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for each in sorted(refused, key=lambda row: row.place):
        writer.writerow(_refused_line(each))
    with file.open("ab") as output:
        if output.tell() == 0 and text.tell():
            output.write("rând,câmp,cod,motiv\n".encode())
        output.write(text.getvalue().encode())
        output.flush()
        os.fsync(output.fileno())
        return output.tell()


def _refused_line(refused: RowRefused) -> list[str]:
    errors = [each for each in refused.findings if each.severity is Severity.ERROR]
    return [
        str(refused.place),
        " ".join(each.path for each in errors),
        " ".join(each.code for each in errors),
        " ".join(describe(each.code, each.facts).practice for each in errors),
    ]


def _cut(file: Path, *, length: int) -> None:
    """Forget what a chunk that was not committed wrote to the file of refused rows."""
    if file.exists():
        with file.open("r+b") as output:
            output.truncate(length)


def _progress(run: ImportRun) -> Progress:
    counts: Mapping[str, int] = {
        name: getattr(run, name)
        for name in ("rows_done", "issued", "joined", "set_aside", "refused")
    }
    return Progress(**counts)

"""How is a whole file imported, with memory flat, and gone on with after a crash?

Each chunk is one transaction that also says how far the file is done. Rows that are refused go to a
file beside, whose length at the end of each chunk is kept, so that a half chunk is cut off again.
"""

import csv
import gc
import hashlib
import io
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
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
from openpias.server.registry.domain.import_lines import Act
from openpias.server.registry.domain.import_preparing import (
    Batch,
    Prepared,
    PreparedChunk,
    RowRefused,
    begin,
    prepare,
    unpack,
)
from openpias.server.registry.events import PersonsImported
from openpias.server.registry.models import ImportRun, SetAside
from openpias.server.registry.operations.importing import chunks, copying
from openpias.server.registry.queries import policies
from openpias.server.registry.queries.nomenclatures import vocabulary

# A registration waits for one chunk, a second at most.
CHUNK_ROWS = 10_000
_AHEAD = 3
# The name of the sequence is looked up once, and not for each of its numbers.
_DRAWN = """
    SELECT nextval(sequence.name)
      FROM (SELECT pg_get_serial_sequence('registry_person', 'id')::regclass AS name OFFSET 0)
           AS sequence
     CROSS JOIN generate_series(1, %s)
"""
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
        batches = _batches(table, actor=actor, now=now, done=run.rows_done, chunk_rows=chunk_rows)
        for batch, chunk in _prepared(batches, pool):
            _write(run, batch, chunk, refused=refused, actor=actor, at=now())
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


def _batches(
    table: rows.Table, *, actor: Actor, now: Clock, done: int, chunk_rows: int
) -> Iterator[Batch]:
    """Cut the rows that are not done into batches, each with ids for persons."""
    waiting = islice(table.rows, done, None)
    while batch := list(islice(waiting, chunk_rows)):
        yield Batch(
            first=done + 1,
            names=list(table.names),
            rows=batch,
            persons=_person_ids(len(batch)),
            act=_act(actor, at=now()),
        )
        done += len(batch)


def _act(actor: Actor, *, at: datetime) -> Act:
    return Act(
        provider_code=actor.provider.code,
        provider_name=actor.provider.name,
        account_id=actor.account_id,
        at=at.isoformat(),
        day=day_of(at).isoformat(),
    )


def _person_ids(count: int) -> list[int]:
    drawn = copying.query(_DRAWN, [count])
    return [person for (person,) in drawn]


def _prepared(batches: Iterator[Batch], pool: Executor) -> Iterator[tuple[Batch, PreparedChunk]]:
    """Prepare batches in other processes, a few ahead and no more, in their order.

    They are unpacked beside, while the database writes the one before.
    """
    ahead: deque[tuple[Batch, Future[PreparedChunk]]] = deque()
    with ThreadPoolExecutor(1) as beside:
        while True:
            for batch in islice(batches, _AHEAD - len(ahead)):
                packed = pool.submit(prepare, msgspec.msgpack.encode(batch))
                ahead.append((batch, beside.submit(_unpacked, packed)))
            if not ahead:
                return
            batch, waited_for = ahead.popleft()
            yield batch, waited_for.result()


def _unpacked(packed: Future[bytes]) -> PreparedChunk:
    return unpack(packed.result())


def _write(
    run: ImportRun,
    batch: Batch,
    chunk: PreparedChunk,
    *,
    refused: Path,
    actor: Actor,
    at: datetime,
) -> None:
    with transaction.atomic():
        found = chunks.write(chunk, actor=actor, at=at)
        taken = [_number_taken(each) for each in found.taken]
        columns = rows.Columns(batch.names)
        SetAside.objects.bulk_create(
            SetAside(
                run=run,
                row_number=each.place,
                typed=msgspec.to_builtins(columns.typed(batch.rows[each.place - batch.first])),
                created_at=at,
            )
            for each in found.asked
        )
        run.refused_bytes = _append(refused, [*chunk.refused, *taken])
        run.rows_done += chunk.rows
        run.issued += found.new
        run.joined += len(found.joined)
        run.set_aside += len(found.asked)
        run.refused += len(chunk.refused) + len(taken)
        run.save()
        facts = {"rows": chunk.rows, "issued": found.new, "joined": len(found.joined)}
        record(
            event="persons-imported",
            actor=actor,
            subject_kind="import",
            subject_ref=str(run.public_id),
            facts=facts,
            at=at,
        )
        announce(PersonsImported(run=str(run.public_id), rows=chunk.rows), at=at)


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
        if text.tell():
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

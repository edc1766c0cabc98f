"""How is a house's file of insured persons taken in, and gone on with after a crash?

Each chunk is one transaction that also says how far the file is done, so that a repetition goes on
where it stopped and a file that is done changes nothing. Memory stays flat: a chunk is all that is
held.
"""

import codecs
import hashlib
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import IO

from django.db import transaction
from django.utils import timezone

from openpias.core.findings import Finding, Severity
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.audit.operations import record
from openpias.server.platform.clock import day_of
from openpias.server.platform.outbox.operations import announce
from openpias.server.registry.domain import insured_rows as rows
from openpias.server.registry.domain.insured_rows import (
    CheckedRow,
    InsuredFileRefused,
    RowRefused,
    not_a_table,
)
from openpias.server.registry.events import InsuredPersonsImported
from openpias.server.registry.models import InsuredImport, RefusedRow
from openpias.server.registry.operations import insured_chunks
from openpias.server.registry.operations.insured_persons import may_edit
from openpias.server.registry.queries.insured_imports import ImportView, view_of
from openpias.server.registry.queries.nomenclatures import vocabulary

CHUNK_ROWS = 1000
_BLOCK = 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRefused:
    """Nothing of the file was taken in, for this reason."""

    finding: Finding


def import_file(
    content: IO[bytes],
    *,
    house: str,
    actor: Actor,
    now: Callable[[], datetime] = timezone.now,
    chunk_rows: int = CHUNK_ROWS,
    progress: Callable[[ImportView], None] = lambda _: None,
) -> ImportView | ImportRefused:
    """Take a CSV file in for a house, or go on with it; `content` can be read from its start again.

    A known person is not changed by it, but gets periods and family doctors that are new; a row
    that says something else of them is refused. The whole file is read once before, so that one
    that is no table changes nothing.
    """
    refusals = may_edit(actor, house=house)
    if refusals:
        return ImportRefused(finding=refusals[0])
    try:
        digest = _examined(content)
    except InsuredFileRefused as refusal:
        return ImportRefused(finding=refusal.finding)
    run, _ = InsuredImport.objects.get_or_create(
        house_code=house, file_digest=digest, defaults={"started_at": now()}
    )
    for start, chunk in _chunks(content, done=run.rows_done, chunk_rows=chunk_rows):
        written = _write(run, start, chunk, actor=actor, at=now())
        if not written:
            return ImportRefused(finding=Finding(code="file-busy", path="/file"))
        progress(view_of(run))
    InsuredImport.objects.filter(pk=run.pk, finished_at=None).update(finished_at=now())
    run.refresh_from_db()
    return view_of(run)


def _examined(content: IO[bytes]) -> bytes:
    """Return the digest of a file that is a table from its start to its end."""
    digest = hashlib.sha256()
    decoder = codecs.getincrementaldecoder("utf-8")()
    content.seek(0)
    try:
        for block in iter(lambda: content.read(_BLOCK), b""):
            digest.update(block)
            decoder.decode(block)
            if b"\0" in block:
                raise not_a_table()
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        raise not_a_table() from None
    for _ in _rows(content):
        pass
    return digest.digest()


def _rows(content: IO[bytes]) -> Iterator[tuple[int, rows.Row | None]]:
    content.seek(0)
    lines = io.TextIOWrapper(content, encoding="utf-8", newline="")
    try:
        yield from rows.read(lines)
    finally:
        # The wrapper would close what is not its own.
        lines.detach()


def _chunks(
    content: IO[bytes], *, done: int, chunk_rows: int
) -> Iterator[tuple[int, list[tuple[int, rows.Row | None]]]]:
    waiting = islice(_rows(content), done, None)
    while chunk := list(islice(waiting, chunk_rows)):
        yield done, chunk
        done += len(chunk)


def _write(
    run: InsuredImport,
    start: int,
    chunk: list[tuple[int, rows.Row | None]],
    *,
    actor: Actor,
    at: datetime,
) -> bool:
    """Write a chunk and how far the file is done; False where somebody else writes this file."""
    lists, today = vocabulary(), day_of(at)
    checked = [rows.check(place, row, today=today, vocabulary=lists) for place, row in chunk]
    with transaction.atomic():
        run.refresh_from_db(from_queryset=InsuredImport.objects.select_for_update())
        if run.rows_done != start:
            return False
        good = [each for each in checked if isinstance(each, CheckedRow)]
        done = insured_chunks.write(good, house=run.house_code, actor=actor, at=at)
        refused = [*(each for each in checked if isinstance(each, RowRefused)), *done.refused]
        _keep(run, refused)
        run.rows_done += len(chunk)
        run.added += done.added
        run.changed += done.changed
        run.unchanged += done.unchanged
        run.refused += len(refused)
        run.save()
        record(
            event="insured-imported",
            actor=actor,
            subject_kind="import",
            subject_ref=str(run.public_id),
            facts={
                "house": run.house_code,
                "rows": len(chunk),
                "added": done.added,
                "changed": done.changed,
                "refused": len(refused),
            },
            at=at,
        )
        announce(InsuredPersonsImported(run=str(run.public_id), rows=len(chunk)), at=at)
    return True


def _keep(run: InsuredImport, refused: Iterable[RowRefused]) -> None:
    """Keep lines and codes of refused rows; nothing that was typed."""
    RefusedRow.objects.bulk_create(
        RefusedRow(
            run=run,
            row_number=each.place,
            findings=[
                {"code": finding.code, "path": finding.path, "facts": dict(finding.facts)}
                for finding in each.findings
                if finding.severity is Severity.ERROR
            ],
        )
        for each in refused
    )

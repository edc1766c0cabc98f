"""How often did a large report say each id and service, when memory may not hold them all?

Most reports stay in memory. Of a larger one the counts go to a table that is not logged, and those
that a chunk asks about come back: what is held depends on the chunk, and not on the report.
"""

from collections.abc import Iterable

from django.db import connection

MOST = 10_000
_RECALL = """
    SELECT asked.number, staged.times
      FROM unnest(%s::bigint[]) AS asked(number)
      JOIN reporting_staged_count staged
        ON staged.report_id = %s AND staged.number = asked.number
"""
_KEEP = """
    INSERT INTO reporting_staged_count (report_id, number, times)
    SELECT %s, said.number, said.times
      FROM unnest(%s::bigint[], %s::int[]) AS said(number, times)
        ON CONFLICT (report_id, number) DO UPDATE SET times = excluded.times
"""


class StagedCounts(dict[int, int]):
    """The counts of one report by number, as `WithinReport` keeps them up."""

    def __init__(self, report: int) -> None:
        """Begin with nothing counted; what an earlier attempt staged is cleared elsewhere."""
        super().__init__()
        self._report = report
        self._has_more = False

    def recall(self, numbers: Iterable[int]) -> None:
        """Bring the counts of a chunk that are not in memory; one query at most."""
        if not self._has_more:
            return
        missing = [each for each in set(numbers) if each not in self]
        with connection.cursor() as cursor:
            cursor.execute(_RECALL, [missing, self._report])
            self.update(cursor.fetchall())

    def make_room(self) -> None:
        """Put everything aside where it is too much, in the transaction that is open."""
        if len(self) <= MOST:
            return
        with connection.cursor() as cursor:
            cursor.execute(_KEEP, [self._report, list(self), list(self.values())])
        self.clear()
        self._has_more = True

"""How fast does a large file enter the register, and how many strangers does a full one bring up?

Makes N invented persons with surname and given-name frequencies that fall as in Ukraine (a long
tail under a few hundred common names), imports them with the duplicate check on, then registers
unrelated persons one by one. Prints one JSON line. Usage: import_people.py [N] [NEW]
"""

import argparse
import itertools
import json
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from openpias.server.local.scratch import scratch_register

_ROOTS = [
    "Шевч",
    "Ковал",
    "Бонд",
    "Ткач",
    "Кравч",
    "Олійн",
    "Мельн",
    "Поліщ",
    "Руд",
    "Мороз",
    "Савч",
    "Лис",
    "Марч",
    "Петр",
    "Іван",
    "Павл",
    "Гавр",
    "Сидор",
    "Клим",
    "Яким",
    "Дорош",
    "Гонч",
    "Кухар",
    "Бойк",
    "Гриц",
    "Литв",
    "Черн",
    "Біл",
    "Дуд",
    "Заєц",
    "Кульч",
    "Панас",
    "Романю",
    "Степан",
    "Тимош",
    "Федор",
    "Харч",
    "Цимбал",
    "Яремч",
    "Зінч",
    "Левч",
    "Назар",
    "Остап",
    "Прокоп",
    "Радч",
    "Стець",
    "Тарас",
    "Федь",
    "Шульг",
    "Юрч",
    "Баб",
    "Вовк",
    "Гайд",
    "Дем",
    "Жук",
    "Зайч",
    "Ігнат",
    "Кост",
    "Лавр",
    "Макс",
    "Никол",
    "Онищ",
    "Пилип",
    "Рибал",
    "Сав",
    "Терещ",
    "Ус",
    "Хом",
    "Чуб",
    "Шапов",
    "Щерб",
]
_ENDINGS = [
    "енко",
    "ук",
    "чук",
    "ко",
    "ський",
    "ська",
    "юк",
    "ак",
    "ик",
    "ець",
    "ів",
    "ова",
    "ов",
    "ин",
    "ина",
    "ич",
    "ович",
    "ійчук",
    "аренко",
    "ченко",
    "ерук",
    "ець",
    "ій",
]
_MIDDLES = ("", "ан", "ел", "ис", "ор", "ун", "ит", "ач", "ол", "ир", "ев", "ім")
_FEMALE = [
    "Олена",
    "Тетяна",
    "Наталія",
    "Оксана",
    "Ірина",
    "Людмила",
    "Світлана",
    "Марія",
    "Ганна",
    "Катерина",
    "Юлія",
    "Анастасія",
    "Вікторія",
    "Ольга",
    "Галина",
    "Валентина",
    "Надія",
    "Любов",
    "Софія",
    "Дарина",
    "Аліна",
    "Інна",
    "Лариса",
    "Ніна",
    "Віра",
    "Яна",
    "Діана",
    "Злата",
    "Поліна",
    "Мілана",
    "Соломія",
    "Єва",
    "Уляна",
    "Христина",
    "Марина",
    "Алла",
    "Раїса",
    "Зоя",
    "Лідія",
    "Тамара",
]
_MALE = [
    "Олександр",
    "Сергій",
    "Володимир",
    "Андрій",
    "Микола",
    "Іван",
    "Василь",
    "Юрій",
    "Віктор",
    "Дмитро",
    "Михайло",
    "Олег",
    "Анатолій",
    "Петро",
    "Максим",
    "Ігор",
    "Роман",
    "Богдан",
    "Артем",
    "Євген",
    "Віталій",
    "Денис",
    "Павло",
    "Ярослав",
    "Тарас",
    "Владислав",
    "Назар",
    "Данило",
    "Матвій",
    "Марко",
    "Тимофій",
    "Степан",
    "Григорій",
    "Борис",
    "Леонід",
    "Костянтин",
    "Руслан",
    "Вадим",
    "Станіслав",
    "Ілля",
]
_SAY_ROWS = 50_000
HEADING = (
    "surname,given_name,birth_date,sex,category,citizenship,entry_point,entry_date,visa_type,"
    "document_type,document_number\n"
)


def _weights(count: int, exponent: float) -> list[float]:
    return list(itertools.accumulate(1 / (rank + 3) ** exponent for rank in range(count)))


def people(count: int, *, seed: int) -> Iterator[dict[str, str]]:
    """Yield invented persons; the same seed gives the same ones."""
    chance = random.Random(seed)
    names = [root + middle + end for root in _ROOTS for middle in _MIDDLES for end in _ENDINGS]
    random.Random(1).shuffle(names)
    surname_weights, given_weights = _weights(len(names), 0.75), _weights(len(_FEMALE), 0.9)
    for _ in range(count):
        sex = chance.choice("FFM")
        given = chance.choices(_FEMALE if sex == "F" else _MALE, cum_weights=given_weights)[0]
        years = min(95.0, chance.triangular(0, 95, 30))
        born = date(2026, 1, 1) - timedelta(days=int(years * 365.25) + 1500)
        yield {
            "surname": chance.choices(names, cum_weights=surname_weights)[0],
            "given_name": given,
            "birth_date": born.isoformat(),
            "sex": sex,
            "document_number": f"{chance.choice('FPEGTK')}{chance.choice('ABCEHX')}{chance.randrange(10**6):06d}",
        }


def write(file: Path, count: int) -> None:
    """Write a file of persons."""
    with file.open("w", encoding="utf-8") as output:
        output.write(HEADING)
        for each in people(count, seed=7):
            output.write(
                f"{each['surname']},{each['given_name']},{each['birth_date']},{each['sex']},A,UA,"
                f"UNKNOWN,2022-03-01,NONE,PASSPORT,{each['document_number']}\n"
            )


def calibration() -> dict[str, float]:
    """Return the milliseconds of a fixed loop, to compare machines: on the wall, and of processor.

    Where both differ, others used the processor meanwhile.
    """
    started, spent = time.perf_counter(), time.process_time()
    for _ in range(100_000):
        sha256(b"calibration").digest()
    return {
        "calibration_ms": round((time.perf_counter() - started) * 1000, 1),
        "calibration_processor_ms": round((time.process_time() - spent) * 1000, 1),
    }


def main(count: int, new: int, *, workers: int | None, chunk_rows: int | None) -> None:
    """Import, then register strangers; print the figures."""
    with scratch_register(durable=True), tempfile.TemporaryDirectory() as folder:
        figures: dict[str, Any] = {"persons": count, **calibration()}
        file = Path(folder) / "people.csv"
        write(file, count)
        figures |= _import(file, workers=workers, chunk_rows=chunk_rows)
        figures |= _strangers(new)
        figures["parent_memory_mb"] = round(
            resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        )
        print(json.dumps(figures))


def _import(file: Path, *, workers: int | None, chunk_rows: int | None) -> dict[str, Any]:
    from processor_time import ProcessorTime

    from openpias.server.platform.accounts.credentials import actor_of
    from openpias.server.registry.benchmarks.duplicates import clerk
    from openpias.server.registry.operations import importing

    actor = actor_of(clerk())
    chosen = {"workers": workers, "chunk_rows": chunk_rows}
    options = {name: value for name, value in chosen.items() if value}
    memory: list[int] = []
    spent = ProcessorTime()
    last = [0, time.perf_counter()]

    def note(progress: importing.Progress) -> None:
        memory.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
        spent.note()
        if progress.rows_done - last[0] >= _SAY_ROWS:
            now = time.perf_counter()
            print(
                progress.rows_done,
                round((progress.rows_done - last[0]) / (now - last[1])),
                spent.per_row(progress.rows_done),
                file=sys.stderr,
            )
            last[:] = [progress.rows_done, now]

    started = time.perf_counter()
    done = importing.import_file(file, actor=actor, progress=note, **options)
    seconds = time.perf_counter() - started
    half = memory[len(memory) // 2]
    return {
        "import_rows_per_s": round(done.rows_done / seconds),
        "processor_us_per_row": spent.per_row(done.rows_done),
        "set_aside": done.set_aside,
        "joined": done.joined,
        "refused": done.refused,
        "memory_growth_second_half": round(memory[-1] / half, 3),
    }


def _strangers(new: int) -> dict[str, float]:
    from django.db import connection

    from openpias.server.platform.accounts.credentials import actor_of
    from openpias.server.platform.accounts.models import Account
    from openpias.server.registry.benchmarks.duplicates import typed_row
    from openpias.server.registry.domain.outcomes import Registered
    from openpias.server.registry.enums import Outcome
    from openpias.server.registry.operations import temporary_numbers
    from openpias.server.registry.queries.nomenclatures import vocabulary

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    actor = actor_of(Account.objects.get(username="benchmark"))
    times, brought_up = [], 0
    for row in people(new, seed=99):
        typed = typed_row(row, vocabulary())
        started = time.perf_counter()
        answer = temporary_numbers.issue(typed, actor=actor, at=datetime.now(UTC))
        times.append((time.perf_counter() - started) * 1000)
        issued = isinstance(answer, Registered) and answer.outcome is Outcome.ISSUED
        brought_up += not issued
    times.sort()
    return {
        "new_persons": new,
        "share_with_candidate": brought_up / new,
        "check_p50_ms": round(times[len(times) // 2], 2),
        "check_p95_ms": round(times[int(len(times) * 0.95)], 2),
        "check_p99_ms": round(times[int(len(times) * 0.99)], 2),
    }


if __name__ == "__main__":
    reader = argparse.ArgumentParser(description="Import invented persons and say how fast.")
    reader.add_argument("persons", nargs="?", type=int, default=1_000_000)
    reader.add_argument("strangers", nargs="?", type=int, default=5_000)
    reader.add_argument("--workers", type=int, help="processes that check rows")
    reader.add_argument("--chunk-rows", type=int)
    given = reader.parse_args()
    main(given.persons, given.strangers, workers=given.workers, chunk_rows=given.chunk_rows)

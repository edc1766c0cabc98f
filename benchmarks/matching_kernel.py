"""Does the matching kernel find who comes again, and leave strangers alone, in a full register?

Pure: no database. Second registrations are made by `field_noise`, each noise alone and each with
the document and without; families and twins must never be certain; strangers meet a register of N.
The last line of output is JSON. Usage: matching_kernel.py [N] [STRANGERS] [PERSONS PER NOISE]
"""

import itertools
import json
import random
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from field_noise import NOISES, in_style, written
from import_people import _ENDINGS, _FEMALE, _MALE, _MIDDLES, _ROOTS

from openpias.core.names.matching_keys import MatchFacts, probe_keys, stored_keys
from openpias.server.registry.domain.matching import VerdictKind, assess, score

# The most frequent surnames in the order of their frequency; made-up ones follow as the long tail.
_HEAD = (
    "Мельник Шевченко Бойко Коваленко Бондаренко Ткаченко Ковальчук Кравченко Олійник Шевчук Коваль "
    "Поліщук Бондар Ткачук Мороз Марченко Лисенко Руденко Савченко Петренко Кравчук Клименко "
    "Павленко Савчук Кузьменко Пономаренко Василенко Гончаренко Карпенко Харченко Сидоренко "
    "Гаврилюк Швець Мельничук Попович Романюк Панченко Мазур Юрченко Хоменко Павлюк Гончарук "
    "Литвиненко Кучер Костенко Назаренко Тарасенко Левченко Яценко Кушнір Мартинюк Кулик Радченко "
    "Демченко Колесник Тимошенко Пилипенко Бабенко Федоренко Іваненко Іванов Попов Волков Козак "
    "Сорока Білоус Чорний Кравець Зайцев Гуменюк Ященко Щербина Жук Гайдай Дячук Левицький "
    "Савицький Яворський Островський Лисицький Вербицький Заболотний Степаненко Ярошенко Вовк Жуков"
).split()
_TODAY = date(2026, 1, 1)
_LATIN_SHARE = 0.8


class People:
    """Invented persons with the frequencies of the field; the same seed gives the same ones."""

    def __init__(self, *, seed: int) -> None:
        self.chance = random.Random(seed)
        made_up = [root + mid + end for root in _ROOTS for mid in _MIDDLES for end in _ENDINGS]
        random.Random(1).shuffle(made_up)
        self.surnames = [*_HEAD, *made_up]
        # 0.25 % of all bear the first, about 8 % one of the first eighty, as counted in Ukraine.
        ranks = range(len(self.surnames))
        self.surname_weights = list(itertools.accumulate(1 / (rank + 12) ** 0.72 for rank in ranks))
        self.given_weights = list(
            itertools.accumulate(1 / (rank + 3) ** 0.9 for rank in range(len(_FEMALE)))
        )

    def cyrillic(self) -> MatchFacts:
        """Return one person in Ukrainian letters."""
        chance = self.chance
        sex = chance.choice("FFM")
        names = _FEMALE if sex == "F" else _MALE
        surname = chance.choices(self.surnames, cum_weights=self.surname_weights)[0]
        series = chance.choice("FPEGTK") + chance.choice("ABCEHX")
        return MatchFacts(
            surname=_gendered(surname, sex),
            given_name=chance.choices(names, cum_weights=self.given_weights)[0],
            birth_date=self._born(),
            birth_precision="day",
            sex=sex,
            citizenship="UA",
            document_numbers=(f"{series}{chance.randrange(10**6):06d}",),
        )

    def _born(self) -> date:
        years = min(95.0, self.chance.triangular(0, 95, 30))
        born = _TODAY - timedelta(days=int(years * 365.25) + 1)
        # Some papers say the first of January where nobody knew.
        return born.replace(month=1, day=1) if self.chance.random() < 0.01 else born

    def as_registered(self) -> MatchFacts:
        """Return one person as first typed: mostly in the letters of the passport."""
        found = self.cyrillic()
        if self.chance.random() < _LATIN_SHARE:
            return in_style("ukrainian")(found, self.chance)
        return found


def _gendered(surname: str, sex: str) -> str:
    if sex == "F":
        if surname.endswith(("ський", "цький")):
            return surname[:-2].removesuffix("и") + "а"
        return surname + "а" if surname.endswith(("ов", "ев", "ин")) else surname
    if surname.endswith("ська"):
        return surname[:-1] + "ий"
    return surname[:-1] if surname.endswith(("ова", "ина")) else surname


def noises(count: int) -> dict[str, dict[str, float]]:
    """Return for each noise how often the person is found again, and by a key at all."""
    figures = {}
    for name, noise in NOISES.items():
        people = People(seed=31)
        found = defaultdict(int)
        for _ in range(count):
            first = people.cyrillic()
            second = noise(first, people.chance)
            if people.chance.random() < _LATIN_SHARE:
                first = replace(
                    first,
                    surname=written(first.surname, "ukrainian"),
                    given_name=written(first.given_name, "ukrainian"),
                )
            for case, documents in (("", second.document_numbers), ("no document, ", ())):
                again = replace(second, document_numbers=documents)
                kind = score(again, first).kind
                block = bool(probe_keys(again) & stored_keys(first))
                found[f"{case}key"] += block
                found[f"{case}found"] += block and kind is not VerdictKind.DIFFERENT
                found[f"{case}certain"] += kind is VerdictKind.CERTAIN
        figures[name] = {case: round(value / count, 3) for case, value in found.items()}
    return figures


def families(count: int) -> dict[str, dict[str, float]]:
    """Return how often two of one family, with one passport, are certain (never) or asked about."""
    people = People(seed=47)
    found: dict[str, dict[str, float]] = {}
    for kind in ("twins", "twins of two sexes", "brothers and sisters", "mother and child"):
        certain = asked = 0
        for _ in range(count):
            one, other = _relatives(people, kind)
            verdict = score(other, one).kind
            certain += verdict is VerdictKind.CERTAIN
            asked += verdict is VerdictKind.POSSIBLE
        found[kind] = {"certain": certain / count, "asked": asked / count}
    return found


def _relatives(people: People, kind: str) -> tuple[MatchFacts, MatchFacts]:
    one = people.as_registered()
    sex = one.sex if kind == "twins" else people.chance.choice("FM")
    if kind == "twins of two sexes":
        sex = "M" if one.sex == "F" else "F"
    name = one.given_name
    while name in {one.given_name, written(one.given_name, "ukrainian")}:
        name = people.chance.choice(_FEMALE if sex == "F" else _MALE)
        name = name if not one.given_name.isascii() else written(name, "ukrainian")
    days = {"brothers and sisters": people.chance.randrange(300, 3000), "mother and child": 9000}
    born = one.birth_date - timedelta(days=days.get(kind, 0))
    return one, replace(one, given_name=name, sex=sex, birth_date=born)


def strangers(persons: int, new: int) -> dict[str, float]:
    """Return how many of the new persons bring up somebody of a register of that many."""
    people = People(seed=101)
    fresh = [people.as_registered() for _ in range(new)]
    seekers: dict[int, list[int]] = defaultdict(list)
    started = time.perf_counter()
    for place, facts in enumerate(fresh):
        for key in probe_keys(facts):
            seekers[key].append(place)
    probing = (time.perf_counter() - started) / new
    brought: dict[int, list[MatchFacts]] = defaultdict(list)
    storing = stored = 0.0
    for facts in _register(persons):
        before = time.perf_counter()
        keys = stored_keys(facts)
        storing += time.perf_counter() - before
        stored += len(keys)
        for place in {seeker for key in keys for seeker in seekers.get(key, ())}:
            brought[place].append(facts)
    return {
        "persons": persons,
        "strangers": new,
        "stored_keys_us": round(storing / persons * 1e6, 1),
        "probe_keys_us": round(probing * 1e6, 1),
        "keys_stored_mean": round(stored / persons, 2),
        **_judged(fresh, brought),
    }


def _register(persons: int) -> Iterator[MatchFacts]:
    people = People(seed=7)
    for _ in range(persons):
        yield people.as_registered()


def _judged(fresh: list[MatchFacts], brought: dict[int, list[MatchFacts]]) -> dict[str, float]:
    rows = sorted(len(brought.get(place, ())) for place in range(len(fresh)))
    shown = certain = 0
    started = time.perf_counter()
    for place, found in brought.items():
        answer = assess(fresh[place], enumerate(found))
        shown += bool(answer.possible)
        certain += answer.certain is not None
    spent = time.perf_counter() - started
    return {
        "candidate_rows_mean": round(sum(rows) / len(rows), 2),
        "candidate_rows_p95": rows[int(len(rows) * 0.95)],
        "candidate_rows_max": rows[-1],
        "score_us": round(spent / max(1, sum(rows)) * 1e6, 1),
        "share_with_candidate": shown / len(fresh),
        "share_certain": certain / len(fresh),
    }


def main(persons: int, new: int, each: int) -> None:
    """Measure all; print the noises to standard error as a table and everything as JSON."""
    figures = {"noises": noises(each), "families": families(each * 4)}
    for name, values in figures["noises"].items():
        print(
            f"{name:24}", *(f"{key} {value:.3f}" for key, value in values.items()), file=sys.stderr
        )
    print(json.dumps(figures | strangers(persons, new)))


if __name__ == "__main__":
    defaults = ("1000000", "5000", "1000")
    main(*(int(value) for value in (*sys.argv[1:4], *defaults[len(sys.argv) - 1 :])))

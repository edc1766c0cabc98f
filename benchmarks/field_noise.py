"""How is a person written when registered a second time, somewhere else?

Names are kept in Ukrainian Cyrillic and written in the ways of the field; then one thing goes wrong.
Nothing here is taken from the matching code, so that it does not test itself.
"""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from openpias.core.names.matching_keys import MatchFacts

Noise = Callable[[MatchFacts, random.Random], MatchFacts]

_UKRAINIAN = {
    **dict(zip("абвгґдезиіклмнопрстуф", "abvhgdezyiklmnoprstuf", strict=True)),
    "ж": "zh",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ь": "",
    "'": "",
    "є": "ie",
    "ї": "i",
    "й": "i",
    "ю": "iu",
    "я": "ia",
}
_INITIAL = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_STYLES: dict[str, dict[str, str]] = {
    "ukrainian": _UKRAINIAN,
    "russian": _UKRAINIAN | {"г": "g", "и": "i", "є": "e", "ї": "i"},
    "english": _UKRAINIAN | {"г": "g", "и": "i", "й": "y", "ю": "yu", "я": "ya", "є": "ye"},
    "romanian": _UKRAINIAN
    | {"ж": "j", "х": "h", "ц": "ț", "ч": "ci", "ш": "ș", "щ": "șci", "к": "c", "и": "î"},
    "polish": _UKRAINIAN
    | {"в": "w", "ж": "ż", "х": "ch", "ц": "c", "ч": "cz", "ш": "sz", "щ": "szcz", "й": "j"}
    | {"ю": "ju", "я": "ja", "є": "je"},
    "german": _UKRAINIAN
    | {"в": "w", "ж": "sch", "х": "ch", "ц": "z", "ч": "tsch", "ш": "sch", "щ": "schtsch"}
    | {"й": "j", "ю": "ju", "я": "ja", "є": "je"},
    "french": _UKRAINIAN
    | {"ж": "j", "ч": "tch", "ш": "ch", "щ": "chtch", "у": "ou", "ю": "iou", "я": "ia"},
}
_RUSSIAN_NAMES = dict(
    pair.split("=")
    for pair in (
        "Олена=Елена Тетяна=Татьяна Наталія=Наталья Ірина=Ирина Людмила=Людмила Світлана=Светлана "
        "Марія=Мария Ганна=Анна Катерина=Екатерина Юлія=Юлия Анастасія=Анастасия Вікторія=Виктория "
        "Ольга=Ольга Галина=Галина Валентина=Валентина Надія=Надежда Любов=Любовь Софія=София "
        "Дарина=Дарина Інна=Инна Лариса=Лариса Ніна=Нина Віра=Вера Аліна=Алина Марина=Марина "
        "Олександр=Александр Сергій=Сергей Володимир=Владимир Андрій=Андрей Микола=Николай Іван=Иван "
        "Василь=Василий Юрій=Юрий Віктор=Виктор Дмитро=Дмитрий Михайло=Михаил Олег=Олег "
        "Анатолій=Анатолий Петро=Пётр Максим=Максим Ігор=Игорь Євген=Евгений Віталій=Виталий "
        "Денис=Денис Павло=Павел Владислав=Владислав Данило=Даниил Матвій=Матвей Григорій=Григорий "
        "Борис=Борис Леонід=Леонид Костянтин=Константин Вадим=Вадим Станіслав=Станислав Ілля=Илья"
    ).split()
)
_RUSSIAN_LETTERS = {"ы": "y", "э": "e", "ё": "e", "ъ": ""}
_TO_RUSSIAN = str.maketrans({"і": "и", "ї": "и", "є": "е", "ґ": "г", "І": "И", "Є": "Е", "Ї": "И"})
_HOMOGLYPHS = str.maketrans("асеоріху", "acеopixy")
_SHORT = {"Олександр": "Саша", "Олена": "Лена", "Катерина": "Катя", "Дмитро": "Діма"}
_OCR = {"o": "0", "i": "1", "s": "5", "О": "0", "о": "0", "і": "1"}


def written(text: str, style: str) -> str:
    """Write Cyrillic text in a Latin style."""
    table = _STYLES[style] | _RUSSIAN_LETTERS
    words = []
    for word in text.replace("-", " - ").split(" "):
        low = word.lower()
        first = _INITIAL.get(low[:1]) if style in {"ukrainian", "english"} else None
        rest = low[1:] if first else low
        words.append(((first or "") + "".join(table.get(c, c) for c in rest)).capitalize())
    joined = " ".join(words).replace(" - ", "-")
    return joined.replace("ciu", "ciu").replace("cii", "ci") if style == "romanian" else joined


def in_style(style: str) -> Noise:
    """Write both names in a Latin style, Russian ones through the Russian form of the name."""

    def noise(facts: MatchFacts, chance: random.Random) -> MatchFacts:
        surname, given = facts.surname, facts.given_name
        if (
            style in {"russian", "english", "romanian", "german", "french"}
            and chance.random() < 0.5
        ):
            surname, given = in_russian(surname), _RUSSIAN_NAMES.get(given, given)
        return replace(facts, surname=written(surname, style), given_name=written(given, style))

    return noise


def in_russian(surname: str) -> str:
    """Write a Ukrainian surname in Russian letters."""
    if surname.endswith("ський"):
        surname = surname[:-5] + "ский"
    elif surname.endswith("ська"):
        surname = surname[:-4] + "ская"
    return surname.replace("ій", "ий").translate(_TO_RUSSIAN)


def _slip(text: str, chance: random.Random) -> str:
    place = chance.randrange(1, max(2, len(text)))
    kind = chance.choice(["drop", "double", "swap", "replace", "insert"])
    letters = "abeiknorst" if text.isascii() else "абеікнорст"
    if kind == "drop":
        return text[:place] + text[place + 1 :]
    if kind == "double":
        return text[:place] + text[place - 1] + text[place:]
    if kind == "swap" and place + 1 < len(text):
        return text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    keep = place if kind == "insert" else place + 1
    return text[:place] + chance.choice(letters) + text[keep:]


def _ocr(text: str) -> str:
    for letter, digit in _OCR.items():
        if letter in text[1:]:
            return text[0] + text[1:].replace(letter, digit, 1)
    return text


def _digit(number: str, chance: random.Random) -> str:
    places = [place for place, char in enumerate(number) if char.isdigit()]
    place = chance.choice(places)
    new = chance.choice([d for d in "0123456789" if d != number[place]])
    return number[:place] + new + number[place + 1 :]


def _date(change: Callable[[date, random.Random], date]) -> Noise:
    def noise(facts: MatchFacts, chance: random.Random) -> MatchFacts:
        return replace(facts, birth_date=change(facts.birth_date, chance))

    return noise


def _date_digit(born: date, chance: random.Random) -> date:
    while True:
        try:
            found = date.fromisoformat(_digit(born.isoformat(), chance))
        except ValueError:
            continue
        if 1915 <= found.year <= 2026:
            return found


def _date_swap(born: date, chance: random.Random) -> date:
    text, places = born.isoformat(), [2, 5, 8]
    chance.shuffle(places)
    for place in places:
        try:
            return date.fromisoformat(
                text[:place] + text[place + 1] + text[place] + text[place + 2 :]
            )
        except ValueError:
            continue
    return born


def _day_month(born: date, _chance: random.Random) -> date:
    return born.replace(day=born.month, month=born.day) if born.day <= 12 else born


def _year_off(born: date, chance: random.Random) -> date:
    day = 28 if (born.month, born.day) == (2, 29) else born.day
    return born.replace(day=day, year=born.year + chance.choice([-1, 1]))


def _names(change: Callable[[str, random.Random], str], field: str) -> Noise:
    def noise(facts: MatchFacts, chance: random.Random) -> MatchFacts:
        return replace(facts, **{field: change(getattr(facts, field), chance)})

    return noise


def _documents(change: Callable[[str, random.Random], str]) -> Noise:
    def noise(facts: MatchFacts, chance: random.Random) -> MatchFacts:
        return replace(
            facts, document_numbers=tuple(change(each, chance) for each in facts.document_numbers)
        )

    return noise


def _masculine(surname: str, _chance: random.Random) -> str:
    for female, male in (("ська", "ський"), ("цька", "цький"), ("ова", "ов"), ("іна", "ін")):
        if surname.endswith(female):
            return surname.removesuffix(female) + male
    return surname


def _precision(kind: str) -> Noise:
    def noise(facts: MatchFacts, _chance: random.Random) -> MatchFacts:
        born = facts.birth_date.replace(day=1)
        born = born.replace(month=1) if kind == "year" else born
        return replace(facts, birth_date=born, birth_precision=kind)

    return noise


NOISES: dict[str, Noise] = {
    "cyrillic again": lambda facts, _: facts,
    "russian cyrillic": lambda facts, _: replace(
        facts,
        surname=in_russian(facts.surname),
        given_name=_RUSSIAN_NAMES.get(facts.given_name, facts.given_name),
    ),
    **{f"{style} letters": in_style(style) for style in _STYLES},
    "upper case": lambda facts, _: replace(
        facts, surname=facts.surname.upper(), given_name=facts.given_name.upper()
    ),
    "look-alike letters": _names(lambda text, _: text.translate(_HOMOGLYPHS), "surname"),
    "digits for letters": _names(lambda text, _: _ocr(text), "surname"),
    "slip in surname": _names(_slip, "surname"),
    "slip in given name": _names(_slip, "given_name"),
    "names swapped": lambda facts, _: replace(
        facts, surname=facts.given_name, given_name=facts.surname
    ),
    "patronymic added": _names(
        lambda text, chance: f"{text} {chance.choice(['Петрівна', 'Іванович', 'Миколаївна'])}",
        "given_name",
    ),
    "second surname added": _names(
        lambda text, chance: chance.choice([f"{text}-Коваль", f"Мороз-{text}"]), "surname"
    ),
    "masculine ending": _names(_masculine, "surname"),
    "no given name": lambda facts, _: replace(facts, given_name=""),
    "initial": lambda facts, _: replace(facts, given_name=facts.given_name[:1] + "."),
    "short form": _names(lambda text, _: _SHORT.get(text, text), "given_name"),
    "sex wrong": lambda facts, _: replace(facts, sex="M" if facts.sex == "F" else "F"),
    "day and month swapped": _date(_day_month),
    "digit of date": _date(_date_digit),
    "digits of date swapped": _date(_date_swap),
    "year off by one": _date(_year_off),
    "day off by one": _date(lambda born, chance: born + timedelta(days=chance.choice([-1, 1]))),
    "only month known": _precision("month"),
    "only year known": _precision("year"),
    "first of January": _date(lambda born, _: born.replace(month=1, day=1)),
    "digit of document": _documents(_digit),
    "document with blanks": _documents(lambda text, _: f"{text[:2]} {text[2:5]}-{text[5:]}"),
    "series left out": _documents(lambda text, _: text[2:]),
    "series in Cyrillic": _documents(
        lambda text, _: text.translate(str.maketrans("ABCEHKPT", "АВСЕНКРТ"))
    ),
    "another document": _documents(lambda _, chance: f"ZZ{chance.randrange(10**6):06d}"),
}

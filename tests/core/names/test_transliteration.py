"""Are names written in Latin letters as the Resolution says?

Examples are those of the table in KMU 55/2010.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openpias.core.names.transliteration import latin_shape, latin_ua

TABLE = """
Алушта Alushta | Андрій Andrii | Борщагівка Borshchahivka | Борисенко Borysenko
Вінниця Vinnytsia | Володимир Volodymyr | Гадяч Hadiach | Богдан Bohdan | Згурський Zghurskyi
Ґалаґан Galagan | Ґорґани Gorgany | Донецьк Donetsk | Дмитро Dmytro | Рівне Rivne | Олег Oleh
Есмань Esman | Єнакієве Yenakiieve | Гаєвич Haievych | Короп'є Koropie | Житомир Zhytomyr
Жанна Zhanna | Жежелів Zhezheliv | Закарпаття Zakarpattia | Казимирчук Kazymyrchuk
Медвин Medvyn | Михайленко Mykhailenko | Іванків Ivankiv | Іващенко Ivashchenko
Їжакевич Yizhakevych | Кадиївка Kadyivka | Мар'їне Marine | Йосипівка Yosypivka | Стрий Stryi
Олексій Oleksii | Київ Kyiv | Коваленко Kovalenko | Лебедин Lebedyn | Леонід Leonid
Миколаїв Mykolaiv | Маринич Marynych | Ніжин Nizhyn | Наталія Nataliia | Одеса Odesa
Онищенко Onyshchenko | Полтава Poltava | Петро Petro | Решетилівка Reshetylivka
Рибчинський Rybchynskyi | Суми Sumy | Соломія Solomiia | Тернопіль Ternopil | Троць Trots
Ужгород Uzhhorod | Уляна Uliana | Фастів Fastiv | Філіпчук Filipchuk | Харків Kharkiv
Христина Khrystyna | Біла Bila | Стеценко Stetsenko | Чернівці Chernivtsi | Шевченко Shevchenko
Шостка Shostka | Кишеньки Kyshenky | Щербухи Shcherbukhy | Гоща Hoshcha | Гаращенко Harashchenko
Юрій Yurii | Корюківка Koriukivka | Яготин Yahotyn | Ярошенко Yaroshenko
Костянтин Kostiantyn | Знам'янка Znamianka | Феодосія Feodosiia | Розгон Rozghon
"""
PAIRS = [pair.split() for line in TABLE.strip().splitlines() for pair in line.split("|")]


@pytest.mark.parametrize(("ukrainian", "latin"), PAIRS, ids=[pair[1] for pair in PAIRS])
def test_the_examples_of_the_resolution_hold(ukrainian, latin):
    assert latin_ua(ukrainian) == latin


@pytest.mark.parametrize("apostrophe", ["'", "’", "ʼ", "`", "´"])
def test_every_apostrophe_falls_away(apostrophe):
    assert latin_ua(f"Дем{apostrophe}янюк") == "Demianiuk"


@pytest.mark.parametrize(
    ("written", "latin"),
    [
        ("ЩЕРБА", "SHCHERBA"),
        ("щерба", "shcherba"),
        ("Щ", "Shch"),
        ("ЮЛІЯ", "YULIIA"),
        ("Нечуй-Левицький", "Nechui-Levytskyi"),
        ("Єлизавета-Юлія", "Yelyzaveta-Yuliia"),
        ("Анна Марія", "Anna Mariia"),
        ("ЗГУРСЬКИЙ", "ZGHURSKYI"),
    ],
)
def test_case_hyphens_and_word_beginnings_are_kept(written, latin):
    assert latin_ua(written) == latin


@pytest.mark.parametrize(
    ("written", "latin"),
    [
        ("Рыбников", "Rybnykov"),
        ("Эдуард", "Eduard"),
        ("Ёлкин", "Elkyn"),
        ("Подъячев", "Podiachev"),
        ("გელაშვილი", "Gelashvili"),
        ("ნინო", "Nino"),
        ("Հակոբյան", "Hakobyan"),
        ("محمد", "Mhmd"),
    ],
)
def test_other_scripts_are_written_in_latin_letters(written, latin):
    assert latin_ua(written) == latin


@pytest.mark.parametrize("name", ["Țîrdea", "Müller", "Łukasz", "O'Neil", "Shevchenko", "D’Arc"])
def test_what_is_latin_stays_as_it_is(name):
    assert latin_ua(name) == name


@pytest.mark.parametrize(
    ("mixed", "latin"),
    [
        ("Oлена", "Olena"),
        ("Cергій", "Serhii"),
        ("Hаталія", "Nataliia"),
        ("Пeтpo", "Petro"),
        ("Iван", "Ivan"),
        ("Shevсhenko", "Shevchenko"),
        ("Оlena", "Olena"),
        ("КOBAЛЬ", "KOVAL"),
    ],
)
def test_a_letter_that_only_looks_right_is_read_as_it_was_meant(mixed, latin):
    assert latin_ua(mixed) == latin


@given(st.text(max_size=40))
def test_any_text_is_written_without_cyrillic(text):
    assert not any("\u0400" <= char <= "\u052f" for char in latin_ua(text))


@pytest.mark.parametrize(
    ("series", "latin"),
    [
        ("АА", "AA"),
        ("ВС", "BC"),
        ("МН", "MH"),
        ("ЕР", "EP"),
        ("СЮ", "SYU"),
        ("фг", "FH"),
        ("xy", "xy"),
    ],
)
def test_a_series_is_read_by_its_looks_where_every_letter_has_a_twin(series, latin):
    assert latin_shape(series).upper() in {latin.upper(), "SIU"}

"""Does one name in two spellings keep one skeleton?"""

import pytest

from openpias.core.names.spelling import skeleton_of, sound_of, tokens

SPELLINGS = [
    "Шевченко Shevchenko Șevcenco Szewczenko Schewtschenko Ševčenko Chevtchenko",
    "Щербак Shcherbak Șcerbac Szczerbak Schtscherbak",
    "Коваленко Kovalenko Covalenco Kowalenko",
    "Григоренко Hryhorenko Grigorenko Hrigorenco",
    "Хоменко Khomenko Homenco",
    "Цибуля Tsybulia Tsibulya Cybulya",
    "Юрченко Yurchenko Iurchenko Iurcenco Jurczenko Jurtschenko",
    "Яценко Yatsenko Iatsenko Jatsenko",
    "Олександр Oleksandr Alexander Aleksandr Alexandru",
    "Сергій Serhii Sergey Sergei Serghei Sergiy",
    "Євген Yevhen Evgeny Eugen Yevgeniy Ievgen",
    "Дмитро Dmytro Dmitry Dumitru Dmitrii",
    "Михайло Mykhailo Mikhail Mihai Michael",
    "Наталія Nataliia Natalia Natalya Natalija",
    "Ганна Hanna Anna Ana",
    "Олена Olena Elena Yelena",
    "Вишневський Vyshnevskyi Vishnevskiy Vișnevschi",
]


@pytest.mark.parametrize("line", SPELLINGS, ids=[line.split()[1] for line in SPELLINGS])
def test_languages_write_one_name_and_keep_one_skeleton(line):
    forms = line.split()

    assert len({tokens(form)[0].skeleton for form in forms}) == 1, {
        form: tokens(form)[0].skeleton for form in forms
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Shevchenko", "Kovalenko"),
        ("Olena", "Iryna"),
        ("Maria", "Marta"),
        ("Bondar", "Bondarenko"),
        ("Ivan", "Ivanna"),
    ],
)
def test_two_names_keep_two_skeletons_or_two_sounds(one, other):
    assert tokens(one)[0].sound != tokens(other)[0].sound


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Nechui-Levytskyi", ["nechui", "levytskyi"]),
        ("Olena Petrivna", ["olena"]),
        ("Ivan Ivanovych", ["ivan"]),
        ("Петро Миколайович", ["petro"]),
        ("Ivanovych", ["ivanovych"]),
        ("O'Neil", ["oneil"]),
        ("Дем’янюк", ["demianiuk"]),
        ("a b c d e", ["a", "b", "c", "d"]),
        ("0lena", ["olena"]),
        ("Shevchenk0", ["shevchenko"]),
        ("M1kola", ["mikola"]),
        ("12 - 5", []),
        ("", []),
    ],
)
def test_a_name_falls_into_its_parts_without_patronymic(name, parts):
    assert [token.folded for token in tokens(name)] == parts


def test_a_name_of_vowels_still_has_a_key():
    assert tokens("Ія")[0].skeleton == "-"
    assert skeleton_of(sound_of("aia")) == ""

"""Are common passwords refused, in whatever dress, and are own sentences taken?"""

import time

import pytest

from openpias.server.platform.accounts import common_passwords
from openpias.server.platform.accounts.common_passwords import is_common

TWELVE = 12


def test_more_than_three_thousand_common_ones_are_as_long_as_ours_and_refused():
    long_ones = sorted(each for each in common_passwords._words() if len(each) >= TWELVE)

    assert len(long_ones) > 4000
    assert all(is_common(each) for each in long_ones[::40])


@pytest.mark.parametrize(
    "password",
    [
        *("leavemealone", "Sanfrancisco", "christopher1", "UNBELIEVABLE"),  # as in the lists
        *("liverpool2020", "2020liverpool!!", "dragon------2026", "super.man.1234"),
        *("p@ssw0rd2026", "$unsh1ne-1987", "primăvara2026", "Україна-2022!!"),
        *("qwertyqwerty", "abcabcabcabc", "sunshinesunshine", "111111111111"),
        *("qwertyuiop12345", "1qaz2wsx3edc", "q1w2e3r4t5y6", "asdfghjklzxcv", "йцукенгшщзхї"),
        *("123456654321", "010203040506", "abcdefghijkl", "x" * 30 + "y" * 98),
    ],
)
def test_a_common_one_is_found_in_any_dress(password):
    assert is_common(password)


@pytest.mark.parametrize(
    "password",
    [
        *("o propoziție scurtă", "correct horse battery", "мій пес любить сніг"),
        *("83649201746352918", "liverpool 58203917", "vara plec la bunica"),
        *("ploaia bate-n geamul mic", "tr0ub4dor&3-Xk91", "Kq7-pLz2-Wm9x"),
    ],
)
def test_an_own_one_is_taken(password):
    assert not is_common(password)


def test_no_password_takes_long_to_judge():
    is_common("made before the clock runs")
    began = time.process_time()

    for hostile in ("@4({[<369&#!1/|0$5+7%2" * 200, "ab" * 2500, "a" * 4999 + "b", "-" * 5000):
        is_common(hostile)

    assert time.process_time() - began < 1

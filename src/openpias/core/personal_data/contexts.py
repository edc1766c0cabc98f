"""Which words around a number say what it is? All patterns are for folded text.

The words of a text are looked for once; whether some are near a place is then a search in a sorted
list, so that a text full of digits costs no more than its length.
"""

import re
from bisect import bisect_left, bisect_right
from functools import cached_property

_BEFORE, _AFTER, _RIGHT_BEFORE, _CARD_SERIES = 60, 40, 28, 10

_PERSON = re.compile(
    r"(?<![a-z])(?:pacient|asigurat|bolnav|beneficiar|numit(?:ul|a|ului|ei)|subsemnat"
    r"|minor(?:ul|a)|copil|titular|persoan[aei](?! de contact)|nascut|refugiat|cetatean|ucrain"
    r"|patient|insured|c\.?n\.?p(?![a-z])|nif(?![a-z])|nui(?![a-z])|prenume|cid(?![a-z])"
    r"|cod(?:ul)?[ _]?(?:numeric|personal)|n(?:umar(?:ul)?|r\.?)[ _]?(?:unic|temporar|de identificare)"
    r"|identificator(?!ul mesaj)|card(?![a-z]{5}))"
    r"|пацієнт|пациент|хвор|ідентифік|тимчасов|застрахован|рнокпп"
)
_CARD = re.compile(
    r"(?<![a-z])(?:card(?:ul|ului|uri)?(?![a-z])|n(?:umar|r\.?)(?:ul)?[ _]document|cid(?![a-z]))"
)
_INSURED_CODE = re.compile(
    r"(?<![a-z])(?:cid(?![a-z])|(?:cod|numar|nr\.?)(?:ul)?[ _](?:de )?asigurat|card)"
)
# Numbers of things have any length, and their name stands right before the digits.
_THING = re.compile(
    r"(?<![a-z])(?:ser(?:ie|ia|ial|iei)(?! card)|s/n|sn(?![a-z])|imei|iccid|sim(?![a-z])|mac(?![a-z])"
    r"|terminal|cititor|licen|contract|conventi|factur|inreg|dosar|comand|awb|tranzacti|tichet"
    r"|ticket|raport|referint|mesaj|uuid|guid|index|lot(?![a-z])|amprent|certificat)"
)
_ARTICLE = re.compile(
    r"(?<![a-z])(?:ean(?![a-z])|gtin|isbn|cod(?:ul)? (?:de )?bare|barcode|medicament|produs|ambalaj|cutie)"
)


class Words:
    """The telling words of one folded text."""

    def __init__(self, folded: str) -> None:
        """Take the text; nothing is looked for before it is asked."""
        self._folded = folded

    def person_near(self, start: int, end: int) -> bool:
        """Tell whether words about an insured person stand near a span."""
        return _is_near(self._persons, start, end)

    def card_near(self, start: int, end: int) -> bool:
        """Tell whether a card is spoken of near a span."""
        return _is_near(self._cards, start, end)

    def insured_code_near(self, start: int, end: int) -> bool:
        """Tell whether a CID or a card is spoken of near a span."""
        return _is_near(self._insured_codes, start, end)

    def article_near(self, start: int, end: int) -> bool:
        """Tell whether wares and their bar codes are spoken of near a span."""
        return _is_near(self._articles, start, end)

    def thing_before(self, start: int) -> bool:
        """Tell whether the name of a thing that is numbered stands right before, on the same line.

        A card is no such thing: "seria cardului" and "card seria" name a card.
        """
        last = _last_before(self._things, start)
        if last < max(0, start - _RIGHT_BEFORE) or "\n" in self._folded[last:start]:
            return False
        nearest = max(_last_before(self._cards, start), _last_before(self._persons, start))
        return nearest < 0 or nearest < last - _CARD_SERIES

    @cached_property
    def _persons(self) -> list[int]:
        return _places(_PERSON, self._folded)

    @cached_property
    def _cards(self) -> list[int]:
        return _places(_CARD, self._folded)

    @cached_property
    def _insured_codes(self) -> list[int]:
        return _places(_INSURED_CODE, self._folded)

    @cached_property
    def _articles(self) -> list[int]:
        return _places(_ARTICLE, self._folded)

    @cached_property
    def _things(self) -> list[int]:
        return _places(_THING, self._folded)


def _places(pattern: re.Pattern[str], folded: str) -> list[int]:
    return [match.start() for match in pattern.finditer(folded)]


def _last_before(places: list[int], start: int) -> int:
    place = bisect_left(places, start) - 1
    return places[place] if place >= 0 else -1


def _is_near(places: list[int], start: int, end: int) -> bool:
    return bisect_left(places, start - _BEFORE) < bisect_right(places, end + _AFTER)

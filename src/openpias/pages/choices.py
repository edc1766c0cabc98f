"""What can be chosen in a field? Plain data, and how the design system takes it."""

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

# A date, or how one is written: what a line break in the middle would make hard to read.
_DATES = re.compile(r"\b\d{1,2}-\d{1,2}-\d{4}\b|\bzi-luna-an\b|\bdd-mm-yyyy\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One choice of a list: what is sent, what is shown, other names to search it by."""

    value: str
    text: str
    hint: str = ""
    aliases: Sequence[str] = ()


def options(choices: Sequence[Choice], chosen: str, empty: str) -> list[dict[str, Any]]:
    """Give the options of a select, an empty one first; an unknown value stays visible.

    A value that is no longer on the list was typed by someone: it is shown, and not dropped.
    """
    known = [_option(choice, chosen) for choice in choices]
    if chosen and all(choice.value != chosen for choice in choices):
        known.append({"value": chosen, "text": chosen, "selected": True})
    return [{"value": "", "text": empty, "selected": not chosen}, *known]


def ticks(choices: Sequence[Choice], chosen: Container[str]) -> list[Mapping[str, Any]]:
    """Give the items of radios or checkboxes; those in `chosen` are ticked."""
    return [
        {
            "value": choice.value,
            "text": choice.text,
            "hint": {"text": choice.hint} if choice.hint else None,
            "checked": choice.value in chosen,
        }
        for choice in choices
    ]


def whole_dates(text: str) -> Markup:
    """Escape a text and keep each date in it on one line."""
    kept = _DATES.sub(r'<span class="op-whole">\g<0></span>', str(escape(text)))
    return Markup(kept)  # noqa: S704 - escaped above


def message_of(errors: Mapping[str, str], name: str, prefix: str) -> dict[str, str] | None:
    """Give the error message of one field, or nothing; `prefix` is read aloud before it."""
    text = errors.get(name)
    return {"text": text, "visuallyHiddenText": prefix} if text else None


def _option(choice: Choice, chosen: str) -> dict[str, Any]:
    aliases = {"data-aliases": "|".join(choice.aliases)} if choice.aliases else {}
    return {
        "value": choice.value,
        "text": choice.text,
        "selected": choice.value == chosen,
        "attributes": aliases,
    }

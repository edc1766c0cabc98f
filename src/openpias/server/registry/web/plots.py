"""How are figures drawn as a picture that needs no script, and no program of the reader's?

A plot is an SVG of its own address, so that the policy of the page that shows it stays strict. The
same figures stand in a table beside it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pygal
from django.http import HttpResponse
from django.utils.translation import gettext as _
from pygal.style import Style

from openpias.server.registry.queries.figures import Tally

# The picture's own style is all that it may use, also when somebody opens it alone.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
_WIDTH = 520
_BAR_HEIGHT = 30
_MOST_BARS = 12
_MOST_LABELS = 8
_LONGEST_LABEL = 24
# Dark blue and orange differ in lightness too, so the plot is readable in black and white.
_STYLE = Style(
    background="#ffffff",
    plot_background="#ffffff",
    foreground="#0b0c0c",
    foreground_strong="#0b0c0c",
    foreground_subtle="#b1b4b6",
    colors=("#0b4884", "#e0701c"),
    opacity="1",
    opacity_hover="1",
    transition="0",
    font_family="'Noto Sans', Arial, sans-serif",
    label_font_size=15,
    major_label_font_size=15,
    legend_font_size=15,
    guide_stroke_color="#b1b4b6",
    guide_stroke_dasharray="none",
    major_guide_stroke_color="#b1b4b6",
    major_guide_stroke_dasharray="none",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar: what stands beside it, and its two parts."""

    label: str
    valid: int
    withdrawn: int


def bars(tallies: Sequence[Tally], *, name: Callable[[str], str]) -> list[Bar]:
    """Return the most frequent as bars; what has no room is added up in the last one."""
    shown, rest = tallies[:_MOST_BARS], tallies[_MOST_BARS:]
    drawn = [
        Bar(label=_short(name(each.key)), valid=each.valid, withdrawn=each.withdrawn)
        for each in shown
    ]
    if rest:
        drawn.append(
            Bar(
                label=_("Altele"),
                valid=sum(each.valid for each in rest),
                withdrawn=sum(each.withdrawn for each in rest),
            )
        )
    return drawn


def columns(drawn: Sequence[Bar]) -> HttpResponse:
    """Draw what follows in time, from left to right; labels that have no room are left out."""
    every = max(1, -(-len(drawn) // _MOST_LABELS))
    chart = pygal.StackedBar(
        **_options(drawn, height=320),
        x_label_rotation=45 if len(drawn) > 1 else 0,
        x_labels_major_every=every,
        show_minor_x_labels=False,
    )
    return _picture(chart, drawn)


def lines(drawn: Sequence[Bar]) -> HttpResponse:
    """Draw what has long names, the first one on top."""
    upwards = list(reversed(drawn))
    height = 110 + _BAR_HEIGHT * len(drawn)
    chart = pygal.HorizontalStackedBar(**_options(drawn, height=height))
    return _picture(chart, upwards)


def ticks(highest: int) -> list[int]:
    """Return whole numbers from 0 to one that is not below the highest, few and round."""
    step = 1
    while highest / step > 5:
        step = _next_round(step)
    return (
        list(range(0, highest + step, step)) if highest % step else [*range(0, highest + 1, step)]
    )


def _next_round(step: int) -> int:
    # 1, 2, 5, 10, 20, 50, ...
    leading = int(str(step)[0])
    return step * 5 // 2 if leading == 2 else step * 2


def _options(drawn: Sequence[Bar], *, height: int) -> dict[str, Any]:
    marks = ticks(max((bar.valid + bar.withdrawn for bar in drawn), default=1) or 1)
    return {
        "style": _STYLE,
        "width": _WIDTH,
        "height": height,
        "explicit_size": True,
        "js": [],
        "range": (0, marks[-1]),
        "y_labels": marks,
        "value_formatter": lambda value: f"{value:.0f}",
        "legend_at_bottom": True,
        "legend_at_bottom_columns": 2,
        "legend_box_size": 14,
        "margin": 6,
        "truncate_legend": -1,
        "truncate_label": -1,
        "show_x_guides": False,
    }


def _picture(chart: Any, drawn: Sequence[Bar]) -> HttpResponse:
    chart.x_labels = [bar.label for bar in drawn]
    chart.add(_("În vigoare"), [bar.valid for bar in drawn])
    chart.add(_("Retrase"), [bar.withdrawn for bar in drawn])
    chart.add_xml_filter(_without_scripts)
    response = HttpResponse(chart.render(), content_type="image/svg+xml")
    response.headers["Content-Security-Policy"] = POLICY
    return response


def _without_scripts(root: Any) -> Any:
    """Take out what the library adds for tooltips, which a picture cannot show."""
    for parent in list(root.iter()):
        for child in list(parent):
            if str(child.tag).rpartition("}")[2] == "script":
                parent.remove(child)
    return root


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_LABEL else f"{text[: _LONGEST_LABEL - 1].rstrip()}…"

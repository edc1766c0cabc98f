"""How are figures drawn as a picture that needs no script, and no program of the reader's?

A plot is an SVG of its own address, so that the policy of the page that shows it stays strict. The
same figures stand in a table beside it.
"""

from collections.abc import Sequence
from typing import Any

import pygal
from django.http import HttpResponse
from pygal.style import Style

# The picture's own style is all that it may use, also when somebody opens it alone.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
_WIDTH, _HEIGHT, _BAR_HEIGHT = 520, 320, 30
_MOST_LABELS, _LONGEST_LABEL = 8, 24
# Dark blue and orange differ in lightness too, so a plot is readable in black and white.
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
Series = Sequence[tuple[str, Sequence[int]]]


def columns(names: Sequence[str], series: Series) -> HttpResponse:
    """Draw what follows in time, from left to right; labels that have no room are left out.

    Each of `series` has a title and one number for each name; they stand on one another.
    """
    every = max(1, -(-len(names) // _MOST_LABELS))
    chart = pygal.StackedBar(
        **_options(series, height=_HEIGHT),
        x_label_rotation=45 if len(names) > 1 else 0,
        x_labels_major_every=every,
        show_minor_x_labels=False,
    )
    return _picture(chart, names, series)


def lines(names: Sequence[str], series: Series) -> HttpResponse:
    """Draw what has long names, the first one on top; names that have no room are cut."""
    upwards = [(title, list(reversed(values))) for title, values in series]
    height = 110 + _BAR_HEIGHT * len(names)
    chart = pygal.HorizontalStackedBar(**_options(series, height=height))
    return _picture(chart, [short(each) for each in reversed(names)], upwards)


def ticks(highest: int) -> list[int]:
    """Return whole numbers from 0 to one that is not below the highest, few and round."""
    step = 1
    while highest / step > 5:
        # 1, 2, 5, 10, 20, 50, ...
        step = step * 5 // 2 if str(step)[0] == "2" else step * 2
    return list(range(0, -(-highest // step) * step + 1, step))


def short(text: str) -> str:
    """Return a text as long as there is room for it beside a bar."""
    return text if len(text) <= _LONGEST_LABEL else f"{text[: _LONGEST_LABEL - 1].rstrip()}…"


def _options(series: Series, *, height: int) -> dict[str, Any]:
    sums = (sum(each) for each in zip(*(values for _, values in series), strict=True))
    marks = ticks(max(1, max(sums, default=1)))
    return {
        "style": _STYLE,
        "width": _WIDTH,
        "height": height,
        "explicit_size": True,
        "js": [],
        "range": (0, marks[-1]),
        "y_labels": marks,
        "value_formatter": lambda value: f"{value:.0f}",
        "show_legend": len(series) > 1,
        "legend_at_bottom": True,
        "legend_at_bottom_columns": 2,
        "legend_box_size": 14,
        "margin": 6,
        "truncate_legend": -1,
        "truncate_label": -1,
        "show_x_guides": False,
    }


def _picture(chart: Any, names: Sequence[str], series: Series) -> HttpResponse:
    chart.x_labels = list(names)
    for title, values in series:
        chart.add(title, list(values))
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

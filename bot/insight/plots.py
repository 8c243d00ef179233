"""Draw counts by week: small bars for each row, in the page's colours, by day and by night, with a title that is read aloud."""

from __future__ import annotations

import base64
import io
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from xml.etree import ElementTree

_SVG = "http://www.w3.org/2000/svg"
_WIDTH, _ROW, _EDGE = 4.7, 0.66, 0.45  # inches of 96 pixels on a screen
_INK, _BAR, _FEW, _LINE = "#26221d", "#1d5c55", "#62594e", "#e6dccd"
_STYLE = (
    ":root{--ink:#26221d;--bar:#1d5c55;--few:#62594e;--line:#e6dccd}"
    "@media(prefers-color-scheme:dark){:root{--ink:#f1ebe2;--bar:#84cdc0;--few:#bdb3a6;--line:#3b3732}}"
)
_VARIABLES = {_INK: "var(--ink)", _BAR: "var(--bar)", _FEW: "var(--few)", _LINE: "var(--line)"}
_SETTINGS: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "hvana",
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 10,
    "text.color": _INK,
    "text.parse_math": False,
}
_alone = threading.Lock()  # matplotlib's settings are everybody's


@dataclass(frozen=True)
class Bars:
    """One row: its name, what is said of it at its right end, and a count for each week; None where it is hidden."""

    name: str
    said: str
    counts: tuple[int | None, ...]


@lru_cache(maxsize=32)
def drawing(rows: tuple[Bars, ...], title: str, description: str, axis: str) -> str:
    """The rows as an SVG in a `data:` address; a hidden count is a small ring on the line."""
    return "data:image/svg+xml;base64," + base64.b64encode(_svg(rows, title, description, axis)).decode()


def _svg(rows: Sequence[Bars], title: str, description: str, axis: str) -> bytes:
    from matplotlib import rc_context
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    made = io.BytesIO()
    height = _ROW * len(rows) + _EDGE
    with _alone, rc_context(_SETTINGS):
        figure = Figure(figsize=(_WIDTH, height))
        FigureCanvasSVG(figure)
        for place, row in enumerate(rows):
            bottom = (height - _ROW * (place + 1)) / height
            _draw(figure.add_axes((0.02, bottom + 0.06 / height, 0.96, 0.34 / height)), row)
        figure.text(0.02, 0.12 / height, axis, color=_FEW)
        figure.savefig(made, format="svg", transparent=True, metadata={"Date": None})
    return _named(made.getvalue(), title, description)


def _draw(axes: object, row: Bars) -> None:
    from matplotlib.axes import Axes

    assert isinstance(axes, Axes)
    weeks = range(len(row.counts))
    highest = max((count for count in row.counts if count), default=1)
    axes.set_xlim(-0.6, len(row.counts) - 0.4)
    axes.set_ylim(-0.08 * highest, highest * 1.02)
    axes.axhline(0, color=_LINE, linewidth=1)
    axes.bar(weeks, [count or 0 for count in row.counts], width=0.72, color=_BAR)
    hidden = [week for week in weeks if row.counts[week] is None]
    axes.plot(hidden, [0.05 * highest] * len(hidden), "o", markersize=3, markerfacecolor="none", color=_FEW)
    axes.text(0, 1.04, row.name, transform=axes.transAxes, color=_INK)
    axes.text(1, 1.04, row.said, transform=axes.transAxes, ha="right", color=_FEW)
    axes.set_axis_off()


def _named(svg: bytes, title: str, description: str) -> bytes:
    """The same with a name and a description of its own, and with colours that follow the reader's."""
    ElementTree.register_namespace("", _SVG)
    root = ElementTree.fromstring(svg)
    for element in root.iter():
        for colour, variable in _VARIABLES.items():
            if colour in element.get("style", ""):
                element.set("style", element.get("style", "").replace(colour, variable))
    for old in root.findall(f"{{{_SVG}}}metadata"):
        root.remove(old)
    parts = {"title": title, "desc": description, "style": _STYLE}
    for place, (name, text) in enumerate(parts.items()):
        part = ElementTree.Element(f"{{{_SVG}}}{name}", {"id": name} if name != "style" else {})
        part.text = text
        root.insert(place, part)
    root.set("role", "img")
    root.set("aria-labelledby", "title desc")
    return ElementTree.tostring(root, encoding="unicode").encode()

"""A chart as an SVG that stands on its own: no script, no font and no address outside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from knowledge.charts.describe import Chart, RowCard
from knowledge.charts.layout import WIDTH, Arrow, Box, Drawing, Kind, Line, layout
from knowledge.charts.listings import Listing
from knowledge.charts.text import clean

# The colours of day are attributes, so that the drawing is whole where its style is not allowed; night is style alone.
_PAPER, _INK, _MUTED, _LINE = "#faf6ef", "#26221d", "#5a5148", "#6f6559"
_FILL = {
    Kind.FACTS: "#ffffff",
    Kind.DECISION: "#ffffff",
    Kind.OUTCOME: "#e1eeea",
    Kind.URGENT: "#fdeeea",
}
_STROKE = {
    Kind.FACTS: "#8a7f71",
    Kind.DECISION: "#1d5c55",
    Kind.OUTCOME: "#1d5c55",
    Kind.URGENT: "#a12a1c",
}
STYLE = """
svg{width:100%;height:auto;background:#faf6ef}
@media (min-width:1000px){svg{display:block;width:700px;margin:0 auto}}
@media print{svg{width:16cm}}
@media screen and (prefers-color-scheme:dark){
svg{background:#191816}
.paper{fill:#191816}.ink{fill:#f1ebe2}.muted{fill:#c9bfb2}
.line{stroke:#a79c8f}.head{fill:#a79c8f}
.facts,.decision{fill:#24221f}.facts{stroke:#918779}.decision{stroke:#84cdc0}
.outcome{fill:#1f3b36;stroke:#84cdc0}.urgent{fill:#3a1d18;stroke:#ffa294}
}
"""
_FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', Helvetica, Arial, sans-serif"
_SCALE = 700 / WIDTH
_HEAD = 8.0
_LABEL_SIZE = 15


def svg(chart: Chart) -> str:
    """The drawing, with everything it says in words for those who don't see it."""
    drawing = layout(chart)
    root = _root(chart, drawing)
    SubElement(root, "title", id="title").text = clean(f"{chart.title}. {chart.place}")
    SubElement(root, "desc", id="desc").text = clean(" ".join(_in_words(chart)))
    SubElement(root, "style").text = STYLE
    SubElement(
        root, "rect", {"class": "paper", "fill": _PAPER}, width=_number(WIDTH), height=_number(drawing.height)
    )
    for arrow in drawing.arrows:
        _draw_arrow(root, arrow)
    for box in drawing.boxes:
        _draw_box(root, box)
    return ElementTree.tostring(root, encoding="unicode") + "\n"


def _root(chart: Chart, drawing: Drawing) -> Element:
    return Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {_number(WIDTH)} {_number(drawing.height)}",
            "width": _number(WIDTH * _SCALE),
            "height": _number(drawing.height * _SCALE),
            "role": "img",
            "lang": "nb",
            "aria-labelledby": "title",
            "aria-describedby": "desc",
            "font-family": _FONT,
        },
    )


def _in_words(chart: Chart) -> Iterator[str]:
    yield chart.words.drawing.description
    yield from map(_listing_in_words, chart.facts)
    for row in chart.rows:
        yield from _row_in_words(row, chart)
    yield from map(_listing_in_words, chart.extra)
    yield f"{chart.version}."


def _listing_in_words(listing: Listing) -> str:
    return f"{listing.heading}: {'; '.join(listing.items)}." if listing.items else listing.heading


def _row_in_words(row: RowCard, chart: Chart) -> Iterable[str]:
    edge = "" if row.is_rest else f"{chart.words.edges.fits.capitalize()}: "
    outcome = row.outcome
    yield f"{row.heading}: {row.label}. {' '.join(f'{line}.' for line in row.condition)}"
    yield f"{edge}{outcome.title}. {' '.join(f'{line}.' for line in (outcome.urgency, *outcome.lines))}"
    yield from outcome.steps
    if row.goes_on:
        yield f"{chart.words.edges.afterwards.capitalize()}."


def _draw_box(root: Element, box: Box) -> None:
    group = SubElement(root, "g")
    if box.kind in _FILL:
        SubElement(
            group,
            "rect",
            {
                "class": f"box {box.kind}",
                "fill": _FILL[box.kind],
                "stroke": _STROKE[box.kind],
                "stroke-width": "1" if box.kind is Kind.FACTS else "2",
            },
            x=_number(box.x),
            y=_number(box.y),
            width=_number(box.width),
            height=_number(box.height),
            rx="14" if box.kind is Kind.DECISION else "3",
        )
    for line in box.lines:
        _draw_line(group, line)


def _draw_line(parent: Element, line: Line) -> None:
    attributes = {
        "class": "muted" if line.is_muted else "ink",
        "fill": _MUTED if line.is_muted else _INK,
        "font-size": _number(line.size),
    }
    if line.is_bold:
        attributes["font-weight"] = "700"
    SubElement(parent, "text", attributes, x=_number(line.x), y=_number(line.y)).text = line.text


def _draw_arrow(root: Element, arrow: Arrow) -> None:
    group = SubElement(root, "g")
    path = f"M{_number(arrow.x)} {_number(arrow.top)}V{_number(arrow.bottom - _HEAD)}"
    SubElement(group, "path", {"class": "line", "stroke": _LINE, "stroke-width": "2", "fill": "none"}, d=path)
    tip = f"M{_number(arrow.x)} {_number(arrow.bottom - 1)}l-{_HEAD / 2 + 1:g} -{_HEAD:g}h{_HEAD + 2:g}z"
    SubElement(group, "path", {"class": "head", "fill": _LINE}, d=tip)
    if arrow.label:
        _draw_line(group, Line(arrow.label, arrow.x + 8, arrow.label_y, _LABEL_SIZE, True, False))


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")

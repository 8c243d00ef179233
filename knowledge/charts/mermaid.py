"""A chart as Mermaid text, which GitHub, GitLab and many editors draw."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from itertools import pairwise

from knowledge.charts.describe import Chart, RowCard
from knowledge.charts.listings import Listing
from knowledge.charts.text import clean

_LINE_CHARS = 23  # Mermaid breaks lines itself a little further on
_PLAIN = re.compile(r"[^\w .,:?!«»()/§\u00a0·–…+-]|_")
"""Everything that could mean something to Mermaid, Markdown or HTML; it is written as a character code instead."""


def mermaid(chart: Chart) -> str:
    """The flowchart, rows from the top."""
    lines = [
        "flowchart TD",
        f"    start([{_text([chart.title, chart.place])}])",
        f"    fakta[{_text(_listed(chart.facts))}]",
        "    start --> fakta",
    ]
    for number, row in enumerate(chart.rows, start=1):
        lines += _row(number, row)
    lines.append(f"    fakta --> {_first_node(1, chart.rows[0])}")
    for number, (row, after) in enumerate(pairwise(chart.rows), start=1):
        lines += _arrows(number, row, after, chart)
    return "\n".join(lines) + "\n"


def _listed(groups: Iterable[Listing]) -> Iterator[str]:
    for group in groups:
        yield f"{group.heading}:" if group.items else group.heading
        for number, item in enumerate(group.items, start=1):
            yield f"{number}) {item}" if group.is_ordered else f"– {item}"


def _row(number: int, row: RowCard) -> Iterator[str]:
    outcome = [row.outcome.title, row.outcome.urgency, *row.outcome.lines, *row.outcome.steps]
    if row.is_rest:
        yield f"    utfall{number}[{_text([row.heading, row.label, *outcome])}]"
        return
    yield f"    rad{number}{{{{{_text([row.heading, row.label, *row.condition])}}}}}"
    yield f"    utfall{number}[{_text(outcome)}]"


def _first_node(number: int, row: RowCard) -> str:
    return f"utfall{number}" if row.is_rest else f"rad{number}"


def _arrows(number: int, row: RowCard, after: RowCard, chart: Chart) -> Iterator[str]:
    edges = chart.words.edges
    following = _first_node(number + 1, after)
    yield f"    rad{number} -->|{_text([edges.fits])}| utfall{number}"
    yield f"    rad{number} -->|{_text([edges.otherwise if after.is_rest else edges.fits_not])}| {following}"
    if row.goes_on:
        yield f"    utfall{number} -->|{_text([edges.afterwards])}| {following}"


def _text(parts: Iterable[str]) -> str:
    """Quoted text, long lines broken."""
    lines = [line for part in parts for line in textwrap.wrap(clean(part), _LINE_CHARS)]
    return '"' + "<br/>".join(_PLAIN.sub(_code, line) for line in lines) + '"'


def _code(match: re.Match[str]) -> str:
    return f"#{ord(match.group())};"

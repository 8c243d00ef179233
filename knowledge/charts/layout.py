"""Where everything in a drawing stands: one column, readable on a phone, the rows from the top."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from knowledge.charts.describe import Chart, OutcomeCard, RowCard
from knowledge.charts.listings import Listing
from knowledge.charts.text import width, wrap

WIDTH = 440.0
_MARGIN = 14.0
_PADDING = 13.0
_OUTCOME_X = 72.0
_NO_X = 34.0
_YES_X = 128.0
_GAP = 44.0
_GAP_WITHOUT_LABEL = 26.0
_LEADING = 1.32
_BETWEEN = 5.0
_LABEL_SIZE = 15.0


class Kind(StrEnum):
    """What a box is; it decides the colours."""

    TITLE = "title"
    FACTS = "facts"
    DECISION = "decision"
    OUTCOME = "outcome"
    URGENT = "urgent"
    FOOT = "foot"


@dataclass(frozen=True)
class Paragraph:
    """Text of one size and weight, not yet broken into lines."""

    text: str
    size: float = 14.0
    is_bold: bool = False
    is_muted: bool = False
    above: float = _BETWEEN


@dataclass(frozen=True)
class Line:
    """One line of text; `y` is its baseline."""

    text: str
    x: float
    y: float
    size: float
    is_bold: bool
    is_muted: bool


@dataclass(frozen=True)
class Box:
    """A rectangle with its text."""

    kind: Kind
    x: float
    y: float
    width: float
    height: float
    lines: tuple[Line, ...]

    @property
    def bottom(self) -> float:
        """Where the next thing may begin."""
        return self.y + self.height


@dataclass(frozen=True)
class Arrow:
    """A straight arrow downwards, with a word or two beside it."""

    x: float
    top: float
    bottom: float
    label: str

    @property
    def label_y(self) -> float:
        """The baseline of the label, in the free space just under the box that the arrow leaves."""
        return self.top + _GAP / 2 + _LABEL_SIZE / 3


@dataclass(frozen=True)
class Drawing:
    """Everything placed."""

    height: float
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


def layout(chart: Chart) -> Drawing:
    """Place the chart's boxes and arrows."""
    column = _Column()
    column.add(Kind.TITLE, _title(chart), gap=6)
    facts = column.add(Kind.FACTS, _listed(chart.facts), gap=2)
    column.arrows.append(Arrow(_NO_X, facts.bottom, facts.bottom + _GAP_WITHOUT_LABEL, ""))
    for row in chart.rows:
        column.add_row(row, chart)
    if chart.extra:
        column.add(Kind.FACTS, _listed(chart.extra), gap=_GAP_WITHOUT_LABEL)
    column.add(Kind.FOOT, [Paragraph(chart.version, 13, is_muted=True)], gap=12)
    return Drawing(column.bottom + _MARGIN, tuple(column.boxes), tuple(column.arrows))


class _Column:
    """The drawing so far; everything is added at its foot."""

    def __init__(self) -> None:
        self.boxes: list[Box] = []
        self.arrows: list[Arrow] = []
        self._into_next: list[tuple[float, float, str]] = []
        self._gap = _GAP_WITHOUT_LABEL

    @property
    def bottom(self) -> float:
        return self.boxes[-1].bottom if self.boxes else 0.0

    def add(self, kind: Kind, paragraphs: Iterable[Paragraph], x: float = _MARGIN, gap: float = _GAP) -> Box:
        box = _box(kind, x, self.bottom + gap, paragraphs)
        self.boxes.append(box)
        return box

    def add_row(self, row: RowCard, chart: Chart) -> None:
        """One row: what is tried, and where it leads; the arrows from the row before end here."""
        edges = chart.words.edges
        if row.is_rest:
            first = self.add(_kind(row.outcome), _rest(row), gap=self._gap)
            self._end_arrows(first, edges.otherwise)
            return
        first = self.add(Kind.DECISION, _decision(row), gap=self._gap)
        self._end_arrows(first, edges.fits_not)
        outcome = self.add(_kind(row.outcome), _outcome(row.outcome), x=_OUTCOME_X)
        self.arrows.append(Arrow(_YES_X, first.bottom, outcome.y, edges.fits))
        self._into_next.append((_NO_X, first.bottom, ""))
        self._gap = _GAP if row.goes_on else _GAP_WITHOUT_LABEL
        if row.goes_on:
            self._into_next.append((_YES_X, outcome.bottom, edges.afterwards))

    def _end_arrows(self, box: Box, label: str) -> None:
        for x, top, own_label in self._into_next:
            self.arrows.append(Arrow(x, top, box.y, own_label or label))
        self._into_next.clear()


def _box(kind: Kind, x: float, y: float, paragraphs: Iterable[Paragraph]) -> Box:
    room = WIDTH - _MARGIN - x
    lines: list[Line] = []
    bottom = y + _PADDING
    for paragraph in paragraphs:
        bottom += paragraph.above if lines else 0
        for text in wrap(paragraph.text, paragraph.size, room - 2 * _PADDING, paragraph.is_bold):
            baseline = bottom + paragraph.size
            bottom += paragraph.size * _LEADING
            lines.append(
                Line(text, x + _PADDING, baseline, paragraph.size, paragraph.is_bold, paragraph.is_muted)
            )
    return Box(kind, x, y, room, bottom + _PADDING - y, tuple(lines))


def _kind(outcome: OutcomeCard) -> Kind:
    return Kind.URGENT if outcome.is_urgent else Kind.OUTCOME


def _title(chart: Chart) -> Iterator[Paragraph]:
    yield Paragraph(chart.title, 21, is_bold=True)
    yield Paragraph(chart.place, 14, is_muted=True)


def _listed(groups: Iterable[Listing]) -> Iterator[Paragraph]:
    for group in groups:
        yield Paragraph(
            f"{group.heading}:" if group.items else group.heading, 14, is_bold=bool(group.items), above=11
        )
        for number, item in enumerate(group.items, start=1):
            yield Paragraph(f"{number}. {item}" if group.is_ordered else f"– {item}", 14)


def _decision(row: RowCard) -> Iterator[Paragraph]:
    yield Paragraph(row.heading, 13, is_muted=True)
    yield Paragraph(row.label, 16.5, is_bold=True)
    yield from (Paragraph(line, 14, is_muted=True) for line in row.condition)


def _outcome(card: OutcomeCard) -> Iterator[Paragraph]:
    yield Paragraph(card.title, 16.5, is_bold=True)
    yield Paragraph(card.urgency, 14.5, is_bold=True)
    yield from (Paragraph(line, 14) for line in card.lines)
    yield from (Paragraph(step, 14, above=9) for step in card.steps)


def _rest(row: RowCard) -> Iterator[Paragraph]:
    yield Paragraph(row.heading, 13, is_muted=True)
    yield Paragraph(row.label, 14)
    yield from _outcome(row.outcome)


def label_width(arrow: Arrow) -> float:
    """The room that an arrow's label takes."""
    return width(arrow.label, _LABEL_SIZE, is_bold=True)

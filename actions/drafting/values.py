"""What has been answered in a draft: where the next answer goes, what is filled, and what the law still misses."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from actions.drafting.form import AskedPart, ChoicePart, Form, RowsPart

Row = Mapping[str, str]
Values = Mapping[str, str | Sequence[Row]]

MOST_ROWS = 40


@dataclass(frozen=True)
class Place:
    """Where an answer goes: a part, or a cell of its table."""

    part: str
    row: int | None = None
    column: str | None = None

    @property
    def id(self) -> str:
        """As it is written in a button and in the case: «tiltak», «tiltak.1.hvem»."""
        return ".".join(str(each) for each in (self.part, self.row, self.column) if each is not None)

    @classmethod
    def of(cls, written: str) -> Place:
        """Read an id. Raises ValueError where it is none."""
        part, *cell = written.split(".")
        if not cell:
            return cls(part)
        row, column = cell
        return cls(part, int(row), column)


@dataclass(frozen=True)
class Gap:
    """Something that the law demands and the draft lacks."""

    label: str
    law: str


def chosen(form: Form, values: Values, outcome: str = "") -> dict[str, str]:
    """Return the choices made so far, by which parts come and go."""
    made = {
        part.id: str(values[part.id])
        for part in form.parts
        if isinstance(part, ChoicePart) and values.get(part.id)
    }
    return {**made, "outcome": outcome}


def rows_of(values: Values, part: str) -> list[Row]:
    """Return the rows of a table so far."""
    rows = values.get(part, ())
    return [] if isinstance(rows, str) else list(rows)


def next_place(form: Form, values: Values, skipped: Collection[str], outcome: str = "") -> Place | None:
    """Return the first place without an answer that nobody has skipped, or None where all is asked."""
    for part in form.asked(chosen(form, values, outcome)):
        places = _row_places(part, values) if isinstance(part, RowsPart) else _single(part, values)
        for place in places:
            if place.id not in skipped:
                return place
    return None


def _single(part: AskedPart, values: Values) -> Iterator[Place]:
    if not values.get(part.id):
        yield Place(part.id)


def _row_places(part: RowsPart, values: Values) -> Iterator[Place]:
    """Yield the open cells of the rows there are, and then the row that may be added."""
    rows = rows_of(values, part.id)
    count = len(part.preset) or len(rows)
    for number in range(count):
        row = rows[number] if number < len(rows) else {}
        for column in part.columns:
            if column.ask and not row.get(column.id):
                yield Place(part.id, number, column.id)
    if not part.preset and len(rows) < MOST_ROWS:
        yield Place(part.id)


def put(form: Form, values: Values, place: Place, answer: str) -> Values:
    """Return the values with an answer in its place; in a table's own place it begins a new row."""
    part = form.part(place.part)
    if not isinstance(part, RowsPart):
        return {**values, part.id: answer}
    rows = rows_of(values, part.id)
    number = len(rows) if place.row is None else place.row
    first = part.columns[0].id
    for given in part.preset[len(rows) :] if part.preset else ():
        rows.append({first: given})
    while len(rows) <= number:
        rows.append({})
    rows[number] = {**rows[number], place.column or first: answer}
    return {**values, part.id: rows}


def value_at(form: Form, values: Values, place: Place) -> str:
    """Return what stands at a place, a choice by its title; empty where nothing does."""
    part = form.part(place.part)
    if not isinstance(part, RowsPart):
        said = str(values.get(part.id, ""))
        return part.choices.get(said, said) if isinstance(part, ChoicePart) else said
    rows = rows_of(values, part.id)
    if place.row is None or place.row >= len(rows) or place.column is None:
        return ""
    said = rows[place.row].get(place.column, "")
    column = next(each for each in part.columns if each.id == place.column)
    return column.choices.get(said, said)


def without_row(values: Values, part: str, number: int) -> Values:
    """Return the values without one row. Raises IndexError where there is none."""
    rows = rows_of(values, part)
    del rows[number]
    return {**values, part: rows}


def gaps(form: Form, values: Values, outcome: str = "") -> list[Gap]:
    """Return what the law demands and nobody has answered; of a table each open cell of each row."""
    found = []
    for part in form.asked(chosen(form, values, outcome)):
        if part.law is None:
            continue
        if not values.get(part.id):
            found.append(Gap(part.label, part.law))
        elif isinstance(part, RowsPart):
            found += [
                Gap(f"{part.row} {number}: {column.label}", part.law)
                for number, row in enumerate(rows_of(values, part.id), start=1)
                for column in part.columns
                if (column.ask or column is part.columns[0]) and not row.get(column.id)
            ]
    return found

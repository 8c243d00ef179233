"""Carry out «endre tiltak 2», «slett tiltak 1», «legg til et tiltak på klassenivå» on a draft's answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from actions.drafting.commands import Command, Target, target_of
from actions.drafting.form import Form, RowsPart
from actions.drafting.values import MOST_ROWS, Place, Values, chosen, put, rows_of, without_row
from actions.drafting.words import DraftWords


@dataclass(frozen=True)
class Change:
    """The values afterwards, the place to ask about (None where nothing is), and what the user said should stand there.

    `problem` is the id of a sentence in data/utkast.yml, with `words` for its braces, where it could not be done.
    """

    values: Values
    ask: Place | None = None
    said: str = ""
    removed: str = ""
    problem: str = ""
    words: Mapping[str, str] = field(default_factory=dict)


def changed(form: Form, values: Values, outcome: str, command: Command, words: DraftWords) -> Change:
    """Change, add or remove what the user named."""
    parts = list(form.asked(chosen(form, values, outcome)))
    target = target_of(command.what, parts, words)
    if target is None:
        names = ", ".join(part.label.lower() for part in parts)
        return Change(values, problem="not_found", words={"what": command.what, "names": names})
    part = form.part(target.place.part)
    if isinstance(part, RowsPart):
        return _in_table(part, form, values, command, target)
    if command.verb == "remove":
        # A choice that other parts hang on can't stay open unasked: the warnings go with it.
        return Change(put(form, values, target.place, ""), removed="" if form.steers(part.id) else part.id)
    return Change(values, target.place, command.value)


def _in_table(part: RowsPart, form: Form, values: Values, command: Command, target: Target) -> Change:
    rows, first = rows_of(values, part.id), part.columns[0].id
    if command.verb == "add" and not part.preset:
        return _with_row(part, form, values, command, target)
    is_unsaid = target.number is None and command.verb == "remove" and len(rows) > 1
    if is_unsaid and not part.preset:
        return Change(values, problem="which_row", words={"row": part.row.lower()})
    number = (1 if target.number is None else target.number) - 1
    if not 0 <= number < max(len(rows), len(part.preset)):
        return Change(values, problem="no_row", words={"row": part.row.lower(), "number": str(number + 1)})
    if command.verb == "remove" and not part.preset:
        return Change(without_row(values, part.id, number))
    asked = [column.id for column in part.columns if column.ask]
    column = target.place.column or (asked[0] if part.preset and asked else first)
    return Change(values, Place(part.id, number, column), command.value)


def _with_row(part: RowsPart, form: Form, values: Values, command: Command, target: Target) -> Change:
    """Begin a row with what was said of it («på klassenivå»)."""
    number = len(rows_of(values, part.id))
    if number >= MOST_ROWS:
        return Change(values, problem="full", words={"number": str(number)})
    for column, value in target.known.items():
        values = put(form, values, Place(part.id, number, column), value)
    return Change(values, Place(part.id, number, part.columns[0].id), command.value)

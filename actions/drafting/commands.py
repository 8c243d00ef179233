"""Understand «endre tiltak 2», «slett tiltak 1», «legg til et tiltak på klassenivå»: which place of a draft is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from actions.drafting.form import AskedPart, Column, RowsPart
from actions.drafting.values import Place
from actions.drafting.words import DraftWords

_WORD = re.compile(r"[\wæøå]+")
_SHORTEST_STEM = 4  # letters two words must share to be taken for the same
_LONGEST_NAME = 150  # characters in which a place may be named
_LONGEST_ENDING = 3  # letters that may follow so short a stem: «eleven», but not «overgrep» after «over»


@dataclass(frozen=True)
class Command:
    """What the user wants done: `verb` is skip, done, change, remove or add; `what` is how the user named the place."""

    verb: str
    what: str = ""
    value: str = ""


@dataclass(frozen=True)
class Target:
    """The place that was named. `number` is the row as the user counts, from 1; `known` are cells said along with it."""

    place: Place
    number: int | None = None
    known: Mapping[str, str] = field(default_factory=dict)


def command_in(text: str, words: DraftWords) -> Command | None:
    """Return the command that a message is, or None where it is an answer."""
    for verb, pattern in words.commands.items():
        found = pattern.match(text.lower())
        if not found or verb == "value":
            continue
        if "what" not in pattern.groupindex:
            return Command(verb)
        # The user's own letters, not the folded ones.
        return Command(verb, text[found.start("what") :].strip())
    return None


def named_in(command: Command, parts: Sequence[AskedPart], words: DraftWords) -> Command | None:
    """Return the command in the reading that names a place of these parts; None where none does.

    A new value may follow the name («elevens syn til at …»), but «til» may as well belong to the name.
    """
    readings = [command]
    if command.verb != "remove":
        ends = reversed(list(words.commands["value"].finditer(command.what.lower())))
        what = command.what
        readings += [Command(command.verb, what[: end.start()], what[end.end() :]) for end in ends]
    return next((each for each in readings if target_of(each.what, parts, words)), None)


def target_of(what: str, parts: Sequence[AskedPart], words: DraftWords) -> Target | None:
    """Return the place among these parts that a user's words name, the one that shares most words with them.

    None where a word is left over that names nothing there: «Fjern alt som skremmer eleven» is no order to delete
    what the pupil thinks.
    """
    if len(what) > _LONGEST_NAME:
        return None
    said = [word for word in _WORD.findall(what.lower()) if word not in words.small_words]
    counts = [word for word in said if word.isdecimal() or word in words.ordinals]
    uncounted = [word for word in said if word not in counts]
    fitting = [
        (each, _shared(uncounted, each.names))
        for each in _named(parts, uncounted, words, is_counted=bool(counts))
        if _are_all_in(
            uncounted if each.is_table and len(counts) <= 1 else said, f"{each.names} {each.along}"
        )
    ]
    best, share = max(fitting, key=lambda each: (each[1], len(each[0].names.split())), default=(None, 0))
    if best is None or not share:
        return None
    number = next((words.ordinals.get(each) or int(each) for each in counts), None)
    return Target(best.place, number, best.known)


@dataclass(frozen=True)
class _Named:
    """A place with the words that name it; `along` are the words of the cells that were said along with it.

    Only in a table is a number the row; anywhere else it belongs to what is to be written («klokkeslett til 12»).
    """

    place: Place
    names: str
    is_table: bool = False
    known: Mapping[str, str] = field(default_factory=dict)
    along: str = ""


def _named(
    parts: Sequence[AskedPart], said: list[str], words: DraftWords, is_counted: bool
) -> Iterator[_Named]:
    """Yield each place that can be named; a cell only where its row was counted."""
    for part in parts:
        if not isinstance(part, RowsPart):
            yield _Named(Place(part.id), f"{part.label} {part.id}")
            continue
        said_along = list(_said_along(said, part, words))
        known = {column.id: value for column, value in said_along}
        along = " ".join(f"{value} {column.choices[value]}" for column, value in said_along)
        for names in (f"{part.label} {part.id}", part.row):
            yield _Named(Place(part.id), names, True, known, along)
        for column in part.columns[1:] if is_counted else ():
            yield _Named(Place(part.id, 0, column.id), f"{part.row} {column.label} {column.id}", True)


def _shared(said: list[str], names: str) -> float:
    """How much of a name was said: the share of its words, so that the most exact name wins."""
    words = set(_WORD.findall(names.lower()))
    return sum(any(_is_same(word, each) for each in said) for word in words) / max(1, len(words))


def _are_all_in(said: list[str], names: str) -> bool:
    words = _WORD.findall(names.lower())
    return all(any(_is_same(word, each) for word in words) for each in said)


def _is_same(one: str, other: str) -> bool:
    shared, longest = sorted((len(one), len(other)))
    if shared < _SHORTEST_STEM or (shared == _SHORTEST_STEM and longest > shared + _LONGEST_ENDING):
        return one == other
    return one[: max(_SHORTEST_STEM, shared - 2)] == other[: max(_SHORTEST_STEM, shared - 2)]


def _said_along(said: list[str], part: RowsPart, words: DraftWords) -> Iterator[tuple[Column, str]]:
    """Yield the columns whose choice was named along («på klassenivå»), with that choice."""
    for column in part.columns:
        value = choice_in(" ".join(said), column.choices, words)
        if value:
            yield column, value


def exact_choice(text: str, choices: Mapping[str, str]) -> str | None:
    """Return the choice (its id → its title) that a text is word for word."""
    plain = text.strip(" .!").lower()
    return next((value for value, title in choices.items() if plain in (value, title.lower())), None)


def choice_in(text: str, choices: Mapping[str, str], words: DraftWords) -> str | None:
    """Return the choice (its id → its title) that an answer names; None where it names none or several."""
    if exact := exact_choice(text, choices):
        return exact
    said = [word for word in _WORD.findall(text.lower()) if word not in words.small_words]
    named = {value: _shared(said, f"{title} {value}".replace("_", " ")) for value, title in choices.items()}
    best = [value for value, share in named.items() if share and share == max(named.values())]
    return best[0] if len(best) == 1 else None


def begins_alike(text: str, title: str) -> bool:
    """Whether two texts begin with the same word."""
    return _WORD.findall(text.lower())[:1] == _WORD.findall(title.lower())[:1]

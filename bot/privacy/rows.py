"""Know a word as a name by the row it stands in: «Vår, Runa, Stian og Hedvig», or a class list with one a line."""

from __future__ import annotations

from collections.abc import Iterator

from bot.privacy.lexicon import Doubt
from bot.privacy.reading import Reading
from bot.privacy.tokens import Shape

_FEWEST = 3
_LONGEST_ITEM = 4
_MOST_SIGNS = 14
_NAME_SHAPES = {Shape.CAPITAL, Shape.LETTER, Shape.ALL_CAPITALS}

Item = list[int]


def names_in_rows(reading: Reading, text: str, names: set[int]) -> set[int]:
    """The words that are names because most of their row are; `names` are those known already."""
    found: set[int] = set()
    for row in [*_lines(reading, text), *_enumerations(reading)]:
        known = sum(not names.isdisjoint(item) for item in row)
        if len(row) >= _FEWEST and known * 2 >= len(row) and known > 1:
            found |= {
                at for item in row if names.isdisjoint(item) for at in item if _can_be_name(reading, at)
            }
    return found


def _can_be_name(reading: Reading, at: int) -> bool:
    token, lexicon = reading.tokens[at], reading.lexicon
    if at in reading.kept:
        return False
    if token.shape is Shape.LOWER:
        return _is_listed(reading, at)
    if token.shape is not Shape.CAPITAL:
        return False
    is_farm = lexicon.is_place(token.key) and not reading.is_after_preposition(at)
    is_listed = _is_listed(reading, at)
    is_other = lexicon.is_common(token.key) or lexicon.is_kept(token.key, token.shape)
    return is_listed or is_farm or not (is_other or lexicon.is_place(token.key))


def _is_listed(reading: Reading, at: int) -> bool:
    """Whether the word is a first name that is a word besides."""
    return reading.lexicon.doubt(reading.key(at)) is not Doubt.NONE


def _lines(reading: Reading, text: str) -> Iterator[list[Item]]:
    """Rows of neighbouring lines that hold little but a few words with capitals."""
    row: list[Item] = []
    at = start = 0
    for line in text.split("\n"):
        end = start + len(line)
        item = []
        while at < len(reading.tokens) and reading.tokens[at].start < end:
            item.append(at)
            at += 1
        letters = sum(reading.tokens[place].end - reading.tokens[place].start for place in item)
        is_item = (
            0 < len(item) <= _LONGEST_ITEM
            and len(line) - letters <= _MOST_SIGNS
            and all(reading.tokens[place].shape in _NAME_SHAPES for place in item)
        )
        if is_item:
            row.append(item)
        else:
            yield row
            row = []
        start = end + 1
    yield row


def _enumerations(reading: Reading) -> Iterator[list[Item]]:
    """Rows of words with capitals, or of first names, parted by commas or «og»."""
    row: list[Item] = []
    at = 0
    while at < len(reading.tokens):
        token = reading.tokens[at]
        sign = token.gap.strip()
        if token.shape in _NAME_SHAPES or token.key in reading.lexicon.first_names:
            if row and sign == "" and token.is_joined and row[-1][-1] == at - 1:
                row[-1].append(at)
            elif row and (sign in {",", "&", "/"} or (sign == "" and row[-1][-1] == at - 2)):
                row.append([at])
            else:
                yield row
                row = [[at]]
        elif not (token.key == "og" and row and row[-1][-1] == at - 1 and sign in {"", ","}):
            yield row
            row = []
        at += 1
    yield row

"""Make texts to train the name pipeline on: NorNE's sentences and staff's own ways of writing, with names of all origins."""

from __future__ import annotations

import gzip
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import yaml

from bot.privacy.word_lists import read_words

Text = list[tuple[str, bool]]
"""Stretches of a text in order, each with whether it names a person."""

_PERSON = ("B-PER", "I-PER")
_PLACEHOLDER = re.compile(r"(NAVN)")
_ENTITY = re.compile(r"\[([^\]]+)\]\{[^}]*\}")
_EXAMPLE = re.compile(r"^ *- ", re.MULTILINE)
_NO_SPACE_BEFORE = frozenset(".,:;!?)»…%")
_SOMEBODY = re.compile(r"\b(eleven|jenta|gutten|guten|hun|han|ho|barnet)\b", re.IGNORECASE)
_VOWELS = "aeiouyæøå"
_MARK = "[navn]"
_MARKED = 0.6
_KEPT = 0.7
_CONSONANTS = "bdfghjklmnprstv"
_LIST_SIZES = (3, 9)
_SHORT = 4


@dataclass(frozen=True)
class Names:
    """Names to put into texts, and the words that are names as well as words."""

    first: Sequence[str]
    last: Sequence[str]
    doubtful: Sequence[str]

    @classmethod
    def read(cls, folder: Path) -> Names:
        """The lists of data/privacy."""
        words = yaml.safe_load((folder / "name_words.yml").read_text(encoding="utf-8"))
        lists = ("mostly_words", "words_when_lower", "seldom_words", "part_of_name_only")
        doubtful = [str(word).capitalize() for name in lists for word in words[name]]
        return cls(read_words(folder / "first_names.txt"), read_words(folder / "surnames.txt"), doubtful)

    def drawn(self, chance: random.Random) -> str:
        """A person as staff write of one: mostly a first name, often one that no list has."""
        first = chance.choice(self.doubtful if chance.random() < 0.1 else self.first)
        if chance.random() < 0.4:
            first = misspelt(first, chance)
        kind = chance.random()
        if kind < 0.62:
            return first
        if kind < 0.68:
            return f"{first} {chance.choice(self.first)[0]}{chance.choice(('', '.'))}"
        if kind < 0.75:
            return f"{first}{chance.choice((' ', '-'))}{chance.choice(self.first)}"
        last = chance.choice(self.last)
        if chance.random() < 0.3:
            last = misspelt(last, chance)
        return last if kind > 0.95 else f"{first} {last}"


def misspelt(name: str, chance: random.Random) -> str:
    """The name with one or two letters changed, so that the pipeline meets names that no list has."""
    letters = list(name)
    for _ in range(chance.choice((1, 1, 2))):
        at = chance.randrange(1, len(letters)) if len(letters) > 1 else 0
        alphabet = _VOWELS if letters[at].lower() in _VOWELS else _CONSONANTS
        letters[at] = chance.choice(alphabet)
    return "".join(letters)


def norne_texts(path: Path) -> list[Text]:
    """The sentences of one NorNE file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        blocks = (
            list(block) for is_empty, block in groupby(lines, lambda line: not line.strip()) if not is_empty
        )
        return [_sentence([line.rstrip("\n").split("\t") for line in block]) for block in blocks]


def _sentence(rows: list[list[str]]) -> Text:
    text: Text = []
    for word, _, _, tag in rows:
        space = "" if not text or word in _NO_SPACE_BEFORE or text[-1][0] in {"(", "«"} else " "
        if tag == "I-PER" and text[-1][1]:
            text[-1] = (f"{text[-1][0]}{space}{word}", True)
        else:
            text += [(space, False)] if space else []
            text.append((word, tag in _PERSON))
    return text


def staff_texts(data: Path) -> list[Text]:
    """What staff write, from the language examples (NAVN stands for a person) and the guides' questions."""
    lines: list[str] = []
    for path in sorted((data / "nlu").glob("*.yml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            if "intent" in entry:
                lines += _EXAMPLE.split(entry["examples"])
    for path in sorted((data / "guides" / "sporsmal").glob("*.yml")):
        lines += _leaves(yaml.safe_load(path.read_text(encoding="utf-8")))
    plain = (_ENTITY.sub(r"\1", line).strip() for line in lines)
    return [[(part, part == "NAVN") for part in _PLACEHOLDER.split(line) if part] for line in plain if line]


def _leaves(content: object) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, list | dict):
        for each in content.values() if isinstance(content, dict) else content:
            yield from _leaves(each)


def class_list(names: Names, chance: random.Random) -> Text:
    """Several names in a row, or one a line, as a teacher lists a group."""
    people = [names.drawn(chance) for _ in range(chance.randint(*_LIST_SIZES))]
    sign = chance.choice(("\n", "\n- ", ", ", ", ", " og ", ","))
    text: Text = [
        (chance.choice(("", "gruppe 1:\n", "De som var med: ", "elevene er ", "Klassen:\n")), False)
    ]
    for at, person in enumerate(people):
        text += [(sign, False)] if at else []
        text.append((person, True))
    return text


def thing_list(sentences: Sequence[Text], chance: random.Random) -> Text:
    """Things in a row, or one a line, with capitals as names have them."""
    words = [
        word.capitalize()
        for text in chance.sample(sentences, _LIST_SIZES[1])
        for part, is_name in text
        for word in [part.strip()]
        if not is_name and word.islower() and len(word) > _SHORT
    ]
    return [(chance.choice(("\n", "\n- ", "\n", ", ")).join(words[: chance.randint(*_LIST_SIZES)]), False)]


def with_other_names(text: Text, names: Names, chance: random.Random) -> Text:
    """The text with new people in it; a genitive stays one."""
    return [
        (names.drawn(chance) + _genitive(part), True) if is_name else (part, False) for part, is_name in text
    ]


def _genitive(name: str) -> str:
    return "s" if name.endswith("s") and not name.endswith(("us", "as", "is", "es", "ns", "rs")) else ""


def peopled(text: Text, names: Names, chance: random.Random) -> Text:
    """The text with a name in place of «eleven», «hun» and the like, where it names nobody."""
    if any(is_name for _, is_name in text):
        return text
    parts = _SOMEBODY.split("".join(part for part, _ in text))
    return [(names.drawn(chance) if at % 2 else part, bool(at % 2)) for at, part in enumerate(parts) if part]


def with_marks(text: Text, is_found: Callable[[str], bool], chance: random.Random) -> Text:
    """The text as the pipeline gets it: most names that the rules find themselves are marks by then."""
    return [
        (_MARK, False) if is_name and is_found(part) and chance.random() < _MARKED else (part, is_name)
        for part, is_name in text
    ]


def lowered(text: Text, names: Names, chance: random.Random) -> Text:
    """The text in small letters; a name that is a word besides mostly keeps its capital, as it does with staff."""
    return [
        (part if is_name and part in names.doubtful and chance.random() < _KEPT else part.lower(), is_name)
        for part, is_name in text
    ]


def begun(text: Text) -> Text:
    """The text with a capital at its start, as in a careful message."""
    if not text:
        return text
    (first, is_name), *rest = text
    return [(first[:1].upper() + first[1:], is_name), *rest]

"""How repealed law is written in running text, told apart from what looks like it: a school class, a score, another act."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_DASH = "[-‐‑–]"
_MARK = r"(?:§+|paragraf\w*)\s?"
_OTHERS = r"(?:[\d\s,.-]|og\s|jf\.?\s)*"  # «§§ 4-2 og 6-4»: the provisions cited before this one
_NEAR = r"(?:(?!lov)[^\n]){0,40}?"  # from an act's name to its provision, with no other act between
_WITHIN = r"(?:,?\s\S+\sledd,?)?\si\s(?:\w+\s){0,2}"  # «§ 6-4 annet ledd i den gamle barnevernloven»
_REACH = 40  # letters; longer than the name of an act


@dataclass(frozen=True)
class Citation:
    """The ways one provision or chapter is cited, and the name of another act, which makes it that act's."""

    _written: re.Pattern[str]
    _of_another: re.Pattern[str]

    def is_in(self, text: str) -> bool:
        """Tell whether a text has it at least once."""
        return any(
            not self._of_another.search(text[max(0, found.start() - _REACH) : found.start()])
            for found in self._written.finditer(text)
        )


def citation_of_provision(number: str, act: Sequence[str]) -> Citation:
    """How «9 A-4» or «6-4» is cited; one without a letter is a number among others and counts only with its act's name.

    `act` is what the act is called, as phrases (see `citation_of_chapter`).
    """
    bare = _number(number, rf"(?:{_DASH}\s?|\s{_DASH}|\.)")
    if any(letter.isalpha() for letter in number):
        # «9A - 4 elever» is a class; with its § the same is a provision.
        return _citation([bare, _MARK + _number(number, rf"\s?{_DASH}\s?")], act)
    name = _any(act)
    return _citation(
        [
            rf"{name}{_NEAR}{_MARK}{_OTHERS}{bare}",
            rf"{name}\W{{0,3}}{bare}",
            rf"{_MARK}{bare}{_WITHIN}{name}",
        ],
        act,
    )


def citation_of_chapter(phrases: Sequence[str], act: Sequence[str]) -> Citation:
    """How a chapter is cited, as phrases with its number, «kapittel 9 A»; `*` is the rest of a word, a space may be left out.

    One of its provisions is no citation of the chapter.
    """
    return _citation([rf"{_any(phrases)}(?!\s?{_DASH}\s?\d|\.\d)"], act)


def _citation(ways: Sequence[str], act: Sequence[str]) -> Citation:
    another = rf"\b(?!{_any(act)})\w+lov(?:en|a)?s?[\s(]*$"
    return Citation(re.compile("|".join(ways), re.IGNORECASE), re.compile(another, re.IGNORECASE))


def _number(number: str, dash: str) -> str:
    spaced = re.escape(number).replace(r"\ ", r"\s?").replace(r"\-", dash)
    return rf"(?<![\w‐‑–-]){spaced}(?!\d)"


def _any(phrases: Sequence[str]) -> str:
    return rf"(?<!\w)(?:{'|'.join(map(_phrase, phrases))})(?!\w)"


def _phrase(phrase: str) -> str:
    return re.escape(phrase).replace(r"\ ", r"\s*").replace(r"\-", _DASH).replace(r"\*", r"\w*")

"""The measuring sets: questions written apart from the sections' own, with where the guides answer them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from knowledge.guides.model import Passage

SETS = ("development", "held_out", "blind", "unseen")
NEAR = "near"
"""A set of its own with only unanswerable questions, each very close to what a guide does say."""
_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Asked:
    """A question, how it is worded, and which digests' sections and snippets of the originals answer it."""

    text: str
    words: str
    form: str
    digest: frozenset[str]
    original: tuple[tuple[str, str], ...]

    def is_answered_by(self, passage: Passage) -> bool:
        """Whether a passage, of a digest or an original, is one of those that answer."""
        if f"{passage.guide}#{passage.anchor}" in self.digest:
            return True
        text = _plain("\n".join((*passage.headings, passage.text)))
        return any(guide == passage.guide and snippet in text for guide, snippet in self.original)


@dataclass(frozen=True)
class Unanswerable:
    """A question that no guide answers: `near` is about school all the same, `far` about something else."""

    text: str
    kind: str
    form: str


def answerable(name: str) -> list[Asked]:
    """Read a set. Raises ValueError where it is empty, so that nothing is ever measured on nothing."""
    return [
        Asked(
            text=each["q"],
            words=each["words"],
            form=each["form"],
            digest=frozenset(each["digest"]),
            original=tuple((place["guide"], _plain(place["has"])) for place in each["original"]),
        )
        for each in _read(name, "answerable.yml")
    ]


def unanswerable(name: str) -> list[Unanswerable]:
    """Read the questions that no guide answers. Raises ValueError where there are none."""
    return [Unanswerable(each["q"], each["kind"], each["form"]) for each in _read(name, "unanswerable.yml")]


def _read(name: str, file: str) -> list[dict[str, Any]]:
    rows = yaml.safe_load((_FOLDER / name / file).read_text(encoding="utf-8"))
    if not rows:
        raise ValueError(f"{name}/{file} er tom: det er ingenting å måle på.")
    return list(rows)


def _plain(text: str) -> str:
    return " ".join(text.lower().split())

"""The registry of provisions: what is in force, what it is called, and what has taken a repealed one's place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from knowledge.errors import UnknownSourceError


@dataclass(frozen=True)
class Provision:
    """One provision in force: `id` as `opplaeringslova#12-4`, the words a reader sees, and our short rendering."""

    id: str
    law: str
    section: str
    title: str
    text: str
    in_force: date

    @property
    def citation(self) -> str:
        """As it is written in running text, «opplæringslova § 12-4»."""
        return f"{self.law[0].lower()}{self.law[1:]} § {self.section}"


@dataclass(frozen=True)
class Repealed:
    """A provision no longer in force, as «9 A-4», the act it stood in, and the provision that took its place."""

    number: str
    act: str
    successor: Provision

    def is_cited_in(self, text: str) -> bool:
        """Tell whether a text cites it; a number that another act has too counts only where this act is named."""
        spaced = re.escape(self.number.lower()).replace(r"\ ", r"\s?").replace(r"\-", r"\s?[-.]\s?")
        plain = text.lower()
        is_its_own = any(letter.isalpha() for letter in self.number)
        named = is_its_own or self.act.split()[0].lower() in plain
        return named and re.search(rf"(?<![\d-]){spaced}(?!\d)", plain) is not None


@dataclass(frozen=True)
class Laws:
    """All provisions in force by id, and the repealed ones with their successors («9 A-4» → `opplaeringslova#12-4`)."""

    provisions: Mapping[str, Provision]
    repealed: tuple[Repealed, ...]

    @property
    def successors(self) -> dict[str, str]:
        """The id of the provision in force by the number of the repealed one."""
        return {each.number: each.successor.id for each in self.repealed}

    def repealed_in(self, text: str) -> tuple[Repealed, ...]:
        """Return the repealed provisions that a text cites, in the registry's order."""
        return tuple(each for each in self.repealed if each.is_cited_in(text))

    def provision(self, provision_id: str) -> Provision:
        """The provision with that id. Raises UnknownSourceError where it is not registered."""
        if provision_id not in self.provisions:
            raise UnknownSourceError(
                f"Bestemmelsen «{provision_id}» står ikke i data/laws.yml. Før den inn der, eller rett kilden."
            )
        return self.provisions[provision_id]


def load_laws(path: Path) -> Laws:
    """Read data/laws.yml."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    provisions = {
        f"{law_id}#{number}": Provision(
            id=f"{law_id}#{number}",
            law=law["title"],
            section=number,
            title=provision["title"],
            text=provision["text"],
            in_force=law["in_force"],
        )
        for law_id, law in content["laws"].items()
        for number, provision in law["provisions"].items()
    }
    repealed = tuple(
        Repealed(number, act["title"], provisions[successor])
        for act in content["repealed"].values()
        for number, successor in act["successors"].items()
    )
    return Laws(provisions, repealed)

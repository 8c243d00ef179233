"""The registry of law: what is in force, what it is called, and what has taken the place of what is repealed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from knowledge.citations import Citation, citation_of_chapter, citation_of_provision
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
class Chapter:
    """A chapter in force of which provisions are registered: `id` as `opplaeringslova#12`."""

    id: str
    law: str
    number: str

    @property
    def citation(self) -> str:
        """As it is written in running text, «opplæringslova kapittel 12»."""
        return f"{self.law[0].lower()}{self.law[1:]} kapittel {self.number}"


@dataclass(frozen=True)
class Repealed:
    """A provision («9 A-4») or chapter («9 A») no longer in force, its act, what took its place, and how it is cited."""

    number: str
    act: str
    successor: Provision | Chapter
    written: Citation

    @property
    def name(self) -> str:
        """As a reader knows it, «§ 9 A-4» or «kapittel 9 A»."""
        return f"{'kapittel' if isinstance(self.successor, Chapter) else '§'} {self.number}"

    def is_in_chapter(self, other: Repealed) -> bool:
        """Tell whether this is a provision of the other, which is a chapter of the same act."""
        return self.act == other.act and self.number.startswith(f"{other.number}-")


@dataclass(frozen=True)
class Laws:
    """All provisions in force by id, and the repealed law with its successors («9 A-4» → `opplaeringslova#12-4`)."""

    provisions: Mapping[str, Provision]
    repealed: tuple[Repealed, ...]

    @property
    def successors(self) -> dict[str, str]:
        """The id of what is in force by the number of what is repealed, provisions and chapters."""
        return {each.number: each.successor.id for each in self.repealed}

    def repealed_in(self, text: str) -> tuple[Repealed, ...]:
        """Return the repealed law that a text cites, in the registry's order; a chapter only where none of its provisions is."""
        cited = [each for each in self.repealed if each.written.is_in(text)]
        return tuple(each for each in cited if not any(other.is_in_chapter(each) for other in cited))

    def provision(self, provision_id: str) -> Provision:
        """The provision with that id. Raises UnknownSourceError where it is not registered."""
        if provision_id not in self.provisions:
            raise UnknownSourceError(
                f"Bestemmelsen «{provision_id}» står ikke i data/laws.yml. Før den inn der, eller rett kilden."
            )
        return self.provisions[provision_id]

    def chapter(self, chapter_id: str) -> Chapter:
        """The chapter with that id. Raises UnknownSourceError where no provision of it is registered."""
        first = next(
            (each for each in self.provisions.values() if each.id.startswith(f"{chapter_id}-")), None
        )
        if first is None:
            raise UnknownSourceError(
                f"Ingen bestemmelse i kapitlet «{chapter_id}» står i data/laws.yml. Før en inn der, eller rett kilden."
            )
        return Chapter(chapter_id, first.law, chapter_id.partition("#")[2])


def load_laws(path: Path) -> Laws:
    """Read data/laws.yml. Raises UnknownSourceError where the successor of a repealed one is not registered."""
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
    in_force = Laws(provisions, ())
    return replace(
        in_force,
        repealed=tuple(each for act in content["repealed"].values() for each in _repealed(act, in_force)),
    )


def _repealed(act: Mapping[str, Any], in_force: Laws) -> Iterator[Repealed]:
    """Yield the provisions of a repealed act that have a successor, and then its chapters."""
    title = act["title"]
    names = (title.split()[0], *act.get("names", ()))
    for number, successor in act["successors"].items():
        yield Repealed(number, title, in_force.provision(successor), citation_of_provision(number, names))
    for number, chapter in act.get("chapters", {}).items():
        written = citation_of_chapter(chapter["cited_as"], names)
        yield Repealed(number, title, in_force.chapter(chapter["successor"]), written)

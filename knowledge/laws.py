"""The registry of provisions: what is in force, what it is called, and what has taken a repealed one's place."""

from __future__ import annotations

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
class Laws:
    """All provisions in force by id, and the successors of the repealed ones («9 A-4» → `opplaeringslova#12-4`)."""

    provisions: Mapping[str, Provision]
    successors: Mapping[str, str]

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
    successors = {
        number: successor
        for law in content["repealed"].values()
        for number, successor in law["successors"].items()
    }
    return Laws(provisions, successors)

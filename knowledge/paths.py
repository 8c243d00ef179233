"""Where the knowledge package reads its content and writes what it makes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Paths:
    """The two folders everything lies in: content that people edit, and files made at run time."""

    data_dir: Path = _ROOT / "data"
    var_dir: Path = _ROOT / "var"

    @property
    def digests(self) -> Path:
        """The shipped digests, one Markdown file per guide."""
        return self.data_dir / "guides"

    @property
    def questions(self) -> Path:
        """The questions that the digests' sections answer, one YAML file per guide."""
        return self.digests / "sporsmal"

    @property
    def originals(self) -> Path:
        """The ingested originals, normalised to the digests' format."""
        return self.var_dir / "guides"

    @property
    def municipalities(self) -> Path:
        """The kommune profiles, which say whose guide is whose."""
        return self.data_dir / "municipalities"

    @property
    def laws(self) -> Path:
        """The registry of provisions."""
        return self.data_dir / "laws.yml"

    @property
    def index(self) -> Path:
        """The search index: one folder per build, and settings.json that names the current one."""
        return self.var_dir / "index"

    @property
    def insight(self) -> Path:
        """What was shown and not answered, counted for the guides' owner."""
        return self.var_dir / "innsikt.db"

    @property
    def model(self) -> Path:
        """The embedding model that is shipped."""
        return self.data_dir / "embedding"

"""Where the digests and the ingested originals are measured: in folders of their own, so that nobody's index is touched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from knowledge.guides.ingest import ingest
from knowledge.paths import Paths


def places_of(originals: Path | None, folder: Path) -> Iterator[Paths]:
    """Yield the shipped digests, and then the originals where their folder is given; both write into `folder`."""
    yield Paths(var_dir=folder / "sammendrag")
    if originals:
        paths = Paths(var_dir=folder / "originaler")
        ingest(originals, paths)
        yield paths

"""The index on disk: built beside the old one, taken into use in one stroke, and known by what it was built from."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from knowledge.embedding.model import Embedder, Vectors, fingerprint
from knowledge.errors import IndexUnavailableError
from knowledge.guides.library import Guides
from knowledge.index.engine import Engine
from knowledge.index.evidence import Evidence
from knowledge.index.loaded import ASKED, BROKEN, Index, Progress, meant_text
from knowledge.index.marking import Marker
from knowledge.index.settings import SearchSettings, load_settings
from knowledge.language import Analyser, Vocabulary
from knowledge.paths import Paths

# Raised when the same content would be indexed otherwise than before.
_FORMAT = 6
_SETTINGS_FILE = "settings.json"
_ABANDONED = 3600  # seconds after which a build that nobody took into use is cleared away


@dataclass(frozen=True)
class Opened:
    """An index in memory with what it takes to ask it."""

    index: Index
    evidence: Evidence
    marker: Marker
    settings: SearchSettings

    @property
    def engine(self) -> Engine:
        """Return what answers from it."""
        return Engine(self.index, self.evidence, self.marker, self.settings)


class IndexStore:
    """Builds and opens the index of one data folder, one var folder and one embedding model."""

    def __init__(self, paths: Paths, model: str | Path | None = None) -> None:
        self._paths = paths
        self._model = model or paths.model
        self._embedder: Embedder | None = None

    def version(self) -> tuple[int, int]:
        """Return a mark that changes when another build is taken into use; (0, 0) where there is none."""
        try:
            status = (self._paths.index / _SETTINGS_FILE).stat()
        except FileNotFoundError:
            return 0, 0
        return status.st_mtime_ns, status.st_ino

    def is_stale(self) -> bool:
        """Tell whether guides, model or settings are others than the index was built from, or there is no index."""
        try:
            return self._current().get("fingerprint") != self._fingerprint()
        except IndexUnavailableError:
            return True

    def load(self) -> Opened:
        """Open the current build. Raises IndexUnavailableError where there is none, or it needs another model."""
        current = self._current()
        if current.get("model") != fingerprint(self._model):
            raise IndexUnavailableError(
                "Søkeindeksen er bygd med en annen språkmodell. Bygg den på nytt med «python -m knowledge index»."
            )
        settings = load_settings(self._paths.data_dir / "search.yml")
        index = Index.load(self._paths.index / str(current["folder"]))
        analyser, embedder = self._analyser(settings), self._load_embedder()
        return Opened(
            index,
            Evidence(index, analyser, embedder, settings),
            Marker(index, analyser, embedder, settings.marking),
            settings,
        )

    def build(self, done: Progress = lambda step: None) -> None:
        """Build from the guides as they are now; the old index serves until the new one is whole.

        Raises KnowledgeError where a guide is broken; the old index then goes on serving.
        """
        built_from = self._fingerprint()
        settings = load_settings(self._paths.data_dir / "search.yml")
        guides = Guides.load(self._paths)
        if not guides.all():
            raise IndexUnavailableError("Det finnes ingen veiledere å søke i. Les inn noen først.")
        done(f"Leste {len(guides.all())} veiledere")
        index = Index.build(
            guides, self._analyser(settings), _Reused(self._load_embedder(), self._last()), settings, done
        )
        self._paths.index.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix="build-", dir=self._paths.index))
        index.save(folder)
        self._take_into_use(folder, built_from, settings, len(index.passages))
        done("Indeksen er tatt i bruk")

    def _last(self) -> Index | None:
        """Return the build in use, where it was made with the same model: what has not changed needn't be read again."""
        try:
            return self.load().index
        except IndexUnavailableError:
            return None

    def _take_into_use(self, folder: Path, built_from: str, settings: SearchSettings, size: int) -> None:
        content = {
            "folder": folder.name,
            "fingerprint": built_from,
            "model": fingerprint(self._model),
            "model_name": str(self._model),
            "passages": size,
            "build": settings.build.model_dump(),
            "inherit": settings.inherit.model_dump(),
        }
        handle, name = tempfile.mkstemp(dir=self._paths.index, prefix=".", suffix=".json")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(content, file, indent=2)
        before = self._folder_in_use()
        os.replace(name, self._paths.index / _SETTINGS_FILE)
        self._clear({folder.name, before})

    def _clear(self, keep: set[str]) -> None:
        """Remove old builds; the one just replaced stays, since another process may be about to read it."""
        for folder in self._paths.index.glob("build-*"):
            old = time.time() - folder.stat().st_mtime > _ABANDONED
            finished = (folder / ASKED).is_file()
            if folder.name not in keep and (finished or old):
                shutil.rmtree(folder, ignore_errors=True)

    def _folder_in_use(self) -> str:
        try:
            return str(self._current()["folder"])
        except IndexUnavailableError:
            return ""

    def _current(self) -> dict[str, object]:
        """Read which build is in use, and what it was built from."""
        path = self._paths.index / _SETTINGS_FILE
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            raise IndexUnavailableError(
                "Søkeindeksen mangler. Bygg den med «python -m knowledge index»."
            ) from error
        except (OSError, ValueError) as error:
            raise IndexUnavailableError(BROKEN) from error
        if not isinstance(content, dict) or not isinstance(content.get("folder"), str):
            raise IndexUnavailableError(BROKEN)
        return content

    def _load_embedder(self) -> Embedder:
        self._embedder = self._embedder or Embedder.load(self._model)
        return self._embedder

    def _analyser(self, settings: SearchSettings) -> Analyser:
        return Analyser(Vocabulary.load(self._paths), settings.build.gram)

    def _fingerprint(self) -> str:
        """Return one digest of everything the index depends on."""
        settings = load_settings(self._paths.data_dir / "search.yml")
        digest = hashlib.sha256(
            f"{_FORMAT} {settings.build} {settings.inherit} {fingerprint(self._model)}".encode()
        )
        for path in self._sources():
            digest.update(f"\n{path.parent.name}/{path.name}\n".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
        return digest.hexdigest()

    def _sources(self) -> Iterator[Path]:
        for folder, pattern in (
            (self._paths.digests, "*.md"),
            (self._paths.questions, "*.yml"),
            (self._paths.originals, "*.md"),
            (self._paths.municipalities, "*.yml"),
        ):
            yield from sorted(folder.glob(pattern))
        for name in (
            "stopwords.txt",
            "concepts.yml",
            "nynorsk.yml",
            "dialekt.yml",
            "numbers.yml",
            "laws.yml",
        ):
            if (self._paths.data_dir / name).is_file():
                yield self._paths.data_dir / name


class _Reused:
    """Makes vectors, but takes those of texts that stood in the last build from there."""

    def __init__(self, embedder: Embedder, last: Index | None) -> None:
        self._embedder = embedder
        self._known: dict[str, Vectors] = {}
        if last:
            texts = [meant_text(passage) for passage in last.passages]
            for known, read in ((texts, last.meaning), (last.questions, last.asked)):
                vectors = read.all()
                self._known |= {text: vectors[number] for number, text in enumerate(known)}

    def __call__(self, texts: Sequence[str]) -> Vectors:
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        self._known |= dict(zip(new, self._embedder.encode(new), strict=True)) if new else {}
        return np.stack([self._known[text] for text in texts]) if texts else self._embedder.encode([])

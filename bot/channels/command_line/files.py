"""The Word files that a terminal chat has saved: a draft's newer edition takes its own file's place, and nobody else's."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path


class SavedFiles:
    """Files of one folder, by the draft that each was made of."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._saved: dict[str, tuple[Path, bytes]] = {}

    def path_of(self, draft_id: str, kind: str) -> Path:
        """Where the draft is to be saved: its own file while that is as we left it, else a name that is free."""
        path, digest = self._saved.get(draft_id, (None, b""))
        return path if path and _digest(path) == digest else _free(self._folder / f"{Path(kind).name}.docx")

    def save(self, draft_id: str, path: Path, content: bytes) -> None:
        """Write the file at the path that `path_of` gave. Raises OSError, also where somebody has taken the name."""
        is_ours = self._saved.get(draft_id, (None, b""))[0] == path
        with path.open("wb" if is_ours else "xb") as file:
            file.write(content)
        self._saved[draft_id] = (path, sha256(content).digest())


def _digest(path: Path) -> bytes | None:
    """What a file holds, in short; None where it cannot be read."""
    try:
        return sha256(path.read_bytes()).digest()
    except OSError:
        return None


def _free(path: Path) -> Path:
    """The path itself, or the first numbered one that is free."""
    candidate, number = path, 2
    while candidate.exists():
        candidate = path.with_stem(f"{path.stem}-{number}")
        number += 1
    return candidate

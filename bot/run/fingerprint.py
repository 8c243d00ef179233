"""One hash for many files: it changes when a name or a byte does, and not otherwise."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path


def fingerprint(files: Iterable[Path], root: Path, *words: str) -> str:
    """Hash files, by their names below `root` and their bytes, and some words; 16 hexadecimal digits."""
    digest = hashlib.sha256("\0".join(words).encode())
    for file in files:
        digest.update(f"\0{file.relative_to(root).as_posix()}\0".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:16]


def files_below(folder: Path, *suffixes: str) -> Iterator[Path]:
    """List a folder's files with these suffixes, in a fixed order."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in suffixes:
            yield path

"""Which extractor reads which file, and what is refused before it is read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from knowledge.errors import GuideError
from knowledge.guides.extract.model import Extracted

LARGEST = 60_000_000  # bytes; a municipality's largest illustrated plan has a tenth of it
_LARGEST_TEXT = 20_000_000  # bytes of plain text; the longest guide we know has 120 000


UNREADABLE = "bare PDF, DOCX, HTML, MD og TXT kan leses inn. Lagre den som en av dem først."


def extract(path: Path) -> Extracted:
    """Read a file by its ending. Raises GuideError, with what to do, where it can't be read."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise GuideError(f"{path.name}: {UNREADABLE}")
    try:
        size = path.stat().st_size
        if size == 0:
            raise GuideError(f"{path.name}: filen er tom.")
        if size > (_LARGEST_TEXT if suffix in (".txt", ".md") else LARGEST):
            raise GuideError(f"{path.name}: filen er for stor ({size // 1_000_000} MB). Del den opp.")
        return SUFFIXES[suffix](path)
    except OSError as error:
        raise GuideError(f"{path.name}: filen kan ikke åpnes. Se etter om du har tilgang til den.") from error


def _text(path: Path) -> Extracted:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise GuideError(f"{path.name}: filen er ikke UTF-8-tekst. Lagre den som UTF-8.") from error
    if "\x00" in text:
        raise GuideError(f"{path.name}: filen er ikke tekst. Lagre den som .txt først.")
    if not text.strip():
        raise GuideError(f"{path.name}: filen er tom.")
    return Extracted(text.replace("\r\n", "\n"))


def _pdf(path: Path) -> Extracted:
    from knowledge.guides.extract.pdf import read_pdf

    return read_pdf(path)


def _docx(path: Path) -> Extracted:
    from knowledge.guides.extract.docx import read_docx

    return read_docx(path)


def _html(path: Path) -> Extracted:
    from knowledge.guides.extract.html import read_html

    return read_html(path)


SUFFIXES: dict[str, Callable[[Path], Extracted]] = {
    ".pdf": _pdf,
    ".docx": _docx,
    ".html": _html,
    ".htm": _html,
    ".md": _text,
    ".txt": _text,
}

"""PDF made Markdown: the one file that owns pdfplumber. Pages become lines, tables and headings told by their letters' size."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from knowledge.errors import GuideError
from knowledge.guides.extract.layout import Page, Piece, Word, markdown
from knowledge.guides.extract.model import Extracted

_MOST_PAGES = 1500
_TABLE = {"vertical_strategy": "lines", "horizontal_strategy": "lines"}


def read_pdf(path: Path) -> Extracted:
    """Read a PDF. Raises GuideError where it is broken, protected by a password, too long, or only pictures."""
    try:
        with pdfplumber.open(path) as document:
            if len(document.pages) > _MOST_PAGES:
                raise GuideError(f"{path.name}: filen har over {_MOST_PAGES} sider. Del den opp.")
            pages = [_read(page) for page in document.pages]
    except GuideError:
        raise
    except Exception as error:  # pdfminer raises many kinds on a broken file
        if _is_locked(error):
            raise GuideError(
                f"{path.name}: filen er beskyttet med passord. Lagre den uten passord."
            ) from error
        raise GuideError(
            f"{path.name}: PDF-filen er skadet. Hent den på nytt, eller lagre den på nytt som PDF."
        ) from error
    empty = tuple(number for number, page in enumerate(pages, start=1) if not page.pieces)
    if len(empty) == len(pages):
        raise GuideError(
            f"{path.name}: fant ingen tekst i filen. Er det en skannet PDF? Kjør tekstgjenkjenning (OCR) på den først."
        )
    return Extracted(markdown(pages), is_markdown=True, empty_pages=empty)


def _is_locked(error: Exception) -> bool:
    return isinstance(error, PDFPasswordIncorrect) or (
        isinstance(error, PdfminerException)
        and any(isinstance(arg, PDFPasswordIncorrect) for arg in error.args)
    )


def _read(page: Any) -> Page:
    """Take a page's words and tables out, and let go of the rest, which would fill the memory."""
    tables = [
        table for table in page.find_tables(_TABLE) if len(table.rows) > 1 and len(table.rows[0].cells) > 1
    ]
    boxes = [table.bbox for table in tables]
    words = page.extract_words(
        extra_attrs=["size", "fontname"], keep_blank_chars=False, use_text_flow=False, x_tolerance_ratio=0.15
    )
    pieces: list[Piece] = [_word(word) for word in words if not any(_is_inside(word, box) for box in boxes)]
    pieces += [
        Piece(box[0], box[1], box[2], box[3], rows=tuple(_rows(table)))
        for table, box in zip(tables, boxes, strict=True)
    ]
    result = Page(float(page.width), float(page.height), tuple(pieces))
    page.close()
    return result


def _word(word: dict[str, Any]) -> Word:
    is_bold = any(mark in word["fontname"].lower() for mark in ("bold", "black", "heavy", "semibold"))
    return Word(
        x0=word["x0"],
        top=word["top"],
        x1=word["x1"],
        bottom=word["bottom"],
        text=word["text"],
        size=round(float(word["size"]), 1),
        is_bold=is_bold,
    )


def _is_inside(word: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    x, y = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _rows(table: Any) -> Iterator[tuple[str, ...]]:
    for row in table.extract():
        yield tuple(" ".join((cell or "").split()) for cell in row)

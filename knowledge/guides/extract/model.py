"""What an extractor gives: the text, and the pages that held none."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Extracted:
    """A file's text with form feeds between pages; `is_markdown` where headings are marked `#`.

    `empty_pages` are the numbers of pages that hold only pictures, as scanned ones do.
    """

    text: str
    is_markdown: bool = False
    empty_pages: tuple[int, ...] = ()

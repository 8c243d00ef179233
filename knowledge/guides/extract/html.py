"""HTML made Markdown: the one file that owns markdownify; what is no content goes first."""

from __future__ import annotations

from pathlib import Path

from bs4 import BeautifulSoup
from markdownify import MarkdownConverter

from knowledge.errors import GuideError
from knowledge.guides.extract.model import Extracted

# A page's frame and what runs; the text of a guide is in none of them.
_NO_CONTENT = [
    "script",
    "style",
    "noscript",
    "template",
    "nav",
    "header",
    "footer",
    "aside",
    "form",
    "iframe",
    "svg",
    "img",
]


def read_html(path: Path) -> Extracted:
    """Read a saved page. Raises GuideError where there is no text in it."""
    return markdown_of(path.read_bytes(), path.name)


def markdown_of(content: bytes | str, name: str) -> Extracted:
    """Return the text of HTML as Markdown with `#` headings, lists and tables."""
    soup = BeautifulSoup(content, "lxml")
    for tag in soup(_NO_CONTENT):
        tag.decompose()
    main = soup.find("main") or soup.find("article") or soup.body or soup
    converter = MarkdownConverter(
        heading_style="ATX",
        bullets="-",
        escape_misc=False,
        escape_asterisks=False,
        escape_underscores=False,
    )
    text = str(converter.convert_soup(main)).strip()
    if not text:
        raise GuideError(f"{name}: fant ingen tekst i filen. Se etter om det er rett side som er lagret.")
    return Extracted(text + "\n", is_markdown=True)

"""How wide a text is, near enough, and where to break it: a drawing has no browser to ask."""

from __future__ import annotations

import re
from collections.abc import Iterator

_NARROW = frozenset("iljftrI.,:;'|!()[]/ -")
_WIDE = frozenset("mwMWOQGÆæ@%–—…")
_BOLD = 1.1
_UNSEEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML can't hold."""


def width(text: str, size: float, is_bold: bool = False) -> float:
    """The estimated width; it is on the large side, so that a wide font fits too."""
    widths = (
        0.42 if c in _NARROW or c == "\u00a0" else 1.0 if c in _WIDE else 0.76 if c.isupper() else 0.64
        for c in text
    )
    return sum(widths) * size * (_BOLD if is_bold else 1)


def clean(text: str) -> str:
    """The text without characters that XML can't hold, blanks as single spaces, «§ 12-4» kept together."""
    return " ".join(_UNSEEN.sub("", text).split()).replace("§ ", "§\u00a0")


def wrap(text: str, size: float, room: float, is_bold: bool = False) -> list[str]:
    """The text in lines that fit the room; a word too long for a line is cut."""
    lines = [""]
    for word in _words(clean(text), size, room, is_bold):
        longer = f"{lines[-1]} {word}".strip(" ")
        if width(longer, size, is_bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return [line for line in lines if line]


def _words(text: str, size: float, room: float, is_bold: bool) -> Iterator[str]:
    for word in text.split(" "):
        rest = word
        while width(rest, size, is_bold) > room:
            fits = next(
                n for n in range(len(rest) - 1, 0, -1) if width(rest[:n], size, is_bold) <= room or n == 1
            )
            yield rest[:fits]
            rest = rest[fits:]
        yield rest

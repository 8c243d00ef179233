"""Letters that a terminal's encoding lacks, written with the nearest ones instead of ending in an error."""

from __future__ import annotations

import codecs
import io
import sys
import unicodedata
from typing import TextIO

_NAME = "hvana-naermest"
_NEAREST = {
    "æ": "ae",
    "ø": "oe",
    "å": "aa",
    "Æ": "Ae",
    "Ø": "Oe",
    "Å": "Aa",
    "«": '"',
    "»": '"',
    "–": "-",
    "…": "...",
    "§": "paragraf",
    "▸": ">",
    "›": ">",
    "·": ",",
    "’": "'",
}


def make_safe() -> None:
    """Let standard output and error write any text, and standard input take any bytes."""
    codecs.register_error(_NAME, _nearest)
    for stream in (sys.stdout, sys.stderr):
        _reconfigure(stream, _NAME)
    if isinstance(sys.stdin, io.TextIOWrapper) and sys.stdin.encoding.lower() in ("ascii", "ansi_x3.4-1968"):
        sys.stdin.reconfigure(encoding="utf-8")  # who sends more than ASCII there, sends UTF-8
    _reconfigure(sys.stdin, "replace")


def _reconfigure(stream: TextIO, errors: str) -> None:
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors=errors)


def _nearest(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    return "".join(map(_near, error.object[error.start : error.end])), error.end


def _near(letter: str) -> str:
    plain = unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode()
    return _NEAREST.get(letter) or plain or "?"

"""ASCII names for guides and sections."""

from __future__ import annotations

import re
import unicodedata

_LETTERS: dict[str, str | int | None] = {"æ": "ae", "ø": "o", "å": "a", "§": "paragraf "}


def ascii_name(text: str) -> str:
    """Make a name of small letters, digits and hyphens: «Melde fra (§ 12-4)» gives `melde-fra-paragraf-12-4`."""
    letters = text.lower().translate(str.maketrans(_LETTERS))
    plain = unicodedata.normalize("NFKD", letters).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain))

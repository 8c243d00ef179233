"""The sentences of a guide, without the notes that we have put in ourselves."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.guides.model import Guide, Section
from knowledge.guides.passages import units

_LIST_MARK = re.compile(r"^(?:[-*•]|\d+\.)\s+")


def sentences_of(guide: Guide, not_own_words: str) -> Iterator[tuple[Section, str]]:
    """Yield each sentence or line with the section it stands in; `not_own_words` matches what the guide doesn't say."""
    for section in guide.sections:
        text = re.sub(not_own_words, "", section.text)
        for start, end in units(text):
            if sentence := _LIST_MARK.sub("", text[start:end]).strip():
                yield section, sentence

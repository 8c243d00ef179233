"""The sentences of a guide, without the notes that we have put in ourselves."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.guides.model import Guide, Section
from knowledge.guides.passages import units

_LIST_MARK = re.compile(r"^(?:[-*•]|\d+\.)\s+")
_LIST = re.compile(r":?\s*\n((?:\s*(?:[-*•]|\d+\.)\s+.+(?:\n|$))+)")


def sentences_of(guide: Guide, not_own_words: str) -> Iterator[tuple[Section, str]]:
    """Yield each sentence or line with the section it stands in; `not_own_words` matches what the guide doesn't say."""
    for section in guide.sections:
        text = re.sub(not_own_words, "", section.text)
        for start, end in units(text):
            if sentence := _LIST_MARK.sub("", text[start:end]).strip():
                yield section, sentence


def with_list(section: Section, sentence: str) -> str:
    """Return a sentence with the list that it opens («Skolen skal: …; …»), or as it is."""
    start = section.text.find(sentence)
    line = section.text[section.text.rfind("\n", 0, start) + 1 : start + len(sentence)]
    opened = _LIST.match(section.text, start + len(sentence.rstrip(":")))
    if not opened or sentence.endswith((".", "!", "?")) or _LIST_MARK.match(line.strip()):
        return sentence
    items = (_LIST_MARK.sub("", line.strip()) for line in opened[1].splitlines() if line.strip())
    return f"{sentence.rstrip(':')}: {'; '.join(items)}"

"""Put a passage into words, with the sentence that answers in «», where it stands, and what must be known of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from actions.texts import Texts
from knowledge.guides.model import Passage
from knowledge.index.search import Hit
from knowledge.laws import Laws


class PassagePresenter:
    """Writes passages with the words of data/texts.yml, and flags repealed law by data/laws.yml."""

    def __init__(self, texts: Texts, laws: Laws) -> None:
        self._texts = texts
        self._laws = laws

    def label(self, name: str) -> str:
        """One of the fixed words around an answer."""
        return self._texts.labels[name]

    def name(self, hit: Hit) -> str:
        """What a section is called on a button: its own heading and whose it is."""
        passage = hit.passage
        heading = passage.headings[-1] if passage.headings else passage.title
        return f"{heading} ({passage.owner})" if passage.owner else heading

    def json(self, hit: Hit, kommune: str) -> dict[str, Any]:
        """The passage as the contract has it, with the sentence that answers, who says so, where and when.

        `kommune` is the reader's own, which a passage of another's guide is told apart from.
        """
        passage = hit.passage
        return {
            **hit.as_json(),
            "id": passage.id,
            "marked": hit.sentence,
            "title": passage.title,
            "owner": passage.owner,
            "date": passage.date,
            "page": passage.page,
            "kind": self._texts.kinds.get(passage.kind, ""),
            "notes": self._notes(passage, kommune),
        }

    def text(self, hits: Sequence[Hit], kommune: str) -> str:
        """The best passage, once, with the sentence that answers in «» in its place, and where the next ones stand."""
        if not hits:
            return self.label("no_more")
        best, *others = hits
        lines = [_with_mark(best), f"– {self._place(best.passage)}"]
        lines += [f"{self.label('note')}: {note}" for note in self._notes(best.passage, kommune)]
        lines += [f"{self.label('see_also')}: {self._place(other.passage)}" for other in others]
        return "\n".join(lines)

    def _notes(self, passage: Passage, kommune: str) -> list[str]:
        """What must be known of a passage: that it is another kommune's, and what has taken the place of repealed law."""
        is_anothers = bool(passage.kommuner) and kommune not in passage.kommuner
        own = [self.label("anothers").format(owner=passage.owner)] if is_anothers else []
        repealed = self._laws.repealed_in("\n".join((*passage.headings, passage.text)))
        note = self.label("repealed")
        return own + [
            note.format(old=each.name[0].upper() + each.name[1:], act=each.act, new=each.successor.citation)
            for each in repealed
        ]

    def _place(self, passage: Passage) -> str:
        """Kind and name of the guide, whose it is and from when, the section, and the page where it has one."""
        known = ", ".join(part for part in (passage.owner, passage.date) if part)
        page = f", {self.label('page')} {passage.page}" if passage.page else ""
        return f"{passage.title}{f' ({known})' if known else ''}: «{passage.section}»{page}"


def _with_mark(hit: Hit) -> str:
    """The passage's text, its marked sentence in «»; a list's own sign stays before them. One that is all of it has none."""
    text, sentence = hit.passage.text, hit.sentence.lstrip("- ")
    if hit.sentence == text:
        return text
    start = hit.marked.end - len(sentence)
    return f"{text[:start]}«{sentence}»{text[hit.marked.end :]}"

"""Hear which draft somebody asks for by its name: «lag en innkalling», «jeg trenger et referat»."""

from __future__ import annotations

from actions.drafting.content import Drafting

_LONGEST = 10  # words; a longer message tells of something, and is understood as that


class Wishes:
    """Knows the kinds of draft by name."""

    def __init__(self, drafting: Drafting) -> None:
        self._drafting = drafting

    def kind(self, text: str) -> str | None:
        """Return the kind that the message asks for, and nothing else; None where it asks for none."""
        folded = text.lower()
        wish = self._drafting.words.wish.match(folded)
        if wish is None or len(folded.split()) > _LONGEST:
            return None
        named = folded[wish.end() :]
        kinds = (
            kind
            for kind, form in self._drafting.forms.items()
            if form.asked_for and form.asked_for.match(named)
        )
        return next(kinds, None)

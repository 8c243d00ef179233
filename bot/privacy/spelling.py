"""Bring spellings of one name («Matilde», «Mathilde») to one form, so that a list need not hold them all."""

from __future__ import annotations

import re

_DOUBLED = re.compile(r"(.)\1+")


class Spelling:
    """Replaces letters that are written for one another, in the order of rules.yml, and undoubles letters."""

    def __init__(self, pairs: tuple[str, ...]) -> None:
        """`pairs` are «from to», both in small letters."""
        self._pairs = [(pair.split()[0], pair.split()[1]) for pair in pairs]

    def of(self, key: str) -> str:
        """The form that all spellings of a name share."""
        for written, sound in self._pairs:
            key = key.replace(written, sound)
        return _DOUBLED.sub(r"\1", key).removesuffix("h")

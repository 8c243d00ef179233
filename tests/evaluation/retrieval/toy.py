"""Passages invented for the tests of the measuring itself."""

from __future__ import annotations

from knowledge.guides.model import Passage, digest_of


def passage(name: str, text: str, heading: str = "") -> Passage:
    """Make a passage of an invented guide."""
    return Passage(
        id=name,
        guide="lekeskolen",
        title="Veileder for lekeskolen",
        owner="Lekeskolen",
        kommuner=(),
        date=None,
        kind="guide",
        law=None,
        headings=(heading,) if heading else (),
        anchor=None,
        text=text,
        start=0,
        end=len(text),
        digest=digest_of(text),
    )

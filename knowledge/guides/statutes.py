"""The provisions of data/laws.yml as passages of kind law, so that search finds the law beside the guides that explain it."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.guides.model import Passage, digest_of
from knowledge.laws import Laws


def passages_of_laws(laws: Laws) -> Iterator[Passage]:
    """Yield one passage a provision, `opplaeringslova#12-4`: our short rendering, dated by when the act came into force."""
    for provision in laws.provisions.values():
        law_id, _, number = provision.id.partition("#")
        digest = digest_of(provision.text)
        yield Passage(
            id=f"{law_id}-{digest[:16]}",
            guide=law_id,
            title=provision.law,
            owner="",
            kommuner=(),
            date=provision.in_force.isoformat(),
            kind="law",
            law=None,
            headings=(f"§ {number} {provision.title}",),
            anchor=number,
            text=provision.text,
            start=0,
            end=len(provision.text),
            digest=digest,
        )

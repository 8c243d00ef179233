"""Many passages made from few: sentences of two passages put together, under a guide of an invented place."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

from knowledge.guides.model import Passage, digest_of
from knowledge.guides.passages import LIMIT, units
from knowledge.index.loaded import Content

_SECTIONS = 20  # in a guide
_PASSAGES = 2  # in a section
_ASKED = 2  # questions of a section, beside its heading
# Each guide names a place of its own, so that the words grow in number with the guides, as they do in a country.
_SYLLABLES = (
    (
        "ask",
        "berg",
        "dal",
        "elv",
        "fjell",
        "gran",
        "hav",
        "is",
        "kval",
        "lang",
        "myr",
        "nord",
        "orre",
        "rod",
        "skog",
    ),
    ("a", "e", "inga", "er", "ene", "ar", "o", "um", "ile", "ys"),
    (
        "bu",
        "fjord",
        "gard",
        "heim",
        "land",
        "mark",
        "nes",
        "stad",
        "vik",
        "øy",
        "åsen",
        "sund",
        "lund",
        "moen",
        "tun",
    ),
    (
        "",
        "vang",
        "haug",
        "bakken",
        "li",
        "sletta",
        "dammen",
        "voll",
        "eng",
        "rud",
        "set",
        "tveit",
        "ås",
        "kleiv",
        "hei",
    ),
)


def recombined(content: Content, size: int, chance: random.Random) -> Content:
    """Return so many passages, the questions that each answers, and the same questions outside."""
    sentences = [
        [passage.text[begin:end] for begin, end in units(passage.text)] for passage in content.passages
    ]
    passages: list[Passage] = []
    answered: list[tuple[str, ...]] = []
    while len(passages) < size:
        place = "".join(map(chance.choice, _SYLLABLES)).capitalize()
        for _ in range(_SECTIONS):
            pair = chance.sample(range(len(content.passages)), 2)
            asked = tuple(_questions([content.answered[each] for each in pair], chance))
            for _ in range(_PASSAGES):
                text = _text([sentences[each] for each in pair], chance)
                passages.append(_passage(content.passages[pair[0]], place, text, len(passages)))
                answered.append((*passages[-1].headings[-1:], *asked))
    return Content(passages[:size], answered[:size], content.outside)


def _text(sources: Sequence[Sequence[str]], chance: random.Random) -> str:
    """Draw half of the sentences of each."""
    drawn = [sentence for each in sources for sentence in chance.sample(list(each), (len(each) + 1) // 2)]
    return "\n".join(drawn)[:LIMIT]


def _questions(sources: Sequence[Sequence[str]], chance: random.Random) -> Iterator[str]:
    """Begin as one passage's question and end as the other's."""
    if all(sources):
        for _ in range(_ASKED):
            first, last = (chance.choice(each).split() for each in sources)
            yield " ".join((*first[: len(first) // 2 + 1], *last[len(last) // 2 :]))


def _passage(source: Passage, place: str, text: str, number: int) -> Passage:
    guide = f"{place.lower()}-{number // (_SECTIONS * _PASSAGES)}"
    title = f"Plan for {place} skole"
    digest = digest_of(text)
    return replace(
        source,
        id=f"{guide}-{number}",
        guide=guide,
        title=title,
        headings=(title, *source.headings[-1:]),
        text=text,
        start=0,
        end=len(text),
        digest=digest,
    )

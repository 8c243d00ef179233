"""All guides there are: the shipped digests, and the ingested originals that take their place in search."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from knowledge.errors import GuideError, UnknownSourceError
from knowledge.guides import frontmatter
from knowledge.guides.model import Guide, Origin, Passage, Section
from knowledge.guides.passages import passages_of
from knowledge.guides.questions import OUTSIDE, Questions, load_questions
from knowledge.guides.sections import read_sections
from knowledge.guides.statutes import passages_of_laws
from knowledge.laws import Laws, load_laws
from knowledge.municipalities import load_municipalities
from knowledge.paths import Paths


class Guides:
    """The guides by id; a digest's sections stay readable when its original has been ingested."""

    def __init__(
        self,
        digests: Iterable[Guide],
        originals: Iterable[Guide] = (),
        questions: Questions | None = None,
        laws: Laws | None = None,
    ) -> None:
        self._digests = {guide.info.id: guide for guide in digests}
        self._originals = {guide.info.id: guide for guide in originals}
        self._questions = questions or {}
        self._laws = tuple(passages_of_laws(laws)) if laws else ()

    @classmethod
    def load(cls, paths: Paths | None = None) -> Guides:
        """Read every guide. Raises GuideError naming the file that is broken."""
        paths = paths or Paths()
        kommuner = _kommuner(paths.municipalities)
        return cls(
            _read_all(paths.digests, "digest", kommuner),
            _read_all(paths.originals, "original", kommuner),
            load_questions(paths.questions),
            load_laws(paths.laws) if paths.laws.is_file() else None,
        )

    def all(self) -> tuple[Guide, ...]:
        """One guide per id, the original where there is one, in the order of the ids."""
        chosen = {**self._digests, **self._originals}
        return tuple(chosen[guide_id] for guide_id in sorted(chosen))

    def passages(self) -> tuple[Passage, ...]:
        """Return what search looks through: the passages of `all()`, and the provisions of the laws they cite."""
        return (*(passage for guide in self.all() for passage in passages_of(guide)), *self._laws)

    def digest(self, guide_id: str) -> Guide | None:
        """Return our own digest of a guide, where there is one; its sections are those that have questions."""
        return self._digests.get(guide_id)

    def questions(self, asked: Section | Passage) -> tuple[str, ...]:
        """Return the questions that a digest's section, or a provision, answers, as staff ask them."""
        return self._questions.get(asked.source, ())

    def every_question(self) -> frozenset[str]:
        """Return all questions that are indexed, those that lie outside too."""
        return frozenset(question for questions in self._questions.values() for question in questions)

    def outside(self) -> tuple[str, ...]:
        """Return questions that staff ask and that no shipped guide answers (data/guides/sporsmal/utenfor.yml)."""
        return tuple(question for topic in self.outside_topics() for question in topic)

    def outside_topics(self) -> tuple[tuple[str, ...], ...]:
        """Return the same questions topic by topic."""
        return tuple(
            questions for source, questions in self._questions.items() if source.startswith(f"{OUTSIDE}#")
        )

    def section(self, source: str) -> Section:
        """Return the section that `guide#anchor` names, the digest's before the original's. Raises UnknownSourceError."""
        guide_id, _, anchor = source.partition("#")
        for guides in (self._digests, self._originals):
            for section in guides[guide_id].sections if guide_id in guides else ():
                if anchor and section.anchor == anchor:
                    return section
        raise UnknownSourceError(
            f"Kilden «{source[:100]}» finnes ikke. Se etter skrivefeil, eller skriv avsnittet i veilederen."
        )


def read_guide(path: Path, origin: Origin) -> Guide:
    """Read a Markdown file with front matter. Raises GuideError where the file is broken."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise GuideError(f"{path.name}: filen kan ikke leses som UTF-8-tekst. Lagre den på nytt.") from error
    metadata, begin = frontmatter.split(text, path.name)
    info = metadata.info()
    body = text[begin:]
    sections = read_sections(body, info, path.name)
    if not sections:
        raise GuideError(f"{path.name}: veilederen har ingen tekst. Fyll den ut, eller fjern filen.")
    return Guide(info, origin, path, body, sections, tuple(metadata.pages))


def _read_all(folder: Path, origin: Origin, kommuner: Mapping[str, tuple[str, ...]]) -> list[Guide]:
    guides: dict[str, Guide] = {}
    for path in sorted(folder.glob("*.md")):
        guide = read_guide(path, origin)
        info = guide.info
        if info.id in guides:
            raise GuideError(f"{path.name}: det finnes alt en veileder med id-en «{info.id}». Gi den en ny.")
        own = tuple(sorted({*info.kommuner, *kommuner.get(info.id, ())}))
        guides[info.id] = replace(guide, info=replace(info, kommuner=own))
    return list(guides.values())


def _kommuner(folder: Path) -> dict[str, tuple[str, ...]]:
    """Which kommune profiles name each guide as theirs."""
    named: dict[str, tuple[str, ...]] = {}
    for municipality in load_municipalities(folder).all():
        for guide_id in municipality.guides:
            named[guide_id] = (*named.get(guide_id, ()), municipality.id)
    return named

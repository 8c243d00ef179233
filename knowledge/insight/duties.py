"""Which duties of the guides a procedure's step covers, by words shared within a section that the procedure cites."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from re import IGNORECASE, search

from knowledge.guides.model import Guide
from knowledge.guides.passages import passages_of
from knowledge.index.inherit import likest_sections
from knowledge.index.settings import load_settings
from knowledge.insight.model import Material, Report, Row, make_report
from knowledge.insight.sentences import sentences_of
from knowledge.insight.words import Pattern, Strict, load_report_texts, read_settings
from knowledge.language import Analyser, Vocabulary

NAME = "plikter"


class Outside(Strict):
    """A section (with `*`) and a pattern of what is not for the procedures to cover, and why."""

    section: str
    pattern: Pattern
    reason: str


class DutyRules(Strict):
    """All of data/duties.yml."""

    duty: Pattern
    alike: float
    shared: int
    outside: tuple[Outside, ...]

    def reason(self, source: str, sentence: str) -> str | None:
        """Why a duty is out of scope; None where it isn't."""
        fits = (
            each.reason
            for each in self.outside
            if fnmatchcase(source, each.section) and search(each.pattern, sentence, IGNORECASE)
        )
        return next(fits, None)


@dataclass(frozen=True)
class Target:
    """Something that a procedure tells people to do: where it stands, its words, and their stems."""

    place: str
    text: str
    stems: frozenset[str]


def report(material: Material) -> Report:
    """Every duty as covered, out of scope or not covered, and the share that is covered of those in scope."""
    data = material.paths.data_dir
    texts = load_report_texts(data)
    rules = read_settings(data / "duties.yml", DutyRules)
    settings = load_settings(data / "search.yml")
    analyser = Analyser(Vocabulary.load(material.paths), settings.build.gram)
    targets = _targets(material, analyser)
    counts: list[Row] = []
    covered: list[Row] = []
    outside: list[Row] = []
    missing: list[Row] = []
    for guide in material.chosen():
        before = len(covered), len(missing), len(outside)
        digested = _digested(guide, material, analyser)
        for section, sentence in sentences_of(guide, texts.not_own_words):
            if not search(rules.duty, sentence, IGNORECASE):
                continue
            source = digested.get(section.source, section.source)
            target = _best(frozenset(analyser.stems(sentence)), targets.get(source, ()), rules)
            if target:
                covered.append((sentence, section.source, target.place, target.text))
            elif reason := rules.reason(source, sentence):
                outside.append((sentence, section.source, reason))
            else:
                missing.append((sentence, section.source))
        c, m, o = len(covered) - before[0], len(missing) - before[1], len(outside) - before[2]
        counts.append((guide.info.title, *map(str, (c + m + o, c, m, o)), f"{_percent(c, c + m)} %"))
    within = len(covered) + len(missing)
    figures = {
        "covered": len(covered),
        "within": within,
        "percent": _percent(len(covered), within),
        "outside": len(outside),
        "uncovered": len(missing),
    }
    return make_report(NAME, texts.reports[NAME], figures, counts, missing, outside, covered)


def _percent(part: int, whole: int) -> int:
    return 100 * part // whole if whole else 0


def _digested(guide: Guide, material: Material, analyser: Analyser) -> dict[str, str]:
    """The digest's section that each section of an original says the same as."""
    digest = material.guides.digest(guide.info.id)
    if guide.origin == "digest" or digest is None:
        return {}
    passages = passages_of(guide)
    inherit = load_settings(material.paths.data_dir / "search.yml").inherit
    likest = likest_sections(passages, digest, analyser, inherit)
    return {p.source: section.source for p, section in zip(passages, likest, strict=True) if section}


def _targets(material: Material, analyser: Analyser) -> dict[str, list[Target]]:
    """What the procedures say to do, by each source that they cite for it."""
    found: dict[str, list[Target]] = {}
    for sources, place, text in _told(material):
        target = Target(place, text, frozenset(analyser.stems(text)))
        for source in sources:
            found.setdefault(source, []).append(target)
    return found


def _told(material: Material) -> Iterator[tuple[Iterable[str], str, str]]:
    for procedure in material.rulebook.procedures():
        for outcome in procedure.outcomes.values():
            place = f"{procedure.id} › {outcome.title}"
            steps = [f"{s.step.who}: {s.step.what} {s.step.when}" for s in outcome.steps]
            labels = [row.label for row in procedure.rows if row.outcome == outcome.id]
            for text in filter(None, (*steps, *labels, outcome.document)):
                yield outcome.sources, place, text


def _best(stems: frozenset[str], targets: Iterable[Target], rules: DutyRules) -> Target | None:
    """The target that is most like a sentence, where it is like enough."""
    alike = [
        (len(stems & each.stems) / (len(stems) * len(each.stems)) ** 0.5, each)
        for each in targets
        if len(stems & each.stems) >= rules.shared
    ]
    score, best = max(alike, key=lambda pair: pair[0], default=(0.0, None))
    return best if score >= rules.alike else None

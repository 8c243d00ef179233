"""All that the law and the guides decide, behind one object: procedures, local words and the sources they rest on."""

from __future__ import annotations

import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from knowledge.errors import ProcedureError, UnknownProcedureError, UnknownSourceError
from knowledge.guides.model import Guide, Section
from knowledge.laws import Laws
from knowledge.municipalities import Municipalities, Municipality
from knowledge.procedures.decide import decide, decide_cautiously
from knowledge.procedures.model import Decision, Facts, Procedure, Question, Step


@dataclass(frozen=True)
class Source:
    """A place that says so: a guide's section or a provision, with the words that stand there (our rendering)."""

    guide: str
    section: str
    title: str
    owner: str
    text: str


class GuideSections(Protocol):
    """What the rulebook needs of the guides."""

    def section(self, source: str) -> Section:
        """The section that `guide#anchor` names. Raises UnknownSourceError."""

    def all(self) -> Iterable[Guide]:
        """Every guide."""


class Rulebook:
    """Decides, in the words of a kommune, and shows the source."""

    def __init__(
        self,
        procedures: Mapping[str, Procedure],
        municipalities: Municipalities,
        laws: Laws,
        guides: GuideSections,
    ) -> None:
        self._procedures = procedures
        self.municipalities = municipalities
        self._laws = laws
        self._guides = guides
        self._titles = {guide.info.id: guide.info for guide in guides.all()}
        self._check()

    def procedure(self, procedure_id: str) -> Procedure:
        """The procedure with that id. Raises UnknownProcedureError."""
        if procedure_id not in self._procedures:
            known = ", ".join(self._procedures)
            raise UnknownProcedureError(
                f"Jeg kjenner ikke prosedyren «{procedure_id[:40]}». Velg en av: {known}."
            )
        return self._procedures[procedure_id]

    def has_procedure(self, procedure_id: str) -> bool:
        """Whether there is a procedure with that id."""
        return procedure_id in self._procedures

    def decide(self, procedure_id: str, facts: Facts, kommune: str) -> Decision | Question:
        """The decision in the kommune's words, or the next question.

        Raises UnknownProcedureError, UnknownKommuneError or InvalidFactError.
        """
        municipality = self.municipalities.get(kommune)
        result = decide(self.procedure(procedure_id), facts)
        return result if isinstance(result, Question) else _localised(result, municipality)

    def decide_now(self, procedure_id: str, facts: Facts, kommune: str) -> Decision:
        """The decision without asking more, the cautious branch where something is not known."""
        municipality = self.municipalities.get(kommune)
        return _localised(decide_cautiously(self.procedure(procedure_id), facts), municipality)

    def sources(self, decision: Decision, kommune: str) -> tuple[Source, ...]:
        """The sources that hold in the kommune: its own guides first, then the law."""
        municipality = self.municipalities.get(kommune)
        guides = [each for each in decision.sources if each.partition("#")[0] in municipality.guides]
        laws = [each for each in decision.sources if each in self._laws.provisions]
        return tuple(self._source(each) for each in [*guides, *laws])

    def citation(self, provision_id: str) -> str:
        """A provision as it is written in text, «opplæringslova § 12-4»."""
        return self._laws.provision(provision_id).citation

    def _source(self, source_id: str) -> Source:
        if source_id in self._laws.provisions:
            provision = self._laws.provision(source_id)
            section = f"§ {provision.section} {provision.title}"
            return Source(source_id.partition("#")[0], section, provision.law, "", provision.text)
        found = self._guides.section(source_id)
        info = self._titles[found.guide]
        return Source(found.guide, found.headings[-1], info.title, info.owner, found.text)

    def _check(self) -> None:
        """Raise ProcedureError where a source is missing, or a step holds a place that no profile fills."""
        for procedure in self._procedures.values():
            for outcome in procedure.outcomes.values():
                place = f"{procedure.id}.yml, utfall «{outcome.id}»"
                self._check_sources(place, (*outcome.sources, *outcome.legal_basis))
                _check_places(place, outcome.steps, self.municipalities)
            _check_places(procedure.id, [each.step for each in procedure.extra_steps], self.municipalities)

    def _check_sources(self, place: str, sources: Iterable[str]) -> None:
        listed = list(sources)
        for source in listed:
            try:
                self._source(source)
            except UnknownSourceError as error:
                raise ProcedureError(f"{place}: {error}") from error
        if not any(source in self._laws.provisions for source in listed):
            raise ProcedureError(
                f"{place}: minst én kilde må være en lovbestemmelse, som gjelder i alle kommuner."
            )


def _check_places(place: str, steps: Iterable[Step], municipalities: Municipalities) -> None:
    for step in steps:
        for _, name, _, _ in string.Formatter().parse(step.what):
            for municipality in municipalities.all():
                if name is not None and name not in municipality.texts:
                    raise ProcedureError(f"{place}: «{{{name}}}» står ikke i profilen «{municipality.id}».")


def _localised(decision: Decision, municipality: Municipality) -> Decision:
    steps = tuple(
        replace(step, who=municipality.localise(step.who), what=municipality.localise(step.what))
        for step in decision.steps
    )
    return replace(decision, steps=steps)

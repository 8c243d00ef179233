"""All that the law and the guides decide, behind one object: procedures, local rules and the sources they rest on."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from knowledge.arshjul import Task, month_name
from knowledge.errors import ProcedureError, UnknownProcedureError, UnknownSourceError
from knowledge.guides import Guides
from knowledge.guides.model import Guide, Section
from knowledge.municipalities import NATIONAL
from knowledge.paths import Paths
from knowledge.procedures.counterfactuals import Counterfactual, counterfactuals
from knowledge.procedures.decide import decide, decide_cautiously, with_changes
from knowledge.procedures.facts import Facts
from knowledge.procedures.local import localised
from knowledge.procedures.model import Decision, Procedure, Question, Step
from knowledge.rules import Rules, load_rules


@dataclass(frozen=True)
class Source:
    """A place that says so: a guide's section or a provision, with the words that stand there (our rendering)."""

    id: str
    guide: str
    section: str
    title: str
    owner: str
    text: str

    @property
    def digest(self) -> str:
        """Changes whenever the words of the source do."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:12]


class GuideSections(Protocol):
    """What the rulebook needs of the guides."""

    def section(self, source: str) -> Section:
        """The section that `guide#anchor` names. Raises UnknownSourceError."""

    def all(self) -> Iterable[Guide]:
        """Every guide."""


class Rulebook:
    """Decides, by the rules and in the words of a kommune, and shows the source."""

    def __init__(self, rules: Rules, guides: GuideSections, today: Callable[[], date] = date.today) -> None:
        self._rules = rules
        self._guides = guides
        self._today = today
        self._titles = {guide.info.id: guide.info for guide in guides.all()}
        self.municipalities = rules.municipalities
        self.laws = rules.laws
        self._local = {
            profile.id: {name: localised(procedure, profile) for name, procedure in rules.procedures.items()}
            for profile in rules.municipalities.all()
        }
        self._check()

    def procedure(self, procedure_id: str, kommune: str = NATIONAL) -> Procedure:
        """The procedure as it is in a kommune. Raises UnknownProcedureError or UnknownKommuneError."""
        local = self._local[self.municipalities.get(kommune).id]
        if procedure_id not in local:
            raise UnknownProcedureError(
                f"Jeg kjenner ikke prosedyren «{procedure_id[:40]}». Velg en av: {', '.join(local)}."
            )
        return local[procedure_id]

    def procedures(self, kommune: str = NATIONAL) -> tuple[Procedure, ...]:
        """All procedures as they are in a kommune."""
        return tuple(self._local[self.municipalities.get(kommune).id].values())

    def has_procedure(self, procedure_id: str) -> bool:
        """Whether there is a procedure with that id."""
        return procedure_id in self._rules.procedures

    def decide(self, procedure_id: str, facts: Facts, kommune: str) -> Decision | Question:
        """The decision in the kommune, or the next question.

        Raises UnknownProcedureError, UnknownKommuneError or InvalidFactError.
        """
        procedure = self.procedure(procedure_id, kommune)
        result = decide(procedure, self._dated(procedure, facts))
        return result if isinstance(result, Question) else self._with_tasks(result, procedure, kommune)

    def decide_now(self, procedure_id: str, facts: Facts, kommune: str) -> Decision:
        """The decision without asking more, the cautious branch where something is not known."""
        procedure = self.procedure(procedure_id, kommune)
        decision = decide_cautiously(procedure, self._dated(procedure, facts))
        return self._with_tasks(decision, procedure, kommune)

    def with_changes(self, procedure_id: str, facts: Facts, changes: Facts, kommune: str) -> dict[str, str]:
        """The facts with changes; what can't hold beside them any more falls away."""
        return with_changes(self.procedure(procedure_id, kommune), facts, changes)

    def counterfactuals(self, procedure_id: str, facts: Facts, kommune: str) -> tuple[Counterfactual, ...]:
        """The smallest changes of facts that would have given another outcome."""
        procedure = self.procedure(procedure_id, kommune)
        return counterfactuals(procedure, self._dated(procedure, facts))

    def sources(self, decision: Decision, kommune: str) -> tuple[Source, ...]:
        """The sources that hold in the kommune: its own guides first, then those for the whole country, then the law."""
        own = self.municipalities.get(kommune).guides
        guides = [each for each in decision.sources if each.partition("#")[0] in own]
        guides += [each for each in decision.sources if self._is_for_all(each.partition("#")[0])]
        laws = [each for each in decision.sources if each in self._rules.laws.provisions]
        return tuple(self.source(each) for each in [*guides, *laws])

    def _is_for_all(self, guide: str) -> bool:
        return guide in self._titles and not self._titles[guide].kommuner

    def source(self, source_id: str) -> Source:
        """A guide's section or a provision by id. Raises UnknownSourceError."""
        if source_id in self._rules.laws.provisions:
            provision = self._rules.laws.provision(source_id)
            section = f"§ {provision.section} {provision.title}"
            return Source(source_id, source_id.partition("#")[0], section, provision.law, "", provision.text)
        found = self._guides.section(source_id)
        info = self._titles[found.guide]
        return Source(source_id, found.guide, found.headings[-1], info.title, info.owner, found.text)

    def citation(self, provision_id: str) -> str:
        """A provision as it is written in text, «opplæringslova § 12-4»."""
        return self._rules.laws.provision(provision_id).citation

    def year(self, kommune: str) -> tuple[Task, ...]:
        """What a whole school year asks for in a kommune. Raises UnknownKommuneError."""
        return self._rules.arshjul.tasks(self.municipalities.get(kommune).id)

    def _dated(self, procedure: Procedure, facts: Facts) -> Facts:
        """The facts with those that the calendar gives."""
        month = month_name(self._today())
        return {**{fact.id: month for fact in procedure.facts if fact.today}, **facts}

    def _with_tasks(self, decision: Decision, procedure: Procedure, kommune: str) -> Decision:
        """The decision with the month's tasks of the kommune's year wheel, where the outcome asks for them."""
        if not decision.outcome.has_calendar:
            return decision
        month = next(decision.facts[fact.id] for fact in procedure.facts if fact.today)
        tasks = self._rules.arshjul.of_month(kommune, month)
        steps = tuple(Step(task.who, f"{task.title}: {task.what}", month.capitalize()) for task in tasks)
        sources = (*(task.source for task in tasks), *decision.sources)
        return replace(decision, steps=(*steps, *decision.steps), sources=tuple(dict.fromkeys(sources)))

    def _check(self) -> None:
        """Raise ProcedureError where a source is missing."""
        for profile in self.municipalities.all():
            for procedure in self._local[profile.id].values():
                for outcome in procedure.outcomes.values():
                    place = f"{procedure.id}.yml, utfall «{outcome.id}»"
                    self._check_sources(place, (*outcome.sources, *outcome.legal_basis))
            for tightening in profile.tightens:
                if not self.has_procedure(tightening.procedure):
                    raise ProcedureError(
                        f"{profile.id}.yml, tightens: prosedyren «{tightening.procedure}» finnes ikke."
                    )
            for name, threshold in profile.thresholds.items():
                self._check_source(f"{profile.id}.yml, thresholds › {name}", threshold.source)
        for kommune, source in self._rules.arshjul.sources():
            self._check_source(f"arshjul/{kommune}.yml", source)

    def _check_sources(self, place: str, sources: Iterable[str]) -> None:
        listed = list(sources)
        for source in listed:
            self._check_source(place, source)
        if not any(source in self._rules.laws.provisions for source in listed):
            raise ProcedureError(
                f"{place}: minst én kilde må være en lovbestemmelse, som gjelder i alle kommuner."
            )

    def _check_source(self, place: str, source: str) -> None:
        try:
            self.source(source)
        except UnknownSourceError as error:
            raise ProcedureError(f"{place}: {error}") from error


def open_rulebook(paths: Paths) -> Rulebook:
    """Read all rules and check them against one another. Raises KnowledgeError where something does not hold."""
    return Rulebook(load_rules(paths), Guides.load(paths))

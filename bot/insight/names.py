"""What ids are called on the pages: ways and outcomes, causes and states, kommuner and moments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.insight.about import About
from bot.insight.published import Place
from bot.insight.texts import InsightTexts, Words
from bot.insight.weeks import OSLO
from knowledge.rulebook import Rulebook
from knowledge.school_year import in_words


@dataclass(frozen=True)
class Names:
    """Looks names up; an id that is no longer known is called by itself. `drafts` are the kinds of documents."""

    rulebook: Rulebook
    texts: InsightTexts
    drafts: Words

    def route(self, route: str) -> str:
        """Where a message went."""
        if self.rulebook.has_procedure(route):
            return self.rulebook.procedure(route).title
        return self.texts.routes.get(route) or self.drafts.get(route, route).capitalize()

    def outcome(self, procedure: str, outcome: str) -> str:
        """What it led to."""
        if self.rulebook.has_procedure(procedure):
            known = self.rulebook.procedure(procedure).outcomes
            return known[outcome].title if outcome in known else outcome
        return self.texts.outcomes.get(outcome, outcome)

    def place(self, place: Place) -> str:
        """Both, in one line."""
        route, procedure, outcome = place
        return f"{self.route(route)}: {self.outcome(procedure, outcome)}" if outcome else self.route(route)

    def about(self, about: About) -> str:
        """What an answer was about; empty where nothing is known of it."""
        if not (about.route or about.procedure):
            return ""
        return self.place((about.route or about.procedure, about.procedure, about.outcome))

    def kommune(self, kommune: str) -> str:
        """A kommune's title."""
        titles = {each.id: each.title for each in self.rulebook.municipalities.all()}
        return titles.get(kommune, kommune)


def day(at: date) -> str:
    """A day as it is written."""
    return in_words(at)


def moment(at: datetime) -> str:
    """A moment in Norwegian time, as it is written."""
    local = at.astimezone(OSLO)
    return f"{in_words(local.date())} kl. {local:%H.%M}"


def field(at: datetime) -> str:
    """The same as a browser's field has it."""
    return f"{at.astimezone(OSLO):%Y-%m-%dT%H:%M}"

"""Make a draft together with its writer: it is there at once, and each answer makes it more complete."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from actions.case import Case
from actions.drafting.buttons import INTENT, PLACE
from actions.drafting.changes import changed
from actions.drafting.commands import (
    Command,
    begins_alike,
    choice_in,
    command_in,
    exact_choice,
    named_in,
)
from actions.drafting.content import Drafting
from actions.drafting.context import Contexts
from actions.drafting.dates import Dates
from actions.drafting.document import document_of
from actions.drafting.form import AskedPart, ChoicePart, Form, TextPart
from actions.drafting.questions import Questions, asked_at
from actions.drafting.sitting import DraftStore, Sitting, Work
from actions.drafting.summary import Summaries, example_of
from actions.drafting.values import Place, Values, next_place, put, value_at
from actions.message import Message
from actions.texts import Texts
from actions.turn import Turn
from knowledge.procedures.model import Decision
from knowledge.rulebook import Rulebook
from knowledge.school_year import in_words

Said = tuple[Case, tuple[Message, ...]]


class DraftDesk:
    """Opens drafts, takes answers and changes, and shows what is filled and what is missing."""

    def __init__(
        self,
        rulebook: Rulebook,
        texts: Texts,
        drafting: Drafting,
        store: DraftStore,
        now: Callable[[], datetime] = datetime.now,
    ) -> None:
        self._citation = rulebook.citation
        self._words = drafting.words
        self._forms = drafting.forms
        self._years = drafting.years
        self._store = store
        self._now = now
        self._contexts = Contexts(rulebook, texts, now)
        self._dates = Dates(drafting.words.dates)
        self._questions = Questions(drafting.words, rulebook.citation)
        self._summaries = Summaries(drafting.words)

    def can_make(self, kind: str) -> bool:
        """Whether there is such a kind of draft."""
        return kind in self._forms

    def case_of(self, kind: str) -> str:
        """Return the procedure that a kind of draft belongs to when it is asked for by name."""
        return self._forms[kind].case

    def opened(self, case: Case, decision: Decision, kind: str, kommune: str, owner: str) -> Said:
        """Make a draft of what the case knows, show it, and ask for the first thing that it lacks."""
        form = self._forms[kind]
        context = self._contexts.of(form, case, decision, kommune)
        sitting = Sitting(case, Work("", kind), form, self._known(form, case), context, kommune, owner)
        draft_id = self._store.create(owner, kind, context.title, sitting.content)
        sitting = replace(sitting, work=Work(draft_id, kind))
        case, asked = self._asked(sitting)
        return case, (self._summary(sitting, "ready"), *asked)

    def is_for_draft(self, case: Case, turn: Turn) -> bool:
        """Whether a message is about the case's draft: a question of it stands open, or it is a change to it."""
        work = Work.of(case)
        if work is None:
            return False
        if turn.is_button:
            return turn.intent == INTENT and turn.value("fra") == work.id
        if work.asked or self.asks_to_see(turn.text) or self._words.finished.match(turn.text.lower()):
            return True
        return self._named(self._forms[work.kind], command_in(turn.text, self._words)) is not None

    def asks_to_see(self, text: str) -> bool:
        """Whether a message is «vis utkastet»."""
        return command_in(text, self._words) == Command("show")

    def _named(self, form: Form, command: Command | None) -> Command | None:
        """Return a command about something that such a draft has («endre tiltak 2»); None for what is just worded like one."""
        parts = [part for part in form.parts if isinstance(part, AskedPart)]
        return named_in(command, parts, self._words) if command and command.what else None

    def replied(self, case: Case, decision: Decision, kommune: str, turn: Turn) -> Said:
        """Take an answer, a command or a button; anything else typed while a question stands open is its answer."""
        work = Work.of(case)
        assert work is not None
        content = self._store.content(work.id, turn.owner)
        if content is None:
            return self._gone(case, work.kind)
        form = self._forms[work.kind]
        context = self._contexts.of(form, case, decision, kommune)
        sitting = Sitting(case, work, form, content["values"], context, kommune, turn.owner)
        if turn.is_button and turn.value(PLACE) not in (None, work.asked):
            return sitting.kept, (self._problem(sitting, self._words.say["old_button"]),)
        command = self._command(sitting, turn)
        if command is None:
            return self._answered(sitting, (turn.value("verdi") or "") if turn.is_button else turn.text)
        if command.verb == "skip":
            return self._skipped(sitting)
        is_shown = command.verb in ("done", "show")
        return self._done(sitting) if is_shown else self._changed(sitting, command)

    def asked_again(self, case: Case, decision: Decision, kommune: str, turn: Turn) -> tuple[Message, ...]:
        """The open question once more, after something else was answered in between; nothing where none is open."""
        work = Work.of(case)
        content = self._store.content(work.id, turn.owner) if work and work.asked else None
        if work is None or content is None or work.asked is None:
            return ()
        form = self._forms[work.kind]
        context = self._contexts.of(form, case, decision, kommune)
        sitting = Sitting(case, work, form, content["values"], context, kommune, turn.owner)
        return (self._question(sitting, Place.of(work.asked), self._words.say["back"]),)

    def _command(self, sitting: Sitting, turn: Turn) -> Command | None:
        if turn.is_button:
            handling = turn.value("handling")
            return None if handling == "svar" else Command("skip" if handling == "skip" else "done")
        asked = sitting.work.asked
        choices = asked_at(sitting.form, sitting.values, Place.of(asked)).choices if asked else {}
        command = None if exact_choice(turn.text, choices) else command_in(turn.text, self._words)
        if command is None or not command.what:
            return command
        # «Endre tiltakene» may be one of the choices; «endre elevens syn» is none, though it speaks of «Eleven».
        choice = choice_in(turn.text, choices, self._words)
        is_choice = choice is not None and begins_alike(turn.text, choices[choice])
        return None if is_choice else self._named(sitting.form, command)

    def _answered(self, sitting: Sitting, said: str) -> Said:
        if sitting.work.asked is None:
            return self._done(sitting)
        place = Place.of(sitting.work.asked)
        answer = self._read(sitting, place, said)
        if answer is None:
            return sitting.kept, (self._question(sitting, place, self._words.say["again"]),)
        return self._kept(replace(sitting, values=put(sitting.form, sitting.values, place, answer)))

    def _read(self, sitting: Sitting, place: Place, said: str) -> str | None:
        """Return the answer as it is kept: a choice's id, a day in words, or what was written; None for no choice."""
        asked = asked_at(sitting.form, sitting.values, place)
        if asked.choices:
            return said if said in asked.choices else choice_in(said, asked.choices, self._words)
        day = self._dates.read(said, self._now().date()) if asked.is_date else None
        return in_words(day) if day else said.strip()

    def _kept(self, sitting: Sitting, before: str = "") -> Said:
        """Keep the values, and go on to the next question or show the draft; `before` is said first."""
        if not self._store.replace(sitting.work.id, sitting.owner, sitting.context.title, sitting.content):
            return self._gone(sitting.case, sitting.work.kind)
        case, asked = self._asked(sitting, before)
        return (case, asked) if asked else self._done(sitting)

    def _corrected(self, sitting: Sitting) -> Said:
        """Keep a change, and go on where the user was: at a question, or done with the draft."""
        if sitting.work.asked:
            return self._kept(sitting, self._words.say["changed"])
        said = self._kept(sitting)
        return self._done(sitting) if said[0].draft else said

    def _asked(self, sitting: Sitting, before: str = "") -> Said:
        """Ask for the next thing, if any is left."""
        place = next_place(sitting.form, sitting.values, sitting.work.skipped, sitting.context.outcome)
        sitting = sitting.at(place)
        return sitting.kept, (self._question(sitting, place, before),) if place else ()

    def _skipped(self, sitting: Sitting) -> Said:
        asked = sitting.work.asked
        if asked is None:
            return self._done(sitting)
        place = Place.of(asked)
        if sitting.form.steers(place.part):
            return sitting.kept, (self._question(sitting, place, self._words.say["needed"]),)
        sitting = sitting.skipping(asked)
        case, messages = self._asked(sitting)
        return (case, messages) if messages else self._done(sitting)

    def _done(self, sitting: Sitting) -> Said:
        """Ask no more for now, and show the draft as it stands."""
        sitting = sitting.at(None)
        return sitting.kept, (self._summary(sitting, "done"),)

    def _changed(self, sitting: Sitting, command: Command) -> Said:
        change = changed(sitting.form, sitting.values, sitting.context.outcome, command, self._words)
        if change.problem:
            return sitting.kept, (
                self._problem(sitting, self._words.say[change.problem].format(**change.words)),
            )
        sitting = replace(sitting, values=change.values)
        if change.removed:
            sitting = sitting.skipping(change.removed)
        if change.ask is None:
            return self._corrected(sitting)
        answer = self._read(sitting, change.ask, change.said) if change.said else None
        if answer is not None:
            values = put(sitting.form, sitting.values, change.ask, answer)
            return self._corrected(replace(sitting, values=values))
        if not self._store.replace(sitting.work.id, sitting.owner, sitting.context.title, sitting.content):
            return self._gone(sitting.case, sitting.work.kind)
        now = value_at(sitting.form, sitting.values, change.ask)
        before = self._words.say["now"].format(value=now) if now else ""
        sitting = sitting.at(change.ask)
        return sitting.kept, (self._question(sitting, change.ask, before),)

    def _problem(self, sitting: Sitting, text: str) -> Message:
        """Say what could not be done, and then the open question again, where there is one."""
        if sitting.work.asked is None:
            return Message(text=text, custom={"route": sitting.form.id})
        return self._question(sitting, Place.of(sitting.work.asked), text)

    def _gone(self, case: Case, kind: str) -> Said:
        return replace(case, draft=None), (Message(text=self._words.say["gone"], custom={"route": kind}),)

    def _question(self, sitting: Sitting, place: Place, before: str = "") -> Message:
        asked = asked_at(sitting.form, sitting.values, place)
        year, today = self._years.of(sitting.kommune), self._now().date()
        due = year.in_weeks(today, asked.weeks) if asked.weeks is not None else None
        return self._questions.message(asked, {"sak": sitting.case.id, "fra": sitting.work.id}, due, before)

    def _summary(self, sitting: Sitting, opening: str) -> Message:
        document = document_of(
            sitting.form, sitting.values, sitting.context, self._words.head, self._citation
        )
        work = sitting.work
        url = self._store.url(work.id, sitting.owner)
        page = url.replace("/api/drafts/", "/utkast/", 1)
        pdf = self._store.pdf_url(work.id, sitting.owner)
        draft = {"id": work.id, "kind": work.kind, "url": url, "page": page, **({"pdf": pdf} if pdf else {})}
        return self._summaries.message(document, draft, example_of(sitting.form, sitting.values), opening)

    def _known(self, form: Form, case: Case) -> Values:
        """What the case already answers: the story that was told, and the facts that a choice asks for too."""
        story = [each for each in case.told if not self._words.request.match(each.lower())]
        values: dict[str, str] = {}
        for part in form.parts:
            if isinstance(part, TextPart) and part.told and story:
                values[part.id] = "\n".join(story)
            if isinstance(part, ChoicePart) and part.fact and case.facts.get(part.fact) in part.choices:
                values[part.id] = case.facts[part.fact]
        return values

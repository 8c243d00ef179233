"""What each page under /innsikt shows: rows and words, with every count of people's doings hidden where it is too small."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import Any

from bot.insight.board import Posted
from bot.insight.faults import NEW, Fault
from bot.insight.insight import Insight
from bot.insight.names import Names, day, moment
from bot.insight.plots import Bars, drawing
from bot.insight.published import Series, publish
from bot.insight.weeks import spoken
from bot.store.drafts import utc_now
from knowledge.insight.words import Few

PERIODS = (12, 26, 53)
_MOST_DRAWN = 14  # rows in a plot; the table has all
_LONGEST_NAME = 46  # characters that have room in a plot

Content = dict[str, Any]


@dataclass(frozen=True)
class Views:
    """Makes the content of the pages. Each raises StoreUnavailableError."""

    insight: Insight
    names: Names
    few: Few
    causes: dict[str, str]

    def overview(self) -> Content:
        """What holds now, beside the ways to the other pages."""
        posted = self.insight.board.read()
        notice = posted.notice(utc_now())
        new = sum(each.state == NEW for each in self.insight.faults.all())
        return {"notice": notice, "is_closed": posted.closing is not None, "new": self.few.shown(new)}

    def faults(self, state: str) -> Content:
        """Every fault in a state or in all, and how many there are by cause and state."""
        faults = self.insight.faults.all()
        times = Counter((each.reported.cause, each.state) for each in faults)
        states = self.insight.texts.states
        counts = [
            (title, [self.few.shown(times[cause, each]) for each in states])
            for cause, title in self.causes.items()
        ]
        listed = [self._fault(each) for each in faults if state in ("", each.state)]
        return {"faults": listed, "counts": counts, "chosen": state}

    def fault(self, fault: Fault) -> Content:
        """One fault with all that is known of it."""
        return {"fault": self._fault(fault)}

    def weeks(self, kommune: str | None, count: int) -> Content:
        """Where messages went and what they led to, drawn and as tables, for so many weeks."""
        weeks = self.insight.counts.weeks(count)
        published = publish(self.insight.counts.of_weeks(weeks), self.few.least, kommune)
        words = self.insight.texts.weeks
        hidden = words["hidden" if kommune else "hidden_everywhere"]
        return {
            "parts": [
                self._part("routes", published.routes, weeks, hidden),
                self._part("outcomes", published.outcomes, weeks, hidden),
            ],
            "weeks": [spoken(week) for week in reversed(weeks)],
            "place": kommune or "",
            "kommuner": self.names.rulebook.municipalities.all(),
            "count": count,
            "periods": PERIODS,
        }

    def board(self) -> Content:
        """The notices that are shown now or later, and the switch."""
        posted = self.insight.board.read()
        return {"notices": _notices(posted), **self._closing(posted)}

    def log(self) -> Content:
        """The newest acts."""
        acts = self.insight.texts.acts
        rows = [
            (moment(each.at), each.who, acts.get(each.act, each.act), each.what)
            for each in self.insight.acts.newest()
        ]
        return {"rows": rows}

    def _closing(self, posted: Posted) -> Content:
        closing = posted.closing
        if closing is None:
            return {"closing": None}
        text = self.insight.texts.closed.format(comment=closing.comment)
        return {"closing": {"since": moment(closing.since), "text": text, "comment": closing.comment}}

    def _fault(self, fault: Fault) -> Content:
        reported, states = fault.reported, self.insight.texts.states
        return {
            "id": fault.id,
            "day": day(fault.day),
            "state": fault.state,
            "state_title": states.get(fault.state, fault.state),
            "cause": self.causes.get(reported.cause, reported.cause),
            "kommune": self.names.kommune(reported.kommune),
            "about": self.names.about(reported.about),
            "sources": [f"{guide}: {section}" for guide, section in reported.about.sources],
            "comment": reported.comment,
            "question": reported.question,
            "notes": [(day(note.day), states.get(note.state, note.state), note.text) for note in fault.notes],
        }

    def _part(self, name: str, series: Sequence[Series], weeks: Sequence[str], hidden: str) -> Content:
        """A plot and the table with the same numbers, the newest week first in the table."""
        words = self.insight.texts.weeks
        rows = [(self.names.place(each.place), each) for each in series]
        newest_first = [
            (title, [str(each.counts.get(week, hidden)) for week in reversed(weeks)]) for title, each in rows
        ]
        return {
            "id": name,
            "title": words[name],
            "rows": newest_first,
            "image": self._drawn(words[name], rows[:_MOST_DRAWN], weeks) if rows else "",
            "alt": _alt(words, words[name], rows[:_MOST_DRAWN], weeks),
        }

    def _drawn(self, title: str, rows: Sequence[tuple[str, Series]], weeks: Sequence[str]) -> str:
        words = self.insight.texts.weeks
        bars = tuple(
            Bars(
                shorten(name, _LONGEST_NAME, placeholder=" …"),
                words["most"].format(count=max(each.counts.values())),
                tuple(each.counts.get(week) for week in weeks),
            )
            for name, each in rows
        )
        axis = words["axis"].format(first=spoken(weeks[0]), last=spoken(weeks[-1]))
        return drawing(bars, title, _alt(words, title, rows, weeks), f"{axis} · {words['few_mark']}")


def _alt(words: dict[str, str], title: str, rows: Sequence[object], weeks: Sequence[str]) -> str:
    first, last = spoken(weeks[0]), spoken(weeks[-1])
    return words["alt"].format(title=title, count=len(rows), first=first, last=last)


def _notices(posted: Posted) -> list[Content]:
    now = utc_now()
    return [
        {
            "id": each.id,
            "text": each.text,
            "begins": moment(each.begins),
            "ends": moment(each.ends),
            "is_now": each.holds(now),
        }
        for each in posted.notices
    ]

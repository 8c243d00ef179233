"""Which duties of the guides a procedure's step covers, which are not for the bot, and which nothing covers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from knowledge.guides.model import Guide
from knowledge.insight.judge import Duty, Judge
from knowledge.insight.model import Material, Report, Row, make_report
from knowledge.insight.words import load_report_texts

NAME = "plikter"


def report(material: Material) -> Report:
    """Every duty as not covered, not read, out of scope or covered, and the share covered of those judged in scope."""
    judge = Judge(material)
    found = [(guide, list(judge.duties(guide))) for guide in material.chosen()]
    duties = [duty for _, listed in found for duty in listed]
    times = _times(duties)
    within = times["covered"] + times["uncovered"]
    figures = {**times, "within": within, "percent": _percent(times["covered"], within)}
    tables = (
        [_counted(guide, listed) for guide, listed in found],
        [(d.sentence, d.source, d.judged or "") for d in duties if _is(d) == "uncovered"],
        [(d.sentence, d.source) for d in duties if _is(d) == "unread"],
        [(d.sentence, d.source, d.reason, d.judged or "") for d in duties if d.reason],
        [(d.sentence, d.source, d.step.place, d.step.text, d.judged or "") for d in duties if d.step],
    )
    return make_report(NAME, load_report_texts(material.paths.data_dir).reports[NAME], figures, *tables)


def _is(duty: Duty) -> str:
    if duty.step or duty.reason:
        return "covered" if duty.step else "outside"
    return "uncovered" if duty.judged else "unread"


def _times(duties: Sequence[Duty]) -> dict[str, int]:
    counted = Counter(map(_is, duties))
    return {each: counted[each] for each in ("covered", "uncovered", "outside", "unread")}


def _counted(guide: Guide, duties: Sequence[Duty]) -> Row:
    times = _times(duties)
    within = times["covered"] + times["uncovered"]
    share = f"{_percent(times['covered'], within)} %" if within else "–"
    return (guide.info.title, str(len(duties)), *map(str, times.values()), share)


def _percent(part: int, whole: int) -> int:
    return 100 * part // whole if whole else 0

"""The year wheel: each month's tasks with their source, and a calendar file that a calendar program reads."""

from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar

from knowledge.arshjul import MONTHS, as_calendar, load_arshjul, month_name
from knowledge.errors import ProcedureError
from knowledge.paths import Paths
from knowledge.procedures.model import Decision
from knowledge.rulebook import Rulebook, open_rulebook

TASK = "- {month: 8, title: T, what: Gjør T, who: Rektor, source: opplaeringslova#12-3}\n"


def events(content: bytes) -> list:
    return Calendar.from_ical(content).walk("VEVENT")


@pytest.mark.parametrize("kommune", ["steinkjer", "bakas", "nasjonal", "sondre_land"])
def test_each_school_month_has_tasks_and_a_decision_tells_them(rulebook: Rulebook, kommune: str) -> None:
    for month in MONTHS:
        decision = rulebook.decide("arshjul", {"maned": month}, kommune)
        assert isinstance(decision, Decision)
        assert 1 <= len(decision.steps) <= 5
        tasks = [task for task in rulebook.year(kommune) if task.month == MONTHS[month]]
        assert month == "juli" or tasks
        for task in tasks:
            assert any(task.what in step.what and step.who == task.who for step in decision.steps)
            assert task.source in decision.sources


def test_without_a_month_it_is_the_present_one() -> None:
    from knowledge.guides import Guides
    from knowledge.rules import load_rules

    paths = Paths()
    rulebook = Rulebook(load_rules(paths), Guides.load(paths), today=lambda: date(2027, 3, 9))
    decision = rulebook.decide("arshjul", {}, "steinkjer")
    assert isinstance(decision, Decision)
    assert decision.facts == {"maned": "mars"}


@pytest.mark.parametrize("kommune", ["steinkjer", "bakas"])
def test_the_calendar_holds_every_task_once_on_a_weekday_of_its_month(
    rulebook: Rulebook, kommune: str
) -> None:
    tasks = rulebook.year(kommune)
    found = events(as_calendar(tasks, kommune, "Årshjul", date(2026, 11, 20)))
    assert len(found) == len(tasks)
    assert len({str(event["uid"]) for event in found}) == len(found)
    for event, task in zip(found, tasks, strict=True):
        day = event.decoded("dtstart")
        assert day.month == task.month
        assert day.weekday() < 5
        assert date(2026, 8, 1) <= day < date(2027, 8, 1)
        assert str(event["summary"]) == task.title
        assert task.what in str(event["description"])


def test_in_spring_the_calendar_is_of_the_school_year_that_began_last_autumn(rulebook: Rulebook) -> None:
    days = [
        event.decoded("dtstart")
        for event in events(as_calendar(rulebook.year("bakas"), "bakas", "Å", date(2027, 2, 1)))
    ]
    assert min(days) >= date(2026, 8, 1)
    assert max(days) < date(2027, 8, 1)


def test_a_day_has_the_month_the_facts_call_it() -> None:
    assert [month_name(date(2026, number, 1)) for number in MONTHS.values()] == list(MONTHS)


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"nasjonal.yml": TASK.replace("month: 8", "month: 13")}, "kan ikke leses"),
        ({"nasjonal.yml": "- bare tekst\n"}, "kan ikke leses"),
        ({"nasjonal.yml": TASK * 5}, "august har flere enn 4"),
        ({"bakas.yml": TASK}, "«nasjonal.yml» mangler"),
    ],
)
def test_a_year_wheel_that_does_not_hold_is_refused(
    tmp_path: Path, files: dict[str, str], reason: str
) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(ProcedureError, match=reason):
        load_arshjul(tmp_path)


def test_an_unknown_source_of_a_task_stops_the_start(tmp_path: Path) -> None:
    import shutil

    shutil.copytree(Paths().data_dir, tmp_path / "data", ignore=shutil.ignore_patterns("embedding", "nlu"))
    with (tmp_path / "data" / "arshjul" / "bakas.yml").open("a", encoding="utf-8") as file:
        file.write(TASK.replace("opplaeringslova#12-3", "bakas-skolemiljoplan#finnes-ikke"))
    with pytest.raises(ProcedureError, match=r"arshjul/bakas\.yml"):
        open_rulebook(Paths(tmp_path / "data", tmp_path / "var"))

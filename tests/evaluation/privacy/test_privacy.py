"""The guard holds what was measured, a little under it; an empty or broken set fails instead of passing."""

import re
from functools import cache
from pathlib import Path

import pytest

from bot.privacy import Kind
from tests.conftest import SHARED, missing
from tests.evaluation.privacy import messages
from tests.evaluation.privacy.figures import Figures, innocent_words, measure
from tests.evaluation.privacy.guards import guards
from tests.evaluation.privacy.messages import MarkingError, Message, read_norne, read_set

SIZES = {"development": 400, "blind": 200}
SURE_KINDS: tuple[Kind, ...] = ("fodselsnummer", "d_nummer", "telefon", "epost")
TOLD_KINDS: tuple[Kind, ...] = ("fodselsdato", "brukernavn", "adresse")


@cache
def figures(name: str, guard: str = "begge") -> Figures:
    return measure(read_set(name), guards()[guard])


@pytest.mark.parametrize("name", SIZES)
def test_set_is_large_has_every_kind_and_no_message_twice(name: str) -> None:
    read = read_set(name)
    kinds = {mark.kind for message in read for mark in message.marks}
    assert len({message.text for message in read}) == len(read) >= SIZES[name]
    assert kinds >= {"navn", *SURE_KINDS, *TOLD_KINDS}
    assert sum(not message.marks for message in read) >= len(read) / 4


# In the blind set one phone number of nineteen was left when it was measured.
FLOORS = {(name, kind): 1.0 for name in SIZES for kind in SURE_KINDS}


@pytest.mark.parametrize(("name", "kind"), FLOORS)
def test_numbers_and_e_mails_are_gone(name: str, kind: Kind) -> None:
    assert figures(name).recall(kind) >= FLOORS[name, kind]


@pytest.mark.parametrize(("name", "floor"), [("development", 0.985), ("blind", 0.97)])
def test_names_are_gone(name: str, floor: float) -> None:
    assert figures(name).recall("navn") >= floor


@pytest.mark.parametrize("name", SIZES)
@pytest.mark.parametrize("kind", TOLD_KINDS)
def test_what_the_sentence_tells_is_gone(name: str, kind: Kind) -> None:
    assert figures(name).recall(kind) >= 0.8


@pytest.mark.parametrize("name", SIZES)
def test_few_innocent_words_are_lost(name: str) -> None:
    assert figures(name).lost_share <= 0.01


def test_rules_and_pipeline_find_more_names_together_than_alone() -> None:
    both = figures("development").recall("navn")
    assert both > figures("development", "reglene").recall("navn")
    assert both > figures("development", "navneleseren").recall("navn")


def test_names_in_newspaper_norwegian_are_gone() -> None:
    folder = SHARED / "data" / "norne"
    if not folder.is_dir():
        missing(f"NorNE ligger ikke i {folder}; denne prøven trenger den.")
    assert measure(read_norne(folder), guards()["begge"]).recall("navn") >= 0.95


def test_nothing_to_measure_is_an_error() -> None:
    guard = guards()["reglene"]
    with pytest.raises(ValueError, match="ingen merkede"):
        measure([], guard)
    with pytest.raises(ValueError, match="ingen merkede"):
        measure([Message("hei", ())], guard)


@pytest.mark.parametrize("line", ["{navn|Ola} {slo", "{naam|Ola} slo", "{navn|Ola slo", "navn|Ola} slo"])
def test_wrong_mark_names_the_line_and_not_what_stands_there(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "blind.txt").write_text(f"# hode\n{line}\n", encoding="utf-8")
    monkeypatch.setattr(messages, "HERE", tmp_path)
    with pytest.raises(MarkingError, match=re.escape("blind.txt:2")) as error:
        read_set("blind")
    assert "Ola" not in str(error.value)


def test_marks_point_at_what_was_marked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "blind.txt").write_text("Hei⏎{navn|Ola B} ringte {telefon|412}.\n", encoding="utf-8")
    monkeypatch.setattr(messages, "HERE", tmp_path)
    (message,) = read_set("blind")
    assert message.text == "Hei\nOla B ringte 412."
    assert [message.text[mark.start : mark.end] for mark in message.marks] == ["Ola B", "412"]
    assert [message.text[slice(*word)] for word in innocent_words(message)] == ["Hei", "ringte"]

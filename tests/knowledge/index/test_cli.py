"""The command line, as a rådgiver uses it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from knowledge.__main__ import main
from knowledge.paths import Paths
from tests.conftest import ROOT


def run(paths: Paths, *arguments: str) -> int:
    return main(["--data-dir", str(paths.data_dir), "--var-dir", str(paths.var_dir), *arguments])


def test_index_builds_once_and_then_says_it_is_up_to_date(
    paths: Paths, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(paths, "index") == 0
    steps = capsys.readouterr().out.splitlines()
    assert len(steps) > 3
    assert all(step.endswith(" s") for step in steps)
    assert run(paths, "index") == 0
    assert capsys.readouterr().out == "Søkeindeksen er oppdatert.\n"
    assert run(paths, "index", "--force") == 0
    assert "Indeksen er tatt i bruk" in capsys.readouterr().out


def test_search_builds_what_is_missing_and_gives_the_contracts_json(
    paths: Paths, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(paths, "search", "åtte dager borte", "--json", "--k", "2") == 0
    found = json.loads(capsys.readouterr().out)
    assert len(found) == 2
    assert found[0].keys() == {"guide", "section", "text", "score"}
    assert (found[0]["guide"], found[0]["section"]) == ("vidda-fravaer", "Fravær › Hver uke")


def test_a_reader_that_closes_early_is_no_error(paths: Paths) -> None:
    run(paths, "index")
    folders = ["--data-dir", str(paths.data_dir), "--var-dir", str(paths.var_dir)]
    command = [sys.executable, "-m", "knowledge", *folders, "search", "åtte dager borte"]
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        command, cwd=ROOT, stdout=writing, stderr=subprocess.PIPE, text=True, timeout=120, check=False
    )
    os.close(writing)
    assert done.stderr == ""


def test_search_shows_guide_section_and_text(paths: Paths, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(paths, "search", "åtte dager borte", "--k", "1") == 0
    shown = capsys.readouterr().out
    assert "Fraværsrutine for Vidda\nFravær › Hver uke  (0." in shown
    assert "Har en elev vært borte i åtte dager" in shown


def test_search_says_when_nothing_answers(paths: Paths, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(paths, "search", "oppskrift på vafler") == 0
    assert capsys.readouterr().out.startswith("Dette svarer ikke veilederne på.")
    assert run(paths, "search", "???") == 0
    assert capsys.readouterr().out == "Jeg fant ingenting. Skriv spørsmålet med noen flere ord.\n"


def test_an_ingested_guide_is_found_and_a_withdrawn_one_is_not(
    paths: Paths, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    original = tmp_path / "svømming.txt"
    original.write_text(
        "Badevakten skal alltid ha fløyte og kjenne redningsplanen for bassenget.\n", encoding="utf-8"
    )
    assert run(paths, "ingest", str(original)) == 0
    assert "Leste inn «Svømming» (svomming)" in capsys.readouterr().out
    run(paths, "search", "badevakten fløyte", "--json", "--k", "1")
    assert json.loads(capsys.readouterr().out)[0]["guide"] == "svomming"
    assert run(paths, "withdraw", "svomming") == 0
    capsys.readouterr()
    run(paths, "search", "badevakten fløyte", "--json")
    assert "svomming" not in {hit["guide"] for hit in json.loads(capsys.readouterr().out)}


def test_a_broken_file_is_named_on_stderr_and_the_others_are_taken(
    paths: Paths, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "inn"
    folder.mkdir()
    (folder / "tom.txt").write_text("", encoding="utf-8")
    (folder / "hel.txt").write_text(
        "Skolen har en plan for brann og evakuering hver høst.\n", encoding="utf-8"
    )
    assert run(paths, "ingest", str(folder)) == 0
    told = capsys.readouterr()
    assert "(hel)" in told.out
    assert told.err == "tom.txt: filen er tom.\n"


@pytest.mark.parametrize(
    "arguments", [("ingest", "/finnes/ikke"), ("withdraw", "ukjent"), ("--model", "/finnes/ikke", "index")]
)
def test_what_cannot_be_done_is_one_sentence_on_stderr_and_exit_1(
    paths: Paths, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    assert run(paths, *arguments) == 1
    told = capsys.readouterr()
    assert told.err.count("\n") == 1
    assert "Traceback" not in told.out + told.err


def test_a_broken_guide_stops_the_build_with_one_sentence(
    paths: Paths, capsys: pytest.CaptureFixture[str]
) -> None:
    (paths.digests / "ny.md").write_text("uten opplysninger", encoding="utf-8")
    assert run(paths, "index") == 1
    assert capsys.readouterr().err.startswith("ny.md: ")


@pytest.mark.parametrize("arguments", [(), ("søk",), ("search",), ("search", "a", "--k", "mange")])
def test_a_miswritten_command_is_one_sentence_and_exit_1(
    paths: Paths, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        run(paths, *arguments)
    assert stopped.value.code == 1
    assert capsys.readouterr().err == "Kommandoen er ikke riktig skrevet. Se «python -m knowledge --help».\n"

"""The script that pages fetch: built from the sources as they are, small, and without a word that is not data."""

from __future__ import annotations

import gzip
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT, missing
from tests.support.npm import NoClientsError, npm_packages

WEB = ROOT / "bot" / "web"
SCRIPT = WEB / "dist" / "widget.js"
SOURCES = sorted((WEB / "src").glob("*.ts"))
SHEETS = sorted((WEB / "src").glob("*.css"))
MAX_GZIP_BYTES = 30 * 1024
SECONDS = 120
COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"])//[^\n]*", re.S)
LITERAL = re.compile(r'"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`')
# A text begins with a capital, has a letter of ours, or is a sentence.
TEXT = re.compile(r"^\W*[A-ZÆØÅ][a-zæøå]|[æøåÆØÅ«»]|\w \w.*[.!?…]$")
HEADERS = re.compile(r"[A-Z][a-z]+(-[A-Z][a-z]+)+|Authorization|Bearer \$\{\w+\}")
KEYS = {"Enter", "Escape"}
# How the bot's own texts are known again.
OF_THE_BOT = {"Slik forsto", "«endre "}


@pytest.fixture(scope="module")
def tools() -> Path:
    try:
        return npm_packages(WEB) / ".bin"
    except NoClientsError as error:
        missing(str(error))


def words_of(form: str) -> dict[str, Any]:
    return yaml.safe_load((ROOT / "data" / "widget" / f"{form}.yml").read_text(encoding="utf-8"))


def code_of(source: Path) -> str:
    return COMMENT.sub("", source.read_text(encoding="utf-8"))


def run(*command: str | Path) -> None:
    done = subprocess.run(
        command, cwd=WEB, capture_output=True, encoding="utf-8", timeout=SECONDS, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_shipped_script_is_what_the_sources_give(tools: Path, tmp_path: Path) -> None:
    run(tools / "vite", "build", "--outDir", tmp_path, "--emptyOutDir")
    assert (tmp_path / "widget.js").read_bytes() == SCRIPT.read_bytes(), (
        "run make widget, and commit the script"
    )
    assert [each.name for each in tmp_path.iterdir()] == [each.name for each in SCRIPT.parent.iterdir()]


def test_the_types_hold(tools: Path) -> None:
    run(tools / "tsc", "--noEmit")


def test_the_script_is_small() -> None:
    size = len(gzip.compress(SCRIPT.read_bytes(), 9))
    print(f"widget.js: {size / 1024:.1f} KB gzip")
    assert size <= MAX_GZIP_BYTES, f"{size} bytes"


def test_the_lock_pins_each_package_without_saying_where_it_was_fetched() -> None:
    assert '"resolved"' not in (WEB / "package-lock.json").read_text(encoding="utf-8")
    pinned = yaml.safe_load((WEB / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in pinned.values())


def test_both_forms_of_norwegian_say_the_same_things() -> None:
    nb, nn = words_of("nb"), words_of("nn")
    assert list(nb["words"]) == list(nn["words"])
    assert len(nb["starters"]) == len(nn["starters"])
    assert [number for number, _ in nb["emergency"]] == [number for number, _ in nn["emergency"]]
    slots = re.compile(r"\{\w+\}")
    for name, text in nb["words"].items():
        assert slots.findall(text) == slots.findall(nn["words"][name]), name
    different = [name for name, text in nb["words"].items() if text != nn["words"][name]]
    assert len(different) > len(nb["words"]) / 2


def test_every_text_that_is_asked_for_exists_and_is_used() -> None:
    names = set(words_of("nb")["words"])
    code = "".join(code_of(source) for source in SOURCES)
    assert {name for name in names if f'"{name}"' not in code} == set(), "never used"
    assert set(re.findall(r'\bsay\("(\w+)"', code)) - names == set(), "not there"


def test_no_text_stands_in_the_code() -> None:
    found = {one or other for source in SOURCES for one, other in LITERAL.findall(code_of(source))}
    texts = {text for text in found if TEXT.search(text) and not HEADERS.fullmatch(text)}
    assert texts - KEYS - OF_THE_BOT == set()


def test_text_can_never_become_html_nor_a_style_of_its_own() -> None:
    unsafe = re.compile(
        r"\b(inner|outer)HTML\b|insertAdjacentHTML|document\.write|\beval\b|DOMParser|\bstyle: "
    )
    for source in SOURCES:
        assert not unsafe.search(code_of(source)), source.name


def test_no_length_hangs_on_the_pages_own_size_of_type() -> None:
    """A page may set 1rem to 10 pixels; the reader's own size is what counts."""
    for sheet in [*SHEETS, WEB / "theme.css"]:
        assert not re.search(r"\d(rem|vw|vh|vmin|vmax)\b", sheet.read_text(encoding="utf-8")), sheet.name


def test_every_style_sheet_that_a_page_names_is_there() -> None:
    for template in (ROOT / "data" / "templates").glob("*.html"):
        for names in re.findall(r"sheets = .*?\[([^\]]*)\]", template.read_text(encoding="utf-8")):
            for name in re.findall(r'"(\w+)"', names):
                assert (WEB / f"{name}.css").is_file(), f"{template.name}: {name}"

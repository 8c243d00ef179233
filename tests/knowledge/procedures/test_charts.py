"""The charts say what the rules say: every row, every outcome, nothing on top of anything else, nothing that runs."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from knowledge.__main__ import main
from knowledge.charts.conditions import Phrases
from knowledge.charts.describe import Chart, describe
from knowledge.charts.layout import WIDTH, layout
from knowledge.charts.mermaid import mermaid
from knowledge.charts.pages import chart_pages
from knowledge.charts.svg import svg
from knowledge.charts.text import width, wrap
from knowledge.charts.words import ChartWords, load_chart_words
from knowledge.errors import ProcedureError
from knowledge.paths import Paths
from knowledge.procedures.model import Procedure
from knowledge.procedures.rows import Condition
from knowledge.rulebook import Rulebook, open_rulebook
from tests.conftest import ROOT

NAMESPACE = "{http://www.w3.org/2000/svg}"
HOSTILE = '<script>alert("x")</script> `**fet**` "];} end --> %% #quot; 1. liste & </svg><img src=x onerror=alert(1)> \x07'
DOCS = ROOT / "docs" / "prosedyrer"


@pytest.fixture(scope="module")
def words() -> ChartWords:
    return load_chart_words(ROOT / "data")


@pytest.fixture(scope="module")
def rulebook(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    return open_rulebook(Paths(var_dir=tmp_path_factory.mktemp("var")))


@pytest.fixture(scope="module")
def charts(rulebook: Rulebook, words: ChartWords) -> list[tuple[Procedure, Chart]]:
    """Every procedure in every kommune."""
    return [
        (procedure, describe(procedure, words, rulebook.citation, kommune.title))
        for kommune in rulebook.municipalities.all()
        for procedure in rulebook.procedures(kommune.id)
    ]


@pytest.fixture(scope="module")
def hostile(rulebook: Rulebook, words: ChartWords) -> Chart:
    """A procedure in which every label is an attack."""
    procedure = rulebook.procedure("melde_fra")
    attacked = replace(
        procedure,
        title=HOSTILE,
        facts=tuple(replace(fact, label=HOSTILE) for fact in procedure.facts),
        rows=tuple(replace(row, id=HOSTILE, label=HOSTILE) for row in procedure.rows),
        outcomes={name: replace(each, title=HOSTILE) for name, each in procedure.outcomes.items()},
    )
    return describe(attacked, words, rulebook.citation, HOSTILE)


def seen(root: Element) -> str:
    """What is drawn, without the description that only a screen reader has."""
    return joined(" ".join(element.text or "" for element in root.iter(f"{NAMESPACE}text")))


def joined(text: str) -> str:
    return " ".join(text.split())


def test_the_drawing_shows_each_row_and_each_outcome(charts: list[tuple[Procedure, Chart]]) -> None:
    for procedure, chart in charts:
        drawn = seen(ElementTree.fromstring(svg(chart)))
        for row in procedure.rows:
            assert f"Rad {row.id}" in drawn
            assert joined(row.label) in drawn, (procedure.id, row.id)
        for outcome in procedure.outcomes.values():
            assert joined(outcome.title) in drawn, (procedure.id, outcome.id)
        for fact in procedure.facts:
            assert joined(fact.label) in drawn, (procedure.id, fact.id)


def test_every_box_of_a_row_names_the_row_and_its_legal_basis(
    charts: list[tuple[Procedure, Chart]],
) -> None:
    for procedure, chart in charts:
        rows = iter(procedure.rows)
        row = None
        for box in layout(chart).boxes:
            text = joined(" ".join(line.text for line in box.lines))
            if box.kind == "decision" or (
                box.kind in ("outcome", "urgent") and (not row or not row.when.facts())
            ):
                row = next(rows)
            elif box.kind not in ("outcome", "urgent"):
                continue
            assert row is not None
            assert f"Rad {row.id}" in text
            assert "§ " in text
            row = row if box.kind == "decision" else None
        assert next(rows, None) is None


def test_whoever_does_not_see_the_drawing_is_told_the_same(charts: list[tuple[Procedure, Chart]]) -> None:
    for procedure, chart in charts:
        root = ElementTree.fromstring(svg(chart))
        assert root.get("role") == "img"
        title, description = root.find(f"{NAMESPACE}title"), root.find(f"{NAMESPACE}desc")
        assert title is not None
        assert description is not None
        assert joined(procedure.title) in joined(title.text or "")
        told = joined(description.text or "")
        for row in procedure.rows:
            assert joined(row.label) in told
            assert joined(procedure.outcomes[row.outcome].title) in told


def test_nothing_in_a_drawing_lies_on_anything_else(
    charts: list[tuple[Procedure, Chart]], hostile: Chart
) -> None:
    for chart in [*(chart for _, chart in charts), hostile]:
        drawing = layout(chart)
        for box, other in itertools.combinations(drawing.boxes, 2):
            assert box.bottom < other.y or other.bottom < box.y, chart.id
        for arrow in drawing.arrows:
            for box in drawing.boxes:
                crosses = box.x < arrow.x < box.x + box.width and arrow.top < box.y + 1 < arrow.bottom
                assert not crosses, chart.id
                label_end = arrow.x + 8 + width(arrow.label, 15, is_bold=True)
                assert arrow.label == "" or label_end < WIDTH
                assert arrow.label == "" or not box.y < arrow.label_y < box.bottom, chart.id


def test_all_text_lies_inside_its_box(charts: list[tuple[Procedure, Chart]], hostile: Chart) -> None:
    for chart in [*(chart for _, chart in charts), hostile]:
        drawing = layout(chart)
        for box in drawing.boxes:
            assert box.x >= 0
            assert box.x + box.width <= WIDTH
            assert box.bottom <= drawing.height
            for line in box.lines:
                assert box.x < line.x
                assert line.x + width(line.text, line.size, line.is_bold) < box.x + box.width, line
                assert box.y < line.y - line.size
                assert line.y < box.bottom


def test_a_word_too_long_for_a_line_is_cut_and_nothing_is_lost() -> None:
    word = "skolemiljøutredningskommisjonsmedlemskapsspørsmålet" * 3
    lines = wrap(f"kort {word} kort", 16, 200)
    assert "".join(lines).replace("kort", "") == word
    assert all(width(line, 16) <= 200 for line in lines)


def test_a_drawing_needs_nothing_but_itself(charts: list[tuple[Procedure, Chart]], hostile: Chart) -> None:
    allowed = {"svg", "title", "desc", "style", "rect", "g", "path", "text"}
    for chart in [*(chart for _, chart in charts), hostile]:
        text = svg(chart)
        for element in ElementTree.fromstring(text).iter():
            assert element.tag.removeprefix(NAMESPACE) in allowed
            assert not [name for name in element.attrib if name.startswith("on") or "href" in name]
        assert "url(" not in text
        assert "@import" not in text
        assert re.findall(r"https?://[^\"]+", text) == ["http://www.w3.org/2000/svg"]


def test_a_hostile_label_is_only_words(hostile: Chart) -> None:
    assert "<script>alert" in seen(ElementTree.fromstring(svg(hostile)))
    text = mermaid(hostile)
    assert "<script" not in text
    assert "<img" not in text
    assert set(re.findall(r"<[^>]*>", text)) <= {"<br/>"}


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def colours(text: str, dark: bool) -> Iterator[tuple[str, str]]:
    """Ink and what it stands on."""
    if dark:
        style = text[text.index("prefers-color-scheme:dark") : text.index("</style>")]
        inks = re.findall(r"\.(?:ink|muted)\{fill:(#\w+)", style)
        papers = re.findall(r"\.(?:paper|facts,\.decision|outcome|urgent)\{fill:(#\w+)", style)
    else:
        inks = re.findall(r'class="(?:ink|muted)" fill="(#\w+)"', text)
        papers = re.findall(r'class="(?:paper|box \w+)" fill="(#\w+)"', text)
    yield from itertools.product(sorted(set(inks)), sorted(set(papers)))


@pytest.mark.parametrize("dark", [False, True])
def test_every_ink_is_readable_on_every_box(dark: bool, rulebook: Rulebook, words: ChartWords) -> None:
    text = svg(describe(rulebook.procedure("melde_fra"), words, rulebook.citation, "Norge"))
    pairs = list(colours(text, dark))
    assert len(pairs) == 8
    for ink, paper in pairs:
        light, deep = sorted((luminance(ink), luminance(paper)), reverse=True)
        assert (light + 0.05) / (deep + 0.05) >= 4.5, (ink, paper)


NODE = re.compile(r'    (\w+)(?:\(\[|\[|\{\{)("[^"]*")(?:\]\)|\]|\}\})')
ARROW = re.compile(r'    (\w+) -->(?:\|("[^"]*")\|)? (\w+)')


def test_mermaid_text_has_only_nodes_and_arrows_between_them(
    charts: list[tuple[Procedure, Chart]], hostile: Chart
) -> None:
    for chart in [*(chart for _, chart in charts), hostile]:
        first, *rest = mermaid(chart).splitlines()
        assert first == "flowchart TD"
        assert all(NODE.fullmatch(line) or ARROW.fullmatch(line) for line in rest)
        nodes = {match[1] for line in rest if (match := NODE.fullmatch(line))}
        ends = {end for line in rest if (match := ARROW.fullmatch(line)) for end in (match[1], match[3])}
        assert ends == nodes


def arrows(text: str) -> dict[tuple[str, str], str]:
    return {(source, target): (label or "").strip('"') for source, label, target in ARROW.findall(text)}


def test_mermaid_goes_from_row_to_row_and_after_danger_on_to_the_rest(
    charts: list[tuple[Procedure, Chart]],
) -> None:
    for procedure, chart in charts:
        found = arrows(mermaid(chart))
        for number, row in enumerate(procedure.rows, start=1):
            if row.when.facts():
                assert found[(f"rad{number}", f"utfall{number}")] == "ja"
        for number, (row, after) in enumerate(itertools.pairwise(procedure.rows), start=1):
            following = f"{'rad' if after.when.facts() else 'utfall'}{number + 1}"
            assert found[(f"rad{number}", following)] == ("nei" if after.when.facts() else "ellers")
            if row.then is not None:
                assert (
                    joined(found[(f"utfall{number}", following)].replace("<br/>", " "))
                    == "deretter, som ellers"
                )


def test_mermaid_holds_each_row_s_words_whole(charts: list[tuple[Procedure, Chart]]) -> None:
    for procedure, chart in charts:
        text = re.sub(r"#(\d+);", lambda code: chr(int(code[1])), mermaid(chart))
        text = joined(text.replace("<br/>", " "))
        for row in procedure.rows:
            assert joined(row.label) in text
            assert joined(procedure.outcomes[row.outcome].title) in text


def test_a_condition_is_said_so_that_and_and_or_are_not_mixed(
    melde_fra: Procedure, words: ChartWords
) -> None:
    condition = Condition(
        (("rolle", frozenset(["rektor"])),),
        (
            Condition((("krenker", frozenset(["ansatt"])),)),
            Condition((("fare", frozenset(["vet_ikke"])), ("alvorlig", frozenset(["vet_ikke", "ja"])))),
        ),
    )
    assert Phrases(melde_fra, words).sentence(condition, quoted=True) == (
        "«Din rolle: Rektor» og enten «Hvem som krenker: En ansatt på skolen» "
        "eller («Fare for liv eller helse nå: Vet ikke» og «Om saken er alvorlig: Ja eller Vet ikke»)"
    )


def test_the_deadline_and_those_who_must_know_are_in_the_drawing(
    charts: list[tuple[Procedure, Chart]], words: ChartWords
) -> None:
    for procedure, chart in charts:
        for row, card in zip(procedure.rows, chart.rows, strict=True):
            outcome = procedure.outcomes[row.outcome]
            assert words.urgency(outcome.urgency) in card.outcome.urgency
            for recipient in outcome.recipients:
                assert words.recipients[recipient] in " ".join(card.outcome.lines)


def test_a_recipient_without_a_name_is_an_error_that_says_where(words: ChartWords) -> None:
    with pytest.raises(ProcedureError, match=r"texts\.yml.*«konge»"):
        words.names(("konge",))


def test_the_pages_in_docs_are_what_the_rules_give_now() -> None:
    wanted = chart_pages(Paths())
    found = {path.name: path.read_text(encoding="utf-8") for path in DOCS.glob("*.md")}
    assert sorted(found) == sorted(wanted), "Kjør «make charts», og slett sider som ikke har noen prosedyre."
    old = [name for name in wanted if found[name] != wanted[name]]
    assert not old, f"Kjør «make charts»; dette er ikke lenger det reglene sier: {', '.join(old)}"


def test_the_command_writes_every_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--var-dir", str(tmp_path / "var"), "charts", "--to", str(tmp_path / "ny")]) == 0
    written = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "ny").iterdir()}
    assert written == chart_pages(Paths())
    assert f"Tegnet {len(written) - 1} prosedyrer" in capsys.readouterr().out

"""The Word file and the page: what was written stands there as text, whatever it is, and a bad template runs nothing."""

import io
import itertools
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from bs4 import BeautifulSoup
from docx.document import Document as Opened
from lxml import html as lxml_html  # type: ignore[import-untyped]

from actions.drafting.content import Drafting
from actions.drafting.errors import FormError
from actions.drafting.render import Renderer
from tests.actions.conftest import DATA
from tests.actions.drafting.hostile import HOSTILE, UNWRITABLE, WRITTEN
from tests.actions.drafting.writer import ANSWER, REQUEST, Writer

LINKS = {"Hent i Word": "../api/drafts/x?key=y", "Til samtalen": "../"}


def word_text(content: bytes) -> str:
    """All text of a Word file, a paragraph or a line break a line."""
    return "\n".join(lines(docx.Document(io.BytesIO(content))))


def lines(document: Opened) -> Iterator[str]:
    for paragraph in document.element.body.iter(f"{{{document.element.nsmap['w']}}}p"):
        yield "".join(_piece(each) for each in paragraph.iter())


def _piece(element: Any) -> str:
    name = str(element.tag).rpartition("}")[2]
    return element.text or "" if name == "t" else {"br": "\n", "tab": "\t", "cr": "\n"}.get(name, "")


def page_text(page: str) -> str:
    return BeautifulSoup(page, "html.parser").get_text("\n", strip=False)


@pytest.fixture(params=["docx", "html"])
def text_of(request: pytest.FixtureRequest, renderer: Renderer, drafting: Drafting) -> Any:
    """The text of a writer's draft, as a Word file and as a page."""

    def text(writer: Writer) -> str:
        form = writer.form(writer.kind)
        if request.param == "html":
            return page_text(renderer.html(writer.document, LINKS))
        return word_text(renderer.docx(writer.document, form.template))

    return text


def test_hostile_answers_everywhere_stand_there_as_text(writer: Writer, text_of: Any, kind: str) -> None:
    writer.make(kind, REQUEST).answer_all("\n".join(HOSTILE))
    text = text_of(writer)
    answered = [value for value in _texts(writer.values) if value.startswith(HOSTILE[0])]
    assert answered or kind == "samtaleguide"
    for line in HOSTILE if answered else ():
        assert text.count(line) >= len(answered), line[:60]


def _texts(values: object) -> Iterator[str]:
    match values:
        case str():
            yield values
        case dict():
            for each in values.values():
                yield from _texts(each)
        case list():
            for each in values:
                yield from _texts(each)


def test_a_hostile_story_stands_as_text(writer: Writer, text_of: Any) -> None:
    text = text_of(writer.make("meldeskjema", "\n".join(HOSTILE)))
    assert all(line in text for line in HOSTILE)


def test_what_no_file_can_hold_is_left_out_and_the_rest_stays(writer: Writer, text_of: Any) -> None:
    writer.make("tiltaksplan", REQUEST)
    while writer.asks != "tiltak":
        writer.answer("Svar")
    text = text_of(writer.write(UNWRITABLE).write("ferdig"))
    assert WRITTEN in text


def test_line_breaks_of_every_kind_part_the_text_and_break_nothing(writer: Writer, text_of: Any) -> None:
    text = text_of(writer.make("meldeskjema", "en\r\nto\u2028tre\u2029fire\x85fem\tseks"))
    assert [each for each in ("en", "to", "tre", "fire", "fem\tseks") if each not in text] == []


def test_the_page_holds_no_element_of_the_writer(writer: Writer, renderer: Renderer) -> None:
    writer.make("tiltaksplan", "\n".join(HOSTILE)).answer_all("\n".join(HOSTILE))
    page = BeautifulSoup(renderer.html(writer.document, LINKS), "html.parser")
    assert page.find_all(["script", "img", "b", "iframe"]) == []
    assert {each["href"] for each in page.find_all("a")} == set(LINKS.values())
    assert not [each for each in page.find_all(True) if any(name.startswith("on") for name in each.attrs)]


def test_the_word_file_holds_no_macro_link_or_field(writer: Writer, renderer: Renderer) -> None:
    writer.make("tiltaksplan", "\n".join(HOSTILE)).answer_all("\n".join(HOSTILE))
    with zipfile.ZipFile(io.BytesIO(renderer.docx(writer.document, "utkast"))) as file:
        names = file.namelist()
        body = file.read("word/document.xml").decode()
        links = "".join(file.read(each).decode() for each in names if each.endswith(".rels"))
    assert not [each for each in names if "vba" in each.lower()]
    assert not re.search(r"<w:(hyperlink|fldSimple|instrText|object)\b", body)
    assert 'TargetMode="External"' not in links


def test_the_word_file_names_its_title_and_language(writer: Writer, renderer: Renderer, kind: str) -> None:
    document = writer.make(kind).document
    opened = docx.Document(io.BytesIO(renderer.docx(document, writer.form(kind).template)))
    assert opened.core_properties.title == document.title
    assert opened.core_properties.language == "nb-NO"
    assert opened.paragraphs[0].style is not None
    assert opened.paragraphs[0].style.name in ("Title", "Heading 1")
    assert opened.paragraphs[0].text == document.title


def test_incomplete_is_told_with_its_paragraph(writer: Writer, text_of: Any, kind: str) -> None:
    text = text_of(writer.make(kind, REQUEST).skip_all())
    assert ("Ikke komplett" in text) == bool(writer.document.missing)
    assert all(each in text for each in writer.document.missing)
    assert "§" in "".join(writer.document.missing) or not writer.document.missing


def test_everything_of_the_draft_is_in_both(writer: Writer, text_of: Any, kind: str) -> None:
    text = text_of(writer.make(kind, REQUEST).answer_all())
    document = writer.document
    assert "Ikke komplett" not in text
    words = " ".join(text.split())
    for said in (
        document.title,
        document.intro,
        document.disclaimer,
        *document.sources,
        *_shown(document.blocks),
    ):
        assert " ".join(said.split()) in words, said
    assert "Navn og andre personopplysninger føyes til her" in text
    assert document.made in text
    assert document.version in text
    assert ANSWER in text


def _shown(blocks: Any) -> Iterator[str]:
    for block in blocks:
        yield block.label
        yield from (*block.paragraphs, *block.columns, *block.items)
        yield from (cell for row in block.rows for cell in row)
        yield from (line.label for line in block.lines)


# The page for a screen reader


@pytest.fixture(params=["skipped", "answered"])
def page(request: pytest.FixtureRequest, writer: Writer, renderer: Renderer, kind: str) -> Any:
    writer.make(kind, REQUEST)
    writer.skip_all() if request.param == "skipped" else writer.answer_all()
    return lxml_html.fromstring(renderer.html(writer.document, LINKS))


def test_the_page_can_be_read_aloud(page: Any) -> None:
    assert page.get("lang") == "nb"
    assert page.findtext("head/title")
    headings = [int(each.tag[1]) for each in page.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(headings))
    assert all(each.text_content().strip() for each in page.xpath("//h1|//h2|//th|//dt|//a|//li"))
    assert len(page.xpath("//main")) == 1


def test_every_table_has_heads_and_a_name(page: Any) -> None:
    for table in page.xpath("//table"):
        heads = table.xpath("./thead/tr/th")
        assert heads
        assert {each.get("scope") for each in heads} == {"col"}
        assert {len(row.xpath("./td|./th")) for row in table.xpath("./tbody/tr")} <= {len(heads)}
        assert page.xpath(f"//*[@id='{table.get('aria-labelledby')}']")


def test_every_reference_and_id_holds(page: Any) -> None:
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert set(page.xpath("//@aria-labelledby")) <= set(ids)
    assert not page.xpath("//*[@style or @onclick]|//script|//img[not(@alt)]")
    assert all(each.xpath("./dt") and each.xpath("./dd") for each in page.xpath("//dl/div"))


# Templates that a kommune has edited


@pytest.fixture
def templates(tmp_path: Path, drafting: Drafting) -> Renderer:
    for path in (DATA / "templates").iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    return Renderer(tmp_path, drafting.words.document)


def word_template(path: Path, *paragraphs: str) -> None:
    document = docx.Document()
    for each in paragraphs:
        document.add_paragraph(each)
    document.save(str(path))


def test_a_kommunes_own_template_is_used(writer: Writer, templates: Renderer, tmp_path: Path) -> None:
    word_template(tmp_path / "utkast.docx", "Vår kommune", "{{ title }}", "{{ missing | length }}")
    text = word_text(templates.docx(writer.make("meldeskjema", REQUEST).document, "utkast"))
    assert text.splitlines() == ["Vår kommune", writer.document.title, "2"]


@pytest.mark.parametrize(
    "template",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ title.__class__.__mro__[1].__subclasses__() }}",
        "{% for each in ().__class__.__base__.__subclasses__() %}{{ each }}{% endfor %}",
        "{{ words.__class__.__init__.__globals__['os'].popen('touch FILE').read() }}",
        "{{ ''|attr('__class__')|attr('__mro__') }}",
        "{{ title.format.__func__.__globals__ }}",
        "{{ '{0.__class__.__mro__}'.format(title) }}",
        "{{ cycler.__init__.__globals__.os.system('touch FILE') }}",
        "{{ words.update({'word': 'endret'}) }}{{ words.word.x.y }}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}{{ os.system('touch FILE') }}",
        "{{ titel }}",
        "{{ title ",
        "{% if missing %}",
        "{% endfor %}",
        "{{ title | ukjent }}",
        "{{ 1 / 0 }}",
        "{%p for each in blocks %}",
    ],
)
def test_a_hostile_or_broken_template_is_told_and_runs_nothing(
    writer: Writer, templates: Renderer, tmp_path: Path, template: str
) -> None:
    ran = tmp_path / "ran"
    word_template(tmp_path / "utkast.docx", template.replace("FILE", str(ran)))
    document = writer.make("meldeskjema").document
    with pytest.raises(FormError, match=r"^utkast\.docx: Word-malen er ødelagt\. Åpne den"):
        templates.docx(document, "utkast")
    assert not ran.exists()


@pytest.mark.parametrize("content", [b"", b"ikke en zip-fil", b"PK\x03\x04 halv", b"%PDF-1.7"])
def test_a_file_that_is_no_word_file_is_told(
    writer: Writer, templates: Renderer, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "utkast.docx").write_bytes(content)
    with pytest.raises(FormError, match="Word-malen er ødelagt"):
        templates.docx(writer.make("meldeskjema").document, "utkast")


def test_a_zip_without_a_document_is_told(writer: Writer, templates: Renderer, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "utkast.docx", "w") as file:
        file.writestr("noe.txt", "hei")
    with pytest.raises(FormError, match="Word-malen er ødelagt"):
        templates.docx(writer.make("meldeskjema").document, "utkast")


@pytest.mark.parametrize("name", ["utkast", "utkast_liggende", "finnes_ikke", "../utkast"])
def test_a_missing_template_is_told(writer: Writer, templates: Renderer, tmp_path: Path, name: str) -> None:
    (tmp_path / f"{name}.docx").unlink(missing_ok=True)
    with pytest.raises(FormError, match="Word-malen"):
        templates.docx(writer.make("meldeskjema").document, name)


@pytest.mark.parametrize(
    "content", [None, b"{{ title", b"{{ titel }}", b"{% for x in %}", b"\xff\xfe{{ title }}"]
)
def test_a_broken_page_is_told(
    writer: Writer, templates: Renderer, tmp_path: Path, content: bytes | None
) -> None:
    page = tmp_path / "utkast.html"
    page.unlink() if content is None else page.write_bytes(content)
    with pytest.raises(FormError, match=r"^utkast\.html: malen er ødelagt"):
        templates.html(writer.make("meldeskjema").document, LINKS)


def test_the_shipped_template_works_again_after_a_broken_one(
    writer: Writer, templates: Renderer, tmp_path: Path
) -> None:
    document = writer.make("meldeskjema").document
    whole = (tmp_path / "utkast.docx").read_bytes()
    (tmp_path / "utkast.docx").write_bytes(b"halv")
    with pytest.raises(FormError):
        templates.docx(document, "utkast")
    (tmp_path / "utkast.docx").write_bytes(whole)
    assert document.title in word_text(templates.docx(document, "utkast"))

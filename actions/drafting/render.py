"""Make a Word file or a page of a document; what a user wrote stands there as text, whatever it looks like."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import FileSystemLoader, StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from actions.drafting.document import Document
from actions.drafting.errors import FormError

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_PAGE = "utkast.html"
_LANGUAGE = "nb-NO"


class Renderer:
    """Fills the templates of data/templates; a template may be edited, and runs no code."""

    def __init__(self, templates: Path, words: Mapping[str, str]) -> None:
        self._templates = templates
        self._words = words
        self._word = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
        self._pages = SandboxedEnvironment(
            loader=FileSystemLoader(templates), autoescape=True, undefined=StrictUndefined, trim_blocks=True
        )

    def docx(self, document: Document, template: str) -> bytes:
        """Return the Word file. Raises FormError where the template is missing or broken."""
        path = self._templates / f"{template}.docx"
        file = io.BytesIO()
        try:
            filled = DocxTemplate(path)
            filled.render(_braced(self._values(document)), jinja_env=self._word, autoescape=True)
            filled.docx.core_properties.title = document.title
            _read_aloud_in(filled.docx.core_properties.language or _LANGUAGE, filled)
            filled.save(file)
        except (
            Exception
        ) as error:  # a template edited by hand may fail in as many ways as a zip file and XML can
            raise FormError(
                f"{path.name}: Word-malen er ødelagt. Åpne den i Word og lagre den på nytt, eller hent den gamle."
            ) from error
        return file.getvalue()

    def html(self, document: Document, links: Mapping[str, str]) -> str:
        """Return the page; `links` are the formats that it can be fetched in, by title. Raises FormError."""
        try:
            page = self._pages.get_template(_PAGE)
            return page.render(**self._values(document), links=links)
        except (TemplateError, UnicodeDecodeError) as error:
            raise FormError(f"{_PAGE}: malen er ødelagt. Hent den fra prosjektet.") from error

    def _values(self, document: Document) -> dict[str, Any]:
        values: dict[str, Any] = _clean(asdict(document))
        return {**values, "words": self._words}


def _read_aloud_in(language: str, filled: DocxTemplate) -> None:
    """Set the language of the whole file, which its PDF takes over; a template made in an English Word says English."""
    for each in filled.docx.styles.element.xpath("w:docDefaults//w:lang"):
        each.set(qn("w:val"), language)


def _clean(value: Any) -> Any:
    """Take out the signs that no XML file may hold; all else stays as it was written."""
    return _each_text(value, lambda text: _FORBIDDEN.sub("", text))


def _braced(value: Any) -> Any:
    """Write braces as XML's own signs: docxtpl makes «{_{» in what is filled in into «{{»."""
    return _each_text(
        value, lambda text: Markup(str(escape(text)).replace("{", "&#123;").replace("}", "&#125;"))
    )


def _each_text(value: Any, change: Callable[[str], str]) -> Any:
    match value:
        case str():
            return change(value)
        case list() | tuple():
            return [_each_text(each, change) for each in value]
        case dict():
            return {name: _each_text(each, change) for name, each in value.items()}
    return value

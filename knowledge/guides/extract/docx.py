"""Word documents: mammoth turns their styles into HTML, which is read as any page."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import mammoth

from knowledge.errors import GuideError
from knowledge.guides.extract.html import markdown_of
from knowledge.guides.extract.model import Extracted

_LARGEST_UNPACKED = 300_000_000  # bytes; a document that grows beyond it is no guide
_OLE = b"\xd0\xcf\x11\xe0"  # how a password-protected Office file begins
_TITLE = "p[style-name='Title'] => h1:fresh\np[style-name='Tittel'] => h1:fresh"


def read_docx(path: Path) -> Extracted:
    """Read a document. Raises GuideError where it is broken, protected by a password, or holds no text."""
    content = path.read_bytes()
    if content.startswith(_OLE):
        raise GuideError(
            f"{path.name}: filen er beskyttet med passord, eller i et eldre format. Lagre den uten, som DOCX."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            if sum(part.file_size for part in parts.infolist()) > _LARGEST_UNPACKED:
                raise GuideError(
                    f"{path.name}: filen er for stor når den pakkes ut. Ta ut bildene, og lagre den på nytt."
                )
        no_pictures = mammoth.images.img_element(lambda image: {"src": ""})
        html = mammoth.convert_to_html(io.BytesIO(content), style_map=_TITLE, convert_image=no_pictures).value
    except GuideError:
        raise
    except Exception as error:  # zipfile, mammoth and its XML reader each raise their own kinds
        raise GuideError(
            f"{path.name}: Word-filen er skadet. Åpne den i Word, og lagre den på nytt."
        ) from error
    return markdown_of(html, path.name)

"""Make a PDF of a Word file with LibreOffice, tagged so that a screen reader can read it, where LibreOffice is installed."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import tempfile
from contextlib import suppress
from pathlib import Path

_SECONDS = 60
_FAILED = "PDF-en lot seg ikke lage. Hent utkastet i Word i stedet."
_TAGGED = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'


class PdfError(Exception):
    """LibreOffice could not make the file; the message says what the user can do."""


class PdfMaker:
    """Runs LibreOffice, one document at a time: it takes a whole core for some seconds."""

    def __init__(self) -> None:
        self._program = shutil.which("soffice") or shutil.which("libreoffice")
        self._turn = asyncio.Lock()

    @property
    def is_there(self) -> bool:
        """Whether PDF can be offered here."""
        return self._program is not None

    async def pdf(self, docx: bytes) -> bytes:
        """Return the PDF of a Word file. Raises PdfError where it can't be made in a minute."""
        async with self._turn:
            with tempfile.TemporaryDirectory() as folder:
                return await self._made(docx, Path(folder))

    async def _made(self, docx: bytes, folder: Path) -> bytes:
        (folder / "utkast.docx").write_bytes(docx)
        try:
            process = await self._started(folder)
        except OSError as error:
            raise PdfError(_FAILED) from error
        try:
            await asyncio.wait_for(process.wait(), _SECONDS)
            return (folder / "utkast.pdf").read_bytes()
        except (TimeoutError, OSError) as error:
            raise PdfError(_FAILED) from error
        finally:
            if process.returncode is None:
                # All of it: soffice is a script, and its child does the work.
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                await process.wait()

    async def _started(self, folder: Path) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            str(self._program),
            f"-env:UserInstallation=file://{folder}/profil",
            "--headless",
            "--convert-to",
            _TAGGED,
            "--outdir",
            str(folder),
            str(folder / "utkast.docx"),
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
            start_new_session=True,
        )

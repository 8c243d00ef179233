"""Taking in originals: a folder of guides becomes normalised copies with metadata in var/guides."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.errors import GuideError
from knowledge.guides import frontmatter
from knowledge.guides.extract import SUFFIXES, UNREADABLE, extract
from knowledge.guides.frontmatter import Metadata, Origin
from knowledge.guides.model import GuideInfo
from knowledge.guides.naming import ascii_name
from knowledge.guides.normalise import Normalised, normalise
from knowledge.guides.sections import read_sections
from knowledge.paths import Paths

LISTING = "guides.yml"
# Raised when a file would be read otherwise than before: every file is then read anew.
_READER = 2
_Kept = tuple[Origin, GuideInfo]
# Called before each file: its name, its number from 1, and how many there are.
Progress = Callable[[str, int, int], None]


@dataclass
class IngestReport:
    """What came of each file: `taken` are the guides' infos, `unchanged` those read before that are as they were.

    `withdrawn` are the ids of guides whose file is gone; `problems` and `notes` are one Norwegian sentence a file,
    for what was not read and for what was read in part.
    """

    taken: list[GuideInfo] = field(default_factory=list)
    unchanged: list[GuideInfo] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def ingest(
    source: Path, paths: Paths | None = None, progress: Progress = lambda name, number, total: None
) -> IngestReport:
    """Take in a folder, or one file; what is broken is named in the report and the rest goes on.

    A file that has not changed is not read again, and a guide whose file has left the folder is withdrawn.
    Raises GuideError where there is nothing at `source`.
    """
    paths = paths or Paths()
    if not source.exists():
        raise GuideError(f"Jeg finner ikke «{source}». Se etter skrivefeil i mappenavnet.")
    report = IngestReport()
    entries = (
        _listed(source, report)
        if source.is_dir() and (source / LISTING).is_file()
        else _found(source, report)
    )
    kept = dict(_copies(paths.originals))
    seen: set[str] = set()
    for number, (path, metadata) in enumerate(entries, start=1):
        progress(path.name, number, len(entries))
        try:
            if metadata.id in seen:
                raise GuideError(
                    f"{path.name}: en annen fil har samme id, «{metadata.id}». Gi den et annet navn."
                )
            seen.add(_take(path, metadata, paths.originals, kept, report).id)
        except GuideError as error:
            report.problems.append(str(error))
    if source.is_dir():
        _withdraw_gone(source, kept, paths, report)
    return report


def _withdraw_gone(folder: Path, kept: Mapping[str, _Kept], paths: Paths, report: IngestReport) -> None:
    """Withdraw the guides that came from this folder and whose file is not there any more."""
    for guide_id, (origin, _) in kept.items():
        if origin.folder == str(folder.resolve()) and not (folder / origin.file).is_file():
            withdraw(guide_id, paths)
            report.withdrawn.append(guide_id)


def _copies(folder: Path) -> Iterator[tuple[str, _Kept]]:
    """Yield the id of each copy that says where it came from, and what it says."""
    for path in sorted(folder.glob("*.md")):
        try:
            metadata, _ = frontmatter.split(path.read_text(encoding="utf-8"), path.name)
        except (GuideError, OSError, UnicodeDecodeError):
            continue  # a broken copy is read anew
        if metadata.source:
            yield metadata.id, (metadata.source, metadata.info())


def withdraw(guide_id: str, paths: Paths | None = None) -> None:
    """Remove an ingested original; its digest, if any, is searched again. Raises GuideError if it isn't there."""
    folder = (paths or Paths()).originals
    known = {path.stem: path for path in folder.glob("*.md")}
    if guide_id not in known:
        raise GuideError(f"Det er ikke lest inn noen veileder med id-en «{guide_id[:80]}».")
    known[guide_id].unlink()


def _listed(folder: Path, report: IngestReport) -> list[tuple[Path, Metadata]]:
    """Find the files that guides.yml lists; what is wrong, lacking or not listed goes into the report."""
    try:
        contents = frontmatter.listed(folder / LISTING)
    except GuideError as error:
        report.problems.append(str(error))
        return []
    entries = []
    for number, content in enumerate(contents, start=1):
        try:
            metadata = frontmatter.check(content, f"{LISTING}, punkt {number}")
            entries.append((_inside(folder, metadata), metadata))
        except GuideError as error:
            report.problems.append(str(error))
    files = {path.name for path, _ in entries}
    for path in _guide_files(folder):
        if path.name not in files:
            report.problems.append(
                f"{path.name}: står ikke i {LISTING} og er ikke lest inn. Før den opp der."
            )
    return entries


def _inside(folder: Path, metadata: Metadata) -> Path:
    """Find the file of an entry, which lies in the folder itself."""
    name = metadata.file or f"{metadata.id}.txt"
    path = folder / name
    if Path(name).name != name or not path.is_file():
        raise GuideError(f"{LISTING}: filen «{name}» finnes ikke i mappen.")
    return path


def _found(source: Path, report: IngestReport) -> list[tuple[Path, Metadata]]:
    """Every guide file of a folder without guides.yml: the id and the title come from the file's name."""
    files = _guide_files(source) if source.is_dir() else [source]
    entries = []
    for path in files:
        title = re.sub(r"[-_]+", " ", path.stem).strip()
        entries.append(
            (
                path,
                Metadata(
                    id=ascii_name(path.stem) or "veileder", title=title[:1].upper() + title[1:] or path.name
                ),
            )
        )
    others = [path for path in source.iterdir() if path.is_file()] if source.is_dir() else []
    for path in sorted(others):
        if path.suffix.lower() not in SUFFIXES and not path.name.startswith("."):
            report.problems.append(f"{path.name}: {UNREADABLE}")
    return entries


def _guide_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file() and path.suffix.lower() in SUFFIXES)


def _take(
    path: Path, metadata: Metadata, folder: Path, kept: Mapping[str, _Kept], report: IngestReport
) -> GuideInfo:
    """Write one file's normalised copy. Raises GuideError where the file is broken; the old copy then stays."""
    origin = _origin(path)
    if kept.get(metadata.id) == (origin, metadata.info()):
        report.unchanged.append(metadata.info())
        return metadata.info()
    metadata, body = _read(path, metadata, report)
    info = metadata.info()
    if not read_sections(body.text, info, path.name):
        raise GuideError(f"{path.name}: fant ingen tekst i filen. Er det en skannet PDF?")
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / f"{info.id}.md", frontmatter.header(info, body.pages, origin) + "\n" + body.text)
    report.taken.append(info)
    return info


def _origin(path: Path) -> Origin:
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise GuideError(f"{path.name}: filen kan ikke åpnes. Se etter om du har tilgang til den.") from error
    return Origin(folder=str(path.parent.resolve()), file=path.name, sha256=digest, reader=_READER)


def _read(path: Path, metadata: Metadata, report: IngestReport) -> tuple[Metadata, Normalised]:
    """Read a file's text; a Markdown file with front matter is one of ours, and is kept as it is."""
    extracted = extract(path)
    if extracted.empty_pages:
        pages = ", ".join(map(str, extracted.empty_pages[:20]))
        report.notes.append(
            f"{path.name}: fant ingen tekst på side {pages}. Er de skannet, må de tekstgjenkjennes (OCR)."
        )
    if extracted.text.startswith("---\n"):
        own, begin = frontmatter.split(extracted.text, path.name)
        return own, Normalised(extracted.text[begin:])
    return metadata, normalise(extracted.text, extracted.is_markdown)


def _write(path: Path, text: str) -> None:
    """Write whole or not at all, so that a reader never meets half a guide."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
    os.replace(name, path)

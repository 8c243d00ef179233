"""Taking in originals: a folder of guides becomes normalised copies with metadata in var/guides."""

from __future__ import annotations

import os
import re
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.errors import GuideError
from knowledge.guides import frontmatter
from knowledge.guides.frontmatter import Metadata
from knowledge.guides.model import GuideInfo
from knowledge.guides.naming import ascii_name
from knowledge.guides.normalise import normalise
from knowledge.guides.sections import read_sections
from knowledge.paths import Paths

LISTING = "guides.yml"
_SUFFIXES = (".txt", ".md")
_LARGEST = 20_000_000  # bytes; the longest guide we know has 120 000


@dataclass
class IngestReport:
    """What came of each file: `taken` are the guides' infos, `problems` one Norwegian sentence a file."""

    taken: list[GuideInfo] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def ingest(source: Path, paths: Paths | None = None) -> IngestReport:
    """Take in a folder, or one file; what is broken is named in the report and the rest goes on.

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
    taken: set[str] = set()
    for path, metadata in entries:
        try:
            if metadata.id in taken:
                raise GuideError(
                    f"{path.name}: en annen fil har samme id, «{metadata.id}». Gi den et annet navn."
                )
            report.taken.append(_take(path, metadata, paths.originals))
            taken.add(metadata.id)
        except GuideError as error:
            report.problems.append(str(error))
    return report


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
    report.problems += [
        f"{path.name}: bare .txt og .md kan leses inn. Lagre den som tekst først."
        for path in sorted(others)
        if path.suffix.lower() not in _SUFFIXES and not path.name.startswith(".")
    ]
    return entries


def _guide_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file() and path.suffix.lower() in _SUFFIXES)


def _take(path: Path, metadata: Metadata, folder: Path) -> GuideInfo:
    """Write one file's normalised copy. Raises GuideError where the file is broken; the old copy then stays."""
    text = _read(path)
    if text.startswith("---\n"):
        metadata, begin = frontmatter.split(text, path.name)
        body = text[begin:]
    else:
        body = normalise(text)
    info = metadata.info()
    if not read_sections(body, info, path.name):
        raise GuideError(f"{path.name}: fant ingen tekst i filen. Er det en skannet PDF?")
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / f"{info.id}.md", frontmatter.header(info) + "\n" + body)
    return info


def _read(path: Path) -> str:
    if path.suffix.lower() not in _SUFFIXES:
        raise GuideError(f"{path.name}: bare .txt og .md kan leses inn. Lagre den som tekst først.")
    try:
        if path.stat().st_size > _LARGEST:
            raise GuideError(f"{path.name}: filen er større enn 20 MB. Del den opp.")
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise GuideError(f"{path.name}: filen er ikke UTF-8-tekst. Lagre den som UTF-8.") from error
    except OSError as error:
        raise GuideError(f"{path.name}: filen kan ikke åpnes. Se etter om du har tilgang til den.") from error
    if "\x00" in text:
        raise GuideError(f"{path.name}: filen er ikke tekst. Lagre den som .txt først.")
    if not text.strip():
        raise GuideError(f"{path.name}: filen er tom.")
    return text.replace("\r\n", "\n")


def _write(path: Path, text: str) -> None:
    """Write whole or not at all, so that a reader never meets half a guide."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
    os.replace(name, path)

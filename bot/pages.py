"""The server's own pages: templates of data/templates, read once and filled with what is escaped."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template


@lru_cache
def template(data_dir: Path, name: str) -> Template:
    """The template of that name; a value that it asks for and isn't given is an error, never an empty place."""
    environment = Environment(
        loader=FileSystemLoader(data_dir / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)

"""Text out of files: one file per format, all of them to Markdown or plain text with form feeds between pages."""

from knowledge.guides.extract.formats import SUFFIXES, UNREADABLE, extract
from knowledge.guides.extract.model import Extracted

__all__ = ["SUFFIXES", "UNREADABLE", "Extracted", "extract"]

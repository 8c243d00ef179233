"""Guides: read, taken in, and cut into sections and passages."""

from knowledge.guides.ingest import IngestReport, ingest, withdraw
from knowledge.guides.library import Guides
from knowledge.guides.model import Guide, GuideInfo, Passage, Section

__all__ = ["Guide", "GuideInfo", "Guides", "IngestReport", "Passage", "Section", "ingest", "withdraw"]

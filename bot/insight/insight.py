"""The insight's parts, opened on the bot's database, and what deletes of them when its time is up."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine

from bot.insight.acts import Acts
from bot.insight.board import Board
from bot.insight.counts import TurnCounts
from bot.insight.faults import Faults
from bot.insight.forms import Forms
from bot.insight.texts import FaultTexts, InsightTexts, load_fault_texts, load_insight_texts
from bot.insight.weeks import OSLO
from bot.secrets import SigningKey
from bot.store.errors import StoreUnavailableError
from knowledge.insight.log import InsightLog

_HOUR = 3600.0


@dataclass(frozen=True)
class Insight:
    """What the pages under /innsikt show and change, and what the reception writes."""

    counts: TurnCounts
    faults: Faults
    board: Board
    acts: Acts
    asked: InsightLog
    forms: Forms
    texts: InsightTexts
    fault_texts: FaultTexts

    def delete_old(self) -> None:
        """Delete what has been kept long enough. Raises StoreUnavailableError."""
        self.counts.delete_old()
        self.faults.delete_old()
        self.acts.delete_old()
        self.asked.forget_asked_before(
            datetime.now(OSLO).date() - timedelta(days=self.texts.keep.question_days)
        )


def open_insight(engine: Engine, key: SigningKey, data_dir: Path, asked: InsightLog) -> Insight:
    """The parts; the database's tables are there already."""
    texts = load_insight_texts(data_dir)
    return Insight(
        TurnCounts(engine, texts.keep.weeks),
        Faults(engine, texts.keep.fault_days),
        Board(engine),
        Acts(engine, key, texts.keep.act_days),
        asked,
        Forms(key),
        texts,
        load_fault_texts(data_dir),
    )


async def delete_old_insight_hourly(insight: Insight) -> None:
    """Delete now and each hour until the task is cancelled; a database that is away is tried again."""
    while True:
        with suppress(StoreUnavailableError):  # logged where it was raised
            await asyncio.to_thread(insight.delete_old)
        await asyncio.sleep(_HOUR)

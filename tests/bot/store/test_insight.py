"""The insight's tables on each database: counts add up, faults and acts go when their time is up, the board holds for all."""

import asyncio
from collections import Counter
from datetime import timedelta

from bot.insight.about import About
from bot.insight.acts import Acts
from bot.insight.board import Board
from bot.insight.counts import Turn, TurnCounts
from bot.insight.faults import Faults, Reported
from bot.secrets import SigningKey
from tests.bot.store.conftest import START, Store

MELDE_FRA = About("melde_fra", "melde_fra", "meld_rektor", (("a", "b"),))


async def test_messages_are_counted_by_kommune_week_and_way(store: Store) -> None:
    counts = TurnCounts(store.engine, 53, store.clock)
    for kommune, times in (("bakas", 3), ("steinkjer", 1)):
        for _ in range(times):
            counts.note(kommune, MELDE_FRA)
    await counts.written()
    counts.note("bakas", MELDE_FRA)
    await counts.written()
    turn = Turn("bakas", "2026-W10", "melde_fra", "melde_fra", "meld_rektor")
    assert counts.of_weeks(["2026-W10"])[turn] == 4
    assert sum(counts.of_weeks(counts.weeks(53)).values()) == 5


def test_two_processes_that_count_at_once_lose_nothing(store: Store) -> None:
    turn = Turn("bakas", "2026-W10", "search", "", "answered")
    both = [TurnCounts(store.engine, 53, store.clock) for _ in range(2)]

    async def count() -> None:
        await asyncio.gather(*(asyncio.to_thread(both[n % 2].add, Counter({turn: 1})) for n in range(6)))

    asyncio.run(count())
    assert both[0].of_weeks(["2026-W10"]) == {turn: 6}


def test_a_count_is_kept_for_53_weeks(store: Store) -> None:
    counts = TurnCounts(store.engine, 53, store.clock)
    counts.add(Counter({Turn("bakas", "2026-W10", "search", "", "answered"): 7}))
    store.clock.move(weeks=52)
    counts.delete_old()
    assert counts.of_weeks(["2026-W10"])
    store.clock.move(weeks=1)
    counts.delete_old()
    assert not counts.of_weeks(["2026-W10"])


def test_a_fault_is_kept_a_year_with_what_was_done(store: Store) -> None:
    faults = Faults(store.engine, 365, store.clock)
    fault_id = faults.add(Reported("bakas", "outdated", MELDE_FRA, "Fristen er gammel."))
    assert faults.add_comment(fault_id, "Den er to uker.")
    assert faults.change(fault_id, "rettet", "Ny frist.")
    (kept,) = faults.all()
    assert kept.reported.about == MELDE_FRA
    assert kept.reported.comment == "Fristen er gammel.\nDen er to uker."
    assert [(note.day, note.state, note.text) for note in kept.notes] == [
        (START.date(), "rettet", "Ny frist.")
    ]
    store.clock.move(days=365)
    faults.delete_old()
    assert faults.get(fault_id)
    store.clock.move(days=1)
    faults.delete_old()
    assert faults.get(fault_id) is None
    assert not faults.change(fault_id, "ny", "")
    assert not faults.add_comment(fault_id, "for sent")


def test_a_deleted_fault_leaves_nothing_on_the_disk(sqlite_store: Store) -> None:
    faults = Faults(sqlite_store.engine, 365, sqlite_store.clock)
    faults.add(Reported("bakas", "wrong", About(), "gjenkjennelig kommentar"))
    assert b"gjenkjennelig kommentar" in sqlite_store.on_disk()
    sqlite_store.clock.move(days=400)
    faults.delete_old()
    assert b"gjenkjennelig kommentar" not in sqlite_store.on_disk()


def test_acts_name_nobody_and_go_after_a_year(store: Store) -> None:
    acts = Acts(store.engine, SigningKey(b"k" * 32), 365, store.clock)
    acts.note("entra:t:anne", "read", "/innsikt")
    acts.note("", "read", "/innsikt")
    store.clock.move(days=300)
    acts.note("entra:t:anne", "closed")
    newest = acts.newest()
    assert [each.act for each in newest] == ["closed", "read", "read"]
    assert newest[0].who
    assert {each.who for each in newest[1:]} == {newest[0].who, ""}
    assert not any("anne" in each.who for each in newest)
    store.clock.move(days=66)
    acts.delete_old()
    assert [each.act for each in acts.newest()] == ["closed"]


async def test_a_notice_is_shown_from_and_to_its_moments(store: Store) -> None:
    board = Board(store.engine, store.clock)
    board.post("Nede onsdag.", START + timedelta(hours=1), START + timedelta(hours=2))
    assert await board.current() == (None, None)
    store.clock.move(hours=1)
    notice, _ = await board.current()
    assert notice
    assert notice.text == "Nede onsdag."
    store.clock.move(hours=1)
    assert await board.current() == (None, None)


async def test_the_switch_holds_in_another_process_within_seconds_and_after_a_restart(store: Store) -> None:
    seconds = 100.0
    one, other = (Board(store.engine, store.clock, lambda: seconds) for _ in range(2))
    assert await other.current() == (None, None)
    one.close("Feil i fristene.")
    assert (await one.current())[1]
    assert await other.current() == (None, None)
    seconds += 6
    for board in (other, Board(store.engine, store.clock)):
        _, closing = await board.current()
        assert closing
        assert closing.comment == "Feil i fristene."
        assert closing.since == START
    one.open()
    seconds += 6
    assert await other.current() == (None, None)


async def test_what_was_last_known_stands_while_the_database_is_away(sqlite_store: Store) -> None:
    seconds = 100.0
    board = Board(sqlite_store.engine, sqlite_store.clock, lambda: seconds)
    board.close("Stengt.")
    sqlite_store.sql("DROP TABLE closing")
    seconds += 6
    _, closing = await board.current()
    assert closing
    counts = TurnCounts(sqlite_store.engine, 53, sqlite_store.clock)
    sqlite_store.sql("ALTER TABLE turn_counts RENAME TO away")
    counts.note("bakas", MELDE_FRA)
    await counts.written()
    sqlite_store.sql("ALTER TABLE away RENAME TO turn_counts")
    counts.note("bakas", MELDE_FRA)
    await counts.written()
    assert list(counts.of_weeks(["2026-W10"]).values()) == [2]

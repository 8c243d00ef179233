"""A message that is sent again is answered once; nobody is ever given another's answer."""

import asyncio
from dataclasses import replace

import pytest

from bot.conversation import Incoming, Outgoing
from bot.once import Once

FIRST = Incoming("avsender", "en elev blir fryst ut", "nasjonal", "ansatt", message_id="m1")


class Desk:
    """Answers with a number that grows, when it is let to."""

    def __init__(self) -> None:
        self.asked: list[Incoming] = []
        self.open = asyncio.Event()
        self.open.set()
        self.is_up = True

    async def __call__(self, incoming: Incoming) -> Outgoing:
        self.asked.append(incoming)
        number = len(self.asked)
        await self.open.wait()
        return Outgoing([{"text": f"svar {number}"}], self.is_up)


class Clock:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def text(outgoing: Outgoing) -> str:
    return str(outgoing.replies[0]["text"])


async def test_a_repeat_gets_the_same_answer() -> None:
    once, desk = Once(), Desk()
    assert [text(await once.answer(FIRST, desk)) for _ in range(3)] == ["svar 1"] * 3


async def test_repeats_at_the_same_time_wait_for_the_first() -> None:
    once, desk = Once(), Desk()
    desk.open.clear()
    waiting = [asyncio.create_task(once.answer(FIRST, desk)) for _ in range(4)]
    await asyncio.sleep(0)
    desk.open.set()
    assert [text(each) for each in await asyncio.gather(*waiting)] == ["svar 1"] * 4


async def test_a_repeat_is_answered_though_the_first_hung_up() -> None:
    once, desk = Once(), Desk()
    desk.open.clear()
    first, repeat = (asyncio.create_task(once.answer(FIRST, desk)) for _ in range(2))
    await asyncio.sleep(0)
    first.cancel()
    desk.open.set()
    assert text(await repeat) == "svar 1"


@pytest.mark.parametrize(
    "other",
    [
        {"message_id": "m2"},
        {"message_id": ""},
        {"sender": "en annen"},
        {"subject": "en annen"},
        {"message": "en lærer dytta en elev"},
        {"kommune": "steinkjer"},
    ],
    ids=str,
)
async def test_another_message_or_sender_is_answered_anew(other: dict[str, str]) -> None:
    once, desk = Once(), Desk()
    await once.answer(FIRST, desk)
    assert text(await once.answer(replace(FIRST, **other), desk)) == "svar 2"


async def test_messages_without_an_id_are_all_answered() -> None:
    once, desk = Once(), Desk()
    plain = replace(FIRST, message_id="")
    assert [text(await once.answer(plain, desk)) for _ in range(2)] == ["svar 1", "svar 2"]


async def test_what_could_not_be_answered_may_be_tried_anew() -> None:
    once, desk = Once(), Desk()
    desk.is_up = False
    await once.answer(FIRST, desk)
    desk.is_up = True
    assert [text(await once.answer(FIRST, desk)) for _ in range(2)] == ["svar 2", "svar 2"]


async def test_an_error_reaches_everyone_who_waits_and_may_be_tried_anew() -> None:
    once, desk = Once(), Desk()

    async def broken(_: Incoming) -> Outgoing:
        await asyncio.sleep(0)
        raise ValueError

    results = await asyncio.gather(*(once.answer(FIRST, broken) for _ in range(2)), return_exceptions=True)
    assert [type(each) for each in results] == [ValueError, ValueError]
    assert text(await once.answer(FIRST, desk)) == "svar 1"


async def test_after_ten_minutes_it_is_a_new_message() -> None:
    clock = Clock()
    once, desk = Once(now=clock), Desk()
    await once.answer(FIRST, desk)
    clock.seconds = 599
    assert text(await once.answer(FIRST, desk)) == "svar 1"
    clock.seconds = 601
    assert text(await once.answer(FIRST, desk)) == "svar 2"


async def test_only_the_newest_answers_are_remembered() -> None:
    once, desk = Once(most=2), Desk()
    for number in range(3):
        await once.answer(replace(FIRST, message_id=f"m{number}"), desk)
    assert text(await once.answer(replace(FIRST, message_id="m2"), desk)) == "svar 3"
    assert text(await once.answer(replace(FIRST, message_id="m0"), desk)) == "svar 4"

"""The same person keeps the mark through a conversation; nobody else gets it, and it is forgotten in time."""

import pickle

from bot.privacy import People, PeopleMemory, redact
from bot.privacy.word_lists import Memory

BOUNDS = Memory(hours=2, conversations=3)


class Clock:
    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_two_turns_name_the_same_person_alike() -> None:
    people = People()
    assert redact("Ola slo Kari", people).text == "[navn 1] slo [navn 2]"
    assert redact("Ola gråt etterpå", people).text == "[navn 1] gråt etterpå"
    assert redact("Karis mor ringte", people).text == "[navn 2] mor ringte"


def test_lone_first_person_is_number_one_when_a_second_comes() -> None:
    people = People()
    assert redact("Ola er borte", people).text == "[navn] er borte"
    assert redact("Ola svarer ikke", people).text == "[navn] svarer ikke"
    assert redact("Kari så ham", people).text == "[navn 2] så ham"
    assert redact("Olas far ringte", people).text == "[navn 1] far ringte"


def test_full_name_later_is_still_the_same_person() -> None:
    people = People()
    redact("Ola og Kari", people)
    assert redact("Ola Nordmann ringte", people).text == "[navn 1] ringte"
    assert redact("rektor Nordmann svarte", people).text == "rektor [navn 1] svarte"


def test_mark_written_by_the_user_takes_its_number() -> None:
    people = People()
    assert redact("[navn 4] slo Ola", people).text == "[navn 4] slo [navn 5]"
    assert redact("Ola gråt", people).text == "[navn 5] gråt"


def test_no_name_can_be_read_from_what_is_remembered() -> None:
    people = People()
    redact("Ola Nordmann slo Kari", people)
    kept = pickle.dumps(vars(people))
    assert not [name for name in (b"ola", b"nordmann", b"kari") if name in kept.lower()]


def test_two_conversations_share_no_digest() -> None:
    one, other = People(), People()
    for people in (one, other):
        redact("Ola Nordmann slo Kari", people)
    assert set(one._by_words).isdisjoint(other._by_words)


def test_conversations_know_nothing_of_each_other() -> None:
    memory = PeopleMemory(BOUNDS, Clock())
    redact("Ola slo Kari", memory.of("a"))
    assert redact("Kari gråt", memory.of("b")).text == "[navn] gråt"
    assert redact("Kari gråt", memory.of("a")).text == "[navn 2] gråt"


def test_silence_for_hours_is_forgotten() -> None:
    clock = Clock()
    memory = PeopleMemory(BOUNDS, clock)
    redact("Ola slo Kari", memory.of("a"))
    clock.seconds = 3599 * 2
    assert memory.of("a").count == 2
    clock.seconds += 3600 * 2
    assert memory.of("a").count == 0
    assert len(memory) == 1


def test_only_so_many_conversations_are_kept_the_latest() -> None:
    memory = PeopleMemory(BOUNDS, Clock())
    for conversation in "abcd":
        redact("Ola slo Kari", memory.of(conversation))
    assert len(memory) == BOUNDS.conversations
    assert memory.of("d").count == 2
    assert memory.of("a").count == 0


def test_past_the_bound_of_spellings_nobody_gets_the_mark_of_another() -> None:
    people = People()
    numbers = [people.number_of((f"navn{at}",)) for at in range(3_000)]
    assert len(set(numbers)) == len(numbers)
    assert len(people._by_words) <= 2_000

"""What a decision may rest on: a fact, the answers it can have and what follows from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.errors import InvalidFactError

Facts = Mapping[str, str]
"""Known facts by id, a number as its digits; a fact that is not there has not been asked about."""

UNSURE = "vet_ikke"
"""The answer that is always legal and takes the cautious branch."""


@dataclass(frozen=True)
class Option:
    """One answer that a fact can have: its id and the words on the button."""

    value: str
    title: str


@dataclass(frozen=True)
class Number:
    """How a whole number is judged: below a threshold or not. `limit` is None until a kommune has given it.

    `threshold` is the threshold's name in data/municipalities, `most` the greatest number that makes sense.
    """

    threshold: str
    most: int
    below: str
    reached: str
    limit: int | None = None

    def band(self, figure: int) -> str:
        """The option that a number falls under. Raises ValueError where no kommune has bound the threshold."""
        if self.limit is None:
            raise ValueError(f"no kommune has given the threshold «{self.threshold}»")
        return self.below if figure < self.limit else self.reached


@dataclass(frozen=True)
class Fact:
    """Something that a decision may rest on.

    `assumed` is the value taken when nobody has said anything; a fact that has one is never asked. Nor is one that
    follows from the calendar (`today`, «month»).
    `gravity` lists values from mild to grave, for the proof that graver never means slower.
    `implies` gives, for a value, what then holds for other facts as well.
    """

    id: str
    label: str
    question: str
    why: str
    options: tuple[Option, ...]
    assumed: str | None
    button: str | None
    undo_button: str | None
    gravity: tuple[str, ...]
    implies: Mapping[str, Mapping[str, str]]
    number: Number | None
    today: str | None

    @property
    def is_asked(self) -> bool:
        """Whether the user may be asked for it."""
        return self.assumed is None and self.today is None

    @property
    def values(self) -> tuple[str, ...]:
        """The ids of its options, in the order of the buttons."""
        return tuple(option.value for option in self.options)

    def is_graver(self, value: str, than: str | None) -> bool:
        """Whether a value is graver than another, or than the mildest where nothing is known."""
        ranks = {each: rank for rank, each in enumerate(self.gravity)}
        return ranks.get(value, 0) > ranks.get(than or "", 0)

    def title_of(self, value: str) -> str:
        """The words for a value, as on its button; a number stands for itself."""
        return next((option.title for option in self.options if option.value == value), value)

    def option_of(self, value: str) -> str:
        """The option that a value is, or that a number falls under. Raises InvalidFactError where there is none."""
        if value in self.values:
            return value
        if self.number is None:
            raise InvalidFactError(
                f"«{value[:40]}» er ikke et mulig svar på «{self.id}». Bruk ett av: {', '.join(self.values)}."
            )
        if not (value.isascii() and value.isdecimal()) or int(value[:9]) > self.number.most:
            raise InvalidFactError(
                f"«{value[:40]}» er ikke et mulig svar på «{self.id}». "
                f"Bruk et helt tall fra 0 til {self.number.most}, eller ett av: {', '.join(self.values)}."
            )
        return self.number.band(int(value))

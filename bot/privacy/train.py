"""Train the name pipeline in data/privacy/ner anew: `python -m bot.privacy.train --norne FOLDER`."""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.training import Example
from spacy.training.initialize import init_nlp
from spacy.training.loop import train
from spacy.util import load_config, registry

from bot.privacy.lexicon import Lexicon, load_lexicon
from bot.privacy.pieces import cut, read_pieces
from bot.privacy.tokens import Shape, fold
from bot.privacy.training_texts import (
    Names,
    Text,
    begun,
    class_list,
    lowered,
    norne_texts,
    peopled,
    staff_texts,
    thing_list,
    with_marks,
    with_other_names,
)

DATA = Path(__file__).resolve().parents[2] / "data"
FOLDER = DATA / "privacy" / "ner"
CONFIG = FOLDER / "training.cfg"

_FORMS = ("nob", "nno")
_LONGEST = 5


def main() -> None:
    """Train with the config and the seed in the repository, and save what the bot needs of the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--norne", type=Path, required=True, help="mappa med nob-train.tsv.gz og de tre andre"
    )
    parser.add_argument("--work", type=Path, default=Path("var/cache/ner"), help="mappe for mellomresultater")
    chosen = parser.parse_args()
    chosen.work.mkdir(parents=True, exist_ok=True)
    _register(chosen.norne)
    nlp = init_nlp(load_config(CONFIG))
    _, last = train(nlp, chosen.work)
    if last is not None:
        save(spacy.load(last), FOLDER)


def save(nlp: Language, folder: Path) -> None:
    """Keep model and settings, but no word list of spaCy's: it would hold words of the training texts."""
    nlp.to_disk(folder, exclude=["vocab", "tokenizer"])
    config = nlp.config.copy()
    # The score belongs to training: a bot that loads the pipeline doesn't know it.
    config["components"]["tagger"]["scorer"] = None
    config.to_disk(folder / "config.cfg")


def _register(norne: Path) -> None:
    """Make the readers and the score known under the names that training.cfg uses."""

    def texts(part: str, seed: int) -> Callable[[Language], Iterator[Example]]:
        return _reader(norne, part, seed)

    registry.readers("hva_na.texts.v1", func=texts)
    registry.scorers("hva_na.person_words.v1", func=lambda: person_words)


def _reader(norne: Path, part: str, seed: int) -> Callable[[Language], Iterator[Example]]:
    lexicon = load_lexicon(DATA / "privacy")
    sentences = [text for form in _FORMS for text in norne_texts(norne / f"{form}-{part}.tsv.gz")]
    writer = _Writer(lexicon, Names.read(DATA / "privacy"), random.Random(seed))

    def examples(nlp: Language) -> Iterator[Example]:
        texts = writer.round(sentences, staff_texts(DATA)) if part == "train" else writer.dev(sentences)
        for text in texts:
            yield example(nlp, text, lexicon)

    return examples


class _Writer:
    """Writes sentences anew, each time in another form and with other people."""

    def __init__(self, lexicon: Lexicon, names: Names, chance: random.Random) -> None:
        self._lexicon = lexicon
        self._names = names
        self._chance = chance

    def round(self, sentences: list[Text], staff: list[Text]) -> Iterator[Text]:
        """One round of training texts, several sentences in some of them, and class lists."""
        with_people = [text for text in staff if any(is_name for _, is_name in text)]
        texts = [self._retold(text) for text in sentences]
        texts += [self._as_staff(text) for text in [*staff, *with_people, *with_people]]
        self._chance.shuffle(texts)
        while texts:
            size = self._chance.choice((1, 1, 2, 3, _LONGEST))
            taken, texts = texts[:size], texts[size:]
            sign = self._chance.choice((" ", " ", ". ", "\n"))
            yield [stretch for text in taken for stretch in [*text, (sign, False)]]
        for _ in range(len(sentences) // 40):
            yield self._finished(class_list(self._names, self._chance))
            yield self._finished(thing_list(sentences, self._chance))

    def dev(self, sentences: list[Text]) -> Iterator[Text]:
        """The sentences as they are, and once more with new people and in small letters."""
        yield from sentences
        for text in sentences:
            other = with_other_names(text, self._names, self._chance)
            yield lowered(other, self._names, self._chance)

    def _retold(self, text: Text) -> Text:
        if self._chance.random() < 0.55:
            text = with_other_names(text, self._names, self._chance)
        return self._finished(text)

    def _as_staff(self, text: Text) -> Text:
        text = with_other_names(text, self._names, self._chance)
        if self._chance.random() < 0.3:
            text = peopled(text, self._names, self._chance)
        return self._finished(begun(text))

    def _finished(self, text: Text) -> Text:
        text = with_marks(text, self._is_found, self._chance) if self._chance.random() < 0.7 else text
        return lowered(text, self._names, self._chance) if self._chance.random() < 0.33 else text

    def _is_found(self, name: str) -> bool:
        first = fold(name.split(maxsplit=1)[0])
        return self._lexicon.word_class(first, Shape.CAPITAL) in {"F0", "F0S"}


def example(nlp: Language, text: Text, lexicon: Lexicon) -> Example:
    """A text with the tag that each piece of it should get."""
    whole = "".join(part for part, _ in text)
    named = bytearray()
    for part, is_name in text:
        named += bytes([is_name]) * len(part)
    pieces = cut(whole)
    tags = ["PER" if named[piece.start] and piece.is_word else "O" for piece in pieces]
    return Example.from_dict(read_pieces(nlp.vocab, pieces, lexicon), {"tags": tags})


def person_words(examples: Iterable[Example], **_: object) -> dict[str, float]:
    """Recall, precision and their harmonic mean over single words of names."""
    right = found = all_names = 0
    for each in examples:
        for guess, truth in zip(each.predicted, each.reference, strict=True):
            right += guess.tag_ == truth.tag_ == "PER"
            found += guess.tag_ == "PER"
            all_names += truth.tag_ == "PER"
    recall, precision = right / max(all_names, 1), right / max(found, 1)
    mean = 2 * recall * precision / max(recall + precision, 1e-9)
    return {"person_recall": recall, "person_precision": precision, "person_f": mean}


if __name__ == "__main__":
    main()

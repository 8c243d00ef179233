"""A draft as a document: its head and its blocks in order, from which the page and the Word file are made alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from actions.drafting.context import Context
from actions.drafting.form import (
    BlanksPart,
    CasePart,
    ChoicePart,
    Form,
    ListPart,
    NotePart,
    Part,
    RowsPart,
)
from actions.drafting.values import Gap, Values, chosen, gaps, rows_of

Citation = Callable[[str], str]


@dataclass(frozen=True)
class Line:
    """A label with what stands beside it, and what is to be written where nothing does."""

    label: str
    value: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Block:
    """One part of the document; `kind` says which of the fields it uses.

    text: `paragraphs`, or `hint` where nothing was said · table: `columns` and `rows`, whose first column is ours where
    they are `given` · pairs: `lines` · checklist, questions, points: `items` · note: `paragraphs`.
    """

    kind: str
    label: str = ""
    law: str = ""
    paragraphs: tuple[str, ...] = ()
    hint: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    given: bool = False
    lines: tuple[Line, ...] = ()
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class Document:
    """The whole draft; `missing` is what the law demands and nobody has answered."""

    title: str
    intro: str
    head: tuple[Line, ...]
    is_letter: bool
    missing: tuple[str, ...]
    blocks: tuple[Block, ...]
    signature: str
    sources: tuple[str, ...]
    disclaimer: str
    made: str
    version: str

    @property
    def is_complete(self) -> bool:
        """Whether everything that the law demands has been answered."""
        return not self.missing


def document_of(
    form: Form, values: Values, context: Context, labels: Mapping[str, str], citation: Citation
) -> Document:
    """Put a draft together from its answers.

    `labels` are what the parts of the head are called, in order; `citation` writes a provision as it is cited.
    """
    choices = chosen(form, values, context.outcome)
    said = {**context.model_dump(include=set(labels)), "law": ", ".join(context.law)}
    return Document(
        title=context.title,
        intro=form.intro.format_map(context.local),
        head=tuple(Line(label, said[name]) for name, label in labels.items() if said[name]),
        is_letter=form.letter,
        missing=tuple(missing_in_words(gaps(form, values, context.outcome), citation)),
        blocks=tuple(_blocks(form, values, context, choices, citation)),
        signature=form.signature,
        sources=tuple(context.sources),
        disclaimer=context.disclaimer,
        made=context.made,
        version=context.version,
    )


def missing_in_words(found: list[Gap], citation: Citation) -> Iterator[str]:
    """Yield each gap with its provision: «Tiltak 2: Hvem (opplæringslova § 12-4)»."""
    return (f"{gap.label} ({citation(gap.law)})" for gap in found)


def _blocks(
    form: Form, values: Values, context: Context, choices: Mapping[str, str], citation: Citation
) -> Iterator[Block]:
    for part in form.shown(choices):
        block = _block(part, values, context)
        law = getattr(part, "law", None)
        yield Block(**{**vars(block), "law": citation(law) if law else ""})


def _block(part: Part, values: Values, context: Context) -> Block:
    match part:
        case NotePart():
            return Block("note", part.label, paragraphs=(part.text.format_map(context.local),))
        case ListPart():
            items = tuple(each.format_map(context.local) for each in part.items)
            return Block(part.kind, part.label, items=items)
        case BlanksPart():
            lines = tuple(Line(each.label, hint=each.hint) for each in part.items)
            return Block("pairs", part.label, lines=lines)
        case CasePart():
            return Block("points", part.label, items=tuple(getattr(context, part.kind)))
        case RowsPart():
            return _table(part, values)
        case _:
            said = str(values.get(part.id, ""))
            title = part.choices.get(said, said) if isinstance(part, ChoicePart) else said
            boxes = "   ".join(f"☐ {each}" for each in getattr(part, "choices", {}).values())
            return Block("text", part.label, paragraphs=tuple(title.splitlines()), hint=boxes or part.hint)


def _table(part: RowsPart, values: Values) -> Block:
    """The rows that were said, the ones that always stand there, and empty ones to write in."""
    said = rows_of(values, part.id)
    first = part.columns[0].id
    said += [{first: given} for given in part.preset[len(said) :]]
    said += [{}] * max(0, part.empty - len(said))
    rows = tuple(
        tuple(column.choices.get(row.get(column.id, ""), row.get(column.id, "")) for column in part.columns)
        for row in said
    )
    columns = tuple(column.label for column in part.columns)
    return Block("table", part.label, hint=part.hint, columns=columns, rows=rows, given=bool(part.preset))

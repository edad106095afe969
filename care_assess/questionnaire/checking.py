"""All faults of questionnaire files, found together: text, shape, then rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from care_assess.errors import Fault, Message
from care_assess.questionnaire.rules import REFERENCE_RULES, RULES, SCENARIO_RULES, Rule
from care_assess.questionnaire.schema import SHAPES, Shape, shape_faults
from care_assess.questionnaire.shelf import Shelf, block
from care_assess.questionnaire.yamltext import MOST_FAULTS, Block, Document

__all__ = ["faults_of", "joined_vocabulary", "shape_of"]

_RULES: Mapping[Shape, tuple[Rule, ...]] = {
    "questionnaire": RULES,
    "reference": REFERENCE_RULES,
    "scenarios": SCENARIO_RULES,
}


def shape_of(document: Document) -> Shape | None:
    """What the file says it is, by its ``format``; None when it says nothing known.

    A file with sections that forgot its format is read as a questionnaire: its author is told the rest too.
    """
    if not isinstance(document.value, Block):
        return None
    forgotten = "care-assess/questionnaire/1" if "sections" in document.value else ""
    said = document.value.get("format", forgotten)
    return SHAPES.get(said) if isinstance(said, str) else None


def joined_vocabulary(documents: Sequence[Document]) -> Mapping[str, object]:
    """The reference files as one: entries of a later file add to those before, or take their place.

    The files of scenarios are one part of it, ``placements``: what a later file places adds to the rest.
    """
    joined: dict[str, object] = {}
    for document in documents:
        if shape_of(document) == "reference" and isinstance(document.value, Block):
            for part, entries in document.value.items():
                before = joined.get(part)
                if isinstance(before, dict) and isinstance(entries, Block):
                    joined[part] = _merged(before, entries)
                else:
                    joined.setdefault(part, entries)
    placements = [one.value for one in documents if shape_of(one) == "scenarios"]
    if placements:
        joined["placements"] = _joined_placements(placements)
    return joined


def faults_of(documents: Sequence[Document], around: Sequence[Document] = ()) -> tuple[Fault, ...]:
    """Every fault of ``documents``, by file and line; ``around`` are files they may refer to."""
    everything = (*around, *documents)
    shelf = Shelf(
        documents=tuple(one for one in everything if shape_of(one) == "questionnaire"),
        vocabulary=joined_vocabulary(everything),
    )
    return tuple(fault for document in documents for fault in _told(document, shelf))


def _told(document: Document, shelf: Shelf) -> Iterator[Fault]:
    """The faults of one file in its order, as many as a person will read: a hostile file has millions."""
    found = _faults(document, shelf)
    most = list(islice(found, MOST_FAULTS))
    yield from sorted(most, key=lambda fault: (fault.line, fault.path))
    if next(found, None) is not None:
        message = Message("content.too_many_faults")
        yield Fault(file=document.name, line=0, path="", message=message)


def _faults(document: Document, shelf: Shelf) -> Iterator[Fault]:
    yield from document.faults
    if not isinstance(document.value, Block):
        if not document.faults:
            yield document.fault((), "content.file.not_questionnaire")
        return
    shape = shape_of(document)
    if shape is None:
        yield document.fault(("format",), "content.file.format")
        return
    yield from shape_faults(document, shape)
    for rule in _RULES[shape]:
        yield from rule(document, shelf)


def _joined_placements(files: Sequence[object]) -> Mapping[str, object]:
    """The note of the first file; scenario → step → the weight of the first file, the answers of all."""
    note = next((one["note"] for one in files if isinstance(one, Block) and "note" in one), None)
    scenarios: dict[str, dict[str, dict[str, object]]] = {}
    for file in files:
        for name, steps in block(file, "scenarios").items() if isinstance(file, Block) else ():
            for step, placed in steps.items() if isinstance(steps, Block) else ():
                before = scenarios.setdefault(name, {}).get(step, {})
                if isinstance(placed, Block):
                    answers = [*_items(before, "answers"), *_items(placed, "answers")]
                    scenarios[name][step] = {**placed, **before, "answers": answers}
    return {"note": note, "scenarios": scenarios}


def _items(values: Mapping[str, object], key: str) -> list[object]:
    items = values.get(key)
    return items if isinstance(items, list) else []


def _merged(before: Mapping[str, object], entries: Block) -> Block:
    merged = Block()
    merged.update(before)
    merged.update(entries)
    merged.lines.update(getattr(before, "lines", {}) | entries.lines)
    return merged

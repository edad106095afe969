"""The scale of a questionnaire: its ends, and every level that must lie between them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from care_assess.errors import Fault
from care_assess.questionnaire.model import HIGHEST
from care_assess.questionnaire.reading import LEVEL_NAME
from care_assess.questionnaire.rules.conditions import outside
from care_assess.questionnaire.rules.scores import ladders
from care_assess.questionnaire.shelf import Place, Shelf, number, questions, said, scale_of, top
from care_assess.questionnaire.yamltext import Document, Path

__all__ = [
    "caps_hold_something",
    "levels_are_on_the_scale",
    "levels_have_words",
    "the_scale_holds_a_range",
]

_WORDED: Final = ("level", "number")
"""Types whose ``levels`` are called by their numbers."""


def the_scale_holds_a_range(document: Document, _shelf: Shelf) -> Iterator[Fault]:
    """The lowest level is below the highest."""
    stated = top(document).below("scale")
    low, high = number(stated.values, "min"), number(stated.values, "max")
    if low is not None and high is not None and low >= high:
        path = (*stated.path, "max")
        yield document.fault(path, "content.rule.scale_bounds", min=said(low), max=said(high))


def levels_are_on_the_scale(document: Document, _shelf: Shelf) -> Iterator[Fault]:
    """The target, options, ceilings, anchors, cuts and starts of ladders lie between the ends of the scale."""
    ends = scale_of(document)
    if ends is None:
        return
    stated = "scale" in top(document).values
    for path, level in (*_of_all(document), *(_of_questions(document) if stated else ())):
        if not ends[0] <= level <= ends[1]:
            yield outside(document, path, level, ends)


def levels_have_words(document: Document, _shelf: Shelf) -> Iterator[Fault]:
    """Each level that a cut gives is worded, and the lowest one, on a scale that the file states."""
    ends = scale_of(document)
    if ends is None or "scale" not in top(document).values:
        return
    for question in questions(document):
        cuts, levels = question.below("cuts"), question.below("levels")
        if question.text("type") != "number" or not cuts.values or not levels.values:
            continue
        worded = {level for _, level in _named(levels)}
        for level in sorted({ends[0], *(level for _, level in _named(cuts))} - worded):
            yield document.fault(levels.path, "content.rule.level_without_words", level=said(level))


def caps_hold_something(document: Document, _shelf: Shelf) -> Iterator[Fault]:
    """A cap is a level of the scale, below its top; that of a topic is one of 0 to 5."""
    ends = scale_of(document)
    if ends is None or "scale" not in top(document).values:
        return
    for cap in top(document).each("caps"):
        path, level = (*cap.path, "max"), number(cap.values, "max")
        if level is None:
            continue
        if cap.text("topic"):
            if not 0 <= level < HIGHEST:
                yield document.fault(path, "content.rule.topic_cap_outside", level=said(level))
        elif not ends[0] <= level <= ends[1]:
            yield outside(document, path, level, ends)
        elif level == ends[1]:
            low, high = map(said, ends)
            yield document.fault(
                path, "content.rule.cap_on_top", level=said(level), min=low, max=high
            )
        below, where = number(cap.below("when").values, "below"), (*cap.path, "when", "below")
        if below is not None and not ends[0] <= below <= ends[1]:
            yield outside(document, where, below, ends)


def _of_all(document: Document) -> Iterator[tuple[Path, Fraction]]:
    """The levels that the schema leaves free on every scale."""
    target = number(top(document).values, "target")
    if target is not None:
        yield ("target",), target
    for ladder in ladders(document):
        start = number(ladder.values, "start")
        if start is not None:
            yield (*ladder.path, "start"), start


def _of_questions(document: Document) -> Iterator[tuple[Path, Fraction]]:
    """The levels of answers and of cuts."""
    for question in questions(document):
        ceiling = number(question.values, "ceiling")
        if ceiling is not None:
            yield (*question.path, "ceiling"), ceiling
        for option in question.each("options"):
            level = number(option.values, "level")
            if level is not None:
                yield (*option.path, "level"), level
        yield from _named(question.below("cuts"))
        if question.text("type") in _WORDED:
            yield from _named(question.below("levels"))


def _named(levels: Place) -> Iterator[tuple[Path, Fraction]]:
    """The entries that are called by a level."""
    for name in levels.values:
        if LEVEL_NAME.fullmatch(str(name)):
            yield (*levels.path, name), Fraction(name)

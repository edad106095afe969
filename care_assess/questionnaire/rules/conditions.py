"""Conditions: what they ask exists, and they never wait for one another."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from care_assess.errors import Fault, Message
from care_assess.questionnaire.model import LEVELS
from care_assess.questionnaire.rules.vocabulary import unknown_word
from care_assess.questionnaire.schema import shown
from care_assess.questionnaire.shelf import (
    Place,
    Shelf,
    cycles,
    number,
    questions,
    said,
    scale_of,
    top,
)
from care_assess.questionnaire.yamltext import Document, Path

__all__ = [
    "answer_fault",
    "conditions_ask_a_level_of_the_scale",
    "conditions_ask_what_exists",
    "conditions_do_not_go_round",
    "options_of",
    "outside",
    "parts",
    "profile_faults",
    "question_fault",
]


def conditions_ask_what_exists(document: Document, shelf: Shelf) -> Iterator[Fault]:
    """A fact of the profile answered by yes or no, or a scored question and one of its answers."""
    for question in questions(document):
        for part in parts(question.below("applies_if")):
            yield from profile_faults(document, shelf, part)
            asked = part.text("question")
            if asked and (
                fault := question_fault(document, shelf, (*part.path, "question"), asked)
            ):
                yield fault
            elif asked and (option := part.text("equals")):
                yield from answer_fault(document, shelf, (*part.path, "equals"), asked, option)


def conditions_ask_a_level_of_the_scale(document: Document, shelf: Shelf) -> Iterator[Fault]:
    """``at_least`` is above the lowest level of the question asked, on the scale of its questionnaire."""
    for question in questions(document):
        for part in parts(question.below("applies_if")):
            path, level = (*part.path, "at_least"), number(part.values, "at_least")
            home = shelf.home(part.text("question"), document)
            ends = scale_of(home) if home else None
            if level is None or home is None or ends is None:
                continue
            if "scale" not in top(home).values:
                if level not in LEVELS[1:]:
                    hint, found = Message("content.hint.at_least"), shown(said(level))
                    yield document.fault(path, "content.shape.wrong", found=found, hint=hint)
            elif not ends[0] < level <= ends[1]:
                yield outside(document, path, level, ends)


def conditions_do_not_go_round(document: Document, shelf: Shelf) -> Iterator[Fault]:
    """No question waits, directly or not, for its own answer."""
    mine = {question.text("id"): question for question in questions(document)}

    def asked_by(name: str) -> list[str]:
        place = shelf.question(name, document)
        asked = parts(place.below("applies_if")) if place else ()
        return [part.text("question") for part in asked if part.text("question")]

    for way in cycles(mine, asked_by):
        if first := next((name for name in way if name in mine), None):
            path = (*mine[first].path, "applies_if")
            yield document.fault(path, "content.rule.condition_round", way=" → ".join(way))


def question_fault(document: Document, shelf: Shelf, path: Path, name: str) -> Fault | None:
    """The fault of asking about a question that does not exist or has no level."""
    asked = shelf.question(name, document)
    if asked is None:
        return unknown_word(document, path, name, "questions", list(shelf.questions))
    if asked.text("type") in ("date", "information"):
        return document.fault(path, "content.rule.no_level", id=name, type=asked.text("type"))
    return None


def answer_fault(
    document: Document, shelf: Shelf, path: Path, question: str, option: str
) -> Iterator[Fault]:
    """The fault of naming an answer that the question does not offer."""
    asked = shelf.question(question, document)
    offered = options_of(asked) if asked else []
    if offered and option not in offered:
        yield unknown_word(document, path, option, "options", offered)


def options_of(question: Place) -> list[str]:
    """The ids of the answers one may choose; none for dates and information."""
    match question.text("type"):
        case "level":
            return list(question.below("levels").values) or list(map(str, LEVELS))
        case "yes_partial_no":
            return ["yes", "partial", "no"]
        case "number":
            return ["never"]
    return [option.text("id") for option in question.each("options")]


def outside(
    document: Document, path: Path, level: Fraction, ends: tuple[Fraction, Fraction]
) -> Fault:
    """The fault of a level that is not between the ends of its scale."""
    low, high = map(said, ends)
    return document.fault(path, "content.rule.level_outside", level=said(level), min=low, max=high)


def profile_faults(document: Document, shelf: Shelf, part: Place) -> Iterator[Fault]:
    """The fault of asking a fact that is not in the vocabulary or is no yes or no."""
    key, path = part.text("profile"), (*part.path, "profile")
    if not key:
        return
    known = shelf.known("profile")
    if key not in known:
        yield unknown_word(document, path, key, "profile", known)
    elif shelf.entry("profile", key).get("type") != "boolean":
        yield document.fault(path, "content.rule.profile_not_boolean", key=key)


def parts(condition: Place) -> Iterator[Place]:
    """The condition and every condition within it."""
    if condition.values:
        yield condition
        for key in ("all", "any"):
            for part in condition.each(key):
                yield from parts(part)
        yield from parts(condition.below("not"))
